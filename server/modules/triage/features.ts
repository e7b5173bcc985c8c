/** Text → numbers for the learner: single signs and pairs, weighted by how rare they are. No dictionary, no service. */

export interface Doc {
  title?: string | undefined
  text: string
}

/** How many signs of one text are read: the longest real complaint measured has 1,496. */
const READ = 2000
const LONGEST = 2

/**
 * One form for what is one thing: full and half width, case, and every digit the same sign, so that neither a room
 * number nor a phone number is ever a feature.
 */
export function normal(text: string): string {
  return text
    .slice(0, READ)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/[\s\p{P}\p{S}]+/gu, ' ')
    .trim()
}

/** The runs of signs in one text with how often each stands in it; those of the title also count for themselves. */
export function grams(doc: Doc): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (text: string, mark: string, weight: number) => {
    const signs = [...normal(text)]
    for (let i = 0; i < signs.length; i++) {
      let run = ''
      for (let n = 0; n < LONGEST && i + n < signs.length; n++) {
        const sign = signs[i + n] ?? ''
        if (sign === ' ') break
        run += sign
        const key = mark + run
        counts.set(key, (counts.get(key) ?? 0) + weight)
      }
    }
  }
  add(doc.text, '', 1)
  if (doc.title) {
    add(doc.title, '', 1)
    add(doc.title, '^', 1)
  }
  return counts
}

/** The known runs of signs, each with its number and its rarity. */
export interface Vocabulary {
  terms: string[]
  idf: Float32Array
  index: Map<string, number>
}

/**
 * What at least `minDocs` texts share, the most shared first, `max` at most. With two texts or more behind each
 * entry the vocabulary keeps no sentence of a single person.
 */
export function vocabulary(docs: Map<string, number>[], minDocs: number, max: number): Vocabulary {
  const seen = new Map<string, number>()
  for (const doc of docs) for (const term of doc.keys()) seen.set(term, (seen.get(term) ?? 0) + 1)
  const kept = [...seen].filter(([, n]) => n >= minDocs)
  kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const chosen = kept.slice(0, max)
  const terms = chosen.map(([term]) => term)
  const idf = Float32Array.from(chosen, ([, n]) => Math.log((1 + docs.length) / (1 + n)) + 1)
  return { terms, idf, index: indexOf(terms) }
}

export const indexOf = (terms: string[]): Map<string, number> => new Map(terms.map((t, i) => [t, i]))

export interface Vector {
  at: Int32Array
  value: Float32Array
}

/** One text as a vector of length 1; empty when it shares nothing with the vocabulary. */
export function vector(counts: Map<string, number>, vocab: Vocabulary): Vector {
  const at: number[] = []
  const value: number[] = []
  let square = 0
  for (const [term, n] of counts) {
    const i = vocab.index.get(term)
    if (i === undefined) continue
    const w = (1 + Math.log(n)) * (vocab.idf[i] ?? 0)
    at.push(i)
    value.push(w)
    square += w * w
  }
  const length = Math.sqrt(square) || 1
  return { at: Int32Array.from(at), value: Float32Array.from(value, v => v / length) }
}
