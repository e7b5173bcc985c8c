/** How good a learner is, and from which certainty on it may speak. Pure. */
import type { Doc } from './features.ts'
import { type Example, type Guess, guess, type Options, train } from './learner.ts'

/** One text that was guessed while its true class was hidden. */
export interface Tried {
  truth: string
  guesses: Guess[]
}

export interface Figures {
  n: number
  accuracy: number | null
  /** Mean over the classes that stand in the truth or in the answers. */
  macroF1: number | null
  /** Share of texts whose class is among the first three. */
  top3: number | null
  threshold: number
  /** Share of texts for which something is proposed. */
  coverage: number | null
  /** Of those, the share whose first proposal is right. */
  precision: number | null
  /** true class → answered class → texts */
  confusion: Record<string, Record<string, number>>
}

/** The certainty that proposals want at least: the first one is right in this share of the tried texts. */
export const WANTED = 0.9
/** Fewer accepted texts than this say nothing about a threshold. */
const ENOUGH = 20

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** The figures of a trial; with nothing tried they are null, never 100 % (SX-07). */
export function figuresOf(tried: Tried[], threshold: number): Figures {
  const confusion: Figures['confusion'] = {}
  const per = new Map<string, { hit: number; said: number; is: number }>()
  const of = (label: string) => {
    const one = per.get(label) ?? { hit: 0, said: 0, is: 0 }
    per.set(label, one)
    return one
  }
  let right = 0
  let near = 0
  let spoken = 0
  let spokenRight = 0
  for (const { truth, guesses } of tried) {
    const first = guesses[0]
    const said = first?.label ?? ''
    confusion[truth] ??= {}
    const row = confusion[truth]
    row[said] = (row[said] ?? 0) + 1
    of(truth).is++
    of(said).said++
    if (said === truth) {
      right++
      of(truth).hit++
    }
    if (guesses.slice(0, 3).some(g => g.label === truth)) near++
    if (first && first.p >= threshold) {
      spoken++
      if (said === truth) spokenRight++
    }
  }
  const f1 = [...per.values()].map(c => (2 * c.hit) / (c.said + c.is))
  return {
    n: tried.length,
    accuracy: share(right, tried.length),
    macroF1: share(
      f1.reduce((a, b) => a + b, 0),
      f1.length,
    ),
    top3: share(near, tried.length),
    threshold,
    coverage: share(spoken, tried.length),
    precision: share(spokenRight, spoken),
    confusion,
  }
}

/**
 * The lowest certainty at which the first guess is right in `wanted` of the texts it is given for; 1 (say nothing)
 * when no certainty reaches that, or when too few texts do.
 */
export function thresholdOf(tried: Tried[], wanted: number = WANTED): number {
  const scored = tried
    .map(t => ({ p: t.guesses[0]?.p ?? 0, right: t.guesses[0]?.label === t.truth }))
    .sort((a, b) => b.p - a.p)
  let right = 0
  let best = 1
  scored.forEach((s, i) => {
    if (s.right) right++
    const n = i + 1
    if (n >= ENOUGH && right / n >= wanted && s.p > (scored[n]?.p ?? -1)) best = s.p
  })
  return best
}

/** The part of a split in which a text falls. Texts that begin alike fall together: people send the same matter twice. */
export function foldOf(doc: Doc, folds: number): number {
  let x = 2166136261
  for (const sign of (doc.title ?? '') + doc.text.slice(0, 80)) {
    x = Math.imul(x ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0
  }
  return (x >>> 8) % folds
}

/**
 * Every example guessed by a learner that has not seen it: the examples in `folds` parts, each the test of the others.
 * `also` lets another voice speak to each guess; it is told how many examples were learnt from.
 */
export function tryOut(
  examples: Example[],
  options: Partial<Options> = {},
  folds = 3,
  also: (own: Guess[], doc: Doc, learnt: number) => Guess[] = own => own,
): Tried[] {
  return Array.from({ length: folds }, (_, fold) => {
    const rest = examples.filter(e => foldOf(e, folds) !== fold)
    const held = examples.filter(e => foldOf(e, folds) === fold)
    const model = train(rest, options)
    return held.map(e => ({ truth: e.label, guesses: also(guess(model, e), e, rest.length) }))
  }).flat()
}

/**
 * Ways to learn that are tried on the training part itself. Few broad classes want every class to weigh the same and a
 * firmer pull to zero, many narrow ones want neither: measured on three splits each, the second is better by a hundredth
 * on 7 classes and not on 66, so the examples decide.
 */
const WAYS: readonly Partial<Options>[] = [{}, { balance: 1, decay: 1e-4 }]

/** The way that is right most often over texts and over classes, with its trial. @throws nothing, also without examples */
export function chosenWay(
  examples: Example[],
  folds = 3,
  also?: Parameters<typeof tryOut>[3],
): { options: Partial<Options>; tried: Tried[] } {
  const trials = WAYS.map(options => ({ options, tried: tryOut(examples, options, folds, also) }))
  const worth = (tried: Tried[]) => {
    const f = figuresOf(tried, 1)
    return (f.accuracy ?? 0) + (f.macroF1 ?? 0)
  }
  return trials.reduce((best, next) => (worth(next.tried) > worth(best.tried) ? next : best))
}
