/** Choices from a seed: the same seed makes the same town on every machine. */

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** An index drawn by weight. */
  weighted(weights: readonly number[]): number
  shuffle<T>(list: readonly T[]): T[]
}

/** sfc32 seeded by a string: small, fast, passes PractRand; no cryptographic use. */
export function random(seed: string): Random {
  let h = 1779033703 ^ seed.length
  for (let i = 0; i < seed.length; i++) {
    h = Math.imul(h ^ seed.charCodeAt(i), 3432918353)
    h = (h << 13) | (h >>> 19)
  }
  const word = () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507)
    h = Math.imul(h ^ (h >>> 13), 3266489909)
    h ^= h >>> 16
    return h >>> 0
  }
  let a = word()
  let b = word()
  let c = word()
  let d = word()
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: p => next() < p,
    pick: list => list[int(0, list.length - 1)]!,
    weighted(weights) {
      let at = next() * weights.reduce((s, w) => s + w, 0)
      for (const [i, w] of weights.entries()) {
        at -= w
        if (at < 0) return i
      }
      return weights.length - 1
    },
    shuffle(list) {
      const out = [...list]
      for (let i = out.length - 1; i > 0; i--) {
        const j = int(0, i)
        ;[out[i], out[j]] = [out[j]!, out[i]!]
      }
      return out
    },
  }
}
