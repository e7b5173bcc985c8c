/**
 * A small classical learner for the class of a text: softmax regression over weighted runs of signs. It is trained in
 * the program, in seconds, and is the same for the same examples in the same order of their keys.
 */
import { type Doc, grams, type Vector, type Vocabulary, vector, vocabulary } from './features.ts'

export interface Example extends Doc {
  label: string
}

export interface Options {
  epochs: number
  rate: number
  /** Strength of the pull to zero, per step. */
  decay: number
  minDocs: number
  maxTerms: number
  /** 0: every example counts the same; 1: every class counts the same. */
  balance: number
}

export const defaults: Options = {
  epochs: 10,
  rate: 0.5,
  decay: 1e-5,
  minDocs: 2,
  maxTerms: 120_000,
  balance: 0.5,
}

export interface Model {
  labels: string[]
  vocab: Vocabulary
  /** weights[term × labels + label], then one row of biases. */
  weights: Float32Array
}

export interface Guess {
  label: string
  p: number
}

/** A stepping number generator (xorshift32): the order of the examples is shuffled the same way each time. */
function steps(seed: number): () => number {
  let x = seed | 0 || 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) / 4294967296
  }
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const t = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = t
  }
}

/** scores ← the model's values for one vector, then turned into probabilities that sum to 1. */
function softmax(
  m: { weights: Float32Array; k: number; bias: number },
  v: Vector,
  scores: Float64Array,
): void {
  const { weights, k, bias } = m
  for (let c = 0; c < k; c++) scores[c] = weights[bias + c] as number
  for (let i = 0; i < v.at.length; i++) {
    const row = (v.at[i] as number) * k
    const x = v.value[i] as number
    for (let c = 0; c < k; c++) scores[c] = (scores[c] as number) + x * (weights[row + c] as number)
  }
  let top = -Infinity
  for (let c = 0; c < k; c++) if ((scores[c] as number) > top) top = scores[c] as number
  let sum = 0
  for (let c = 0; c < k; c++) {
    const e = Math.exp((scores[c] as number) - top)
    scores[c] = e
    sum += e
  }
  for (let c = 0; c < k; c++) scores[c] = (scores[c] as number) / sum
}

/** Trains on the examples (AdaGrad over softmax loss). Examples of one class only, or none, give a model that always says that. */
export function train(examples: Example[], given: Partial<Options> = {}): Model {
  const o = { ...defaults, ...given }
  const labels = [...new Set(examples.map(e => e.label))].sort()
  const counts = examples.map(grams)
  const vocab = vocabulary(counts, o.minDocs, o.maxTerms)
  const k = labels.length
  const vectors = counts.map(c => vector(c, vocab))
  const target = examples.map(e => labels.indexOf(e.label))
  const perClass = new Float64Array(k)
  for (const c of target) perClass[c] = (perClass[c] as number) + 1
  const total = perClass.reduce((a, b) => a + b, 0)
  const classWeight = Array.from(perClass, n => (n ? (total / (k * n)) ** o.balance : 1))
  const weights = new Float32Array((vocab.terms.length + 1) * k)
  const seen = new Float32Array(weights.length).fill(1e-3)
  const model = { weights, k, bias: vocab.terms.length * k }
  const order = Int32Array.from(examples, (_, i) => i)
  const next = steps(20261122)
  const scores = new Float64Array(k)
  for (let epoch = 0; epoch < o.epochs; epoch++) {
    shuffle(order, next)
    for (const i of order) {
      const v = vectors[i] as Vector
      softmax(model, v, scores)
      const t = target[i] as number
      const w = classWeight[t] ?? 1
      scores[t] = (scores[t] as number) - 1
      for (let c = 0; c < k; c++) scores[c] = (scores[c] as number) * w
      for (let j = 0; j <= v.at.length; j++) {
        const row = j === v.at.length ? model.bias : (v.at[j] as number) * k
        const x = j === v.at.length ? 0.1 : (v.value[j] as number)
        for (let c = 0; c < k; c++) {
          const g = x * (scores[c] as number) + o.decay * (weights[row + c] as number)
          const s = (seen[row + c] as number) + g * g
          seen[row + c] = s
          weights[row + c] = (weights[row + c] as number) - (o.rate * g) / Math.sqrt(s)
        }
      }
    }
  }
  return { labels, vocab, weights }
}

/** Every class with its probability, the likeliest first; with nothing known in the text, what the classes' shares say. */
export function guess(model: Model, doc: Doc): Guess[] {
  const k = model.labels.length
  const scores = new Float64Array(k)
  softmax(
    { weights: model.weights, k, bias: model.vocab.terms.length * k },
    vector(grams(doc), model.vocab),
    scores,
  )
  const all = model.labels.map((label, c) => ({ label, p: scores[c] as number }))
  return all.sort((a, b) => b.p - a.p || (a.label < b.label ? -1 : 1))
}
