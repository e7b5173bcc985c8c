/** Repeatable chance for the capacity planner: the same seed gives the same run on every machine. Pure. */

/** Uniform in [0, 1). */
export type Rand = () => number

/** FNV-1a over the text, mixed with the number of the stream: 32 bits. */
function hash(text: string, stream: number): number {
  let h = (2166136261 ^ stream) >>> 0
  for (const sign of text) {
    h = Math.imul(h ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0
  }
  return h
}

/**
 * A stream of its own for each purpose and replication (sfc32), so that two variants meet the same day: what differs
 * between them is the variant and not the luck.
 */
export function seeded(seed: string, stream: number): Rand {
  let a = hash(seed, stream)
  let b = hash(`${seed}/b`, stream)
  let c = hash(`${seed}/c`, stream)
  let d = 1
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 16; i++) next()
  return next
}

/** An exponential time with this mean, in the mean's unit. */
export function exponential(rand: Rand, mean: number): number {
  return -mean * Math.log(1 - rand())
}

/** The two-sided 97.5 % point of Student's t with `df` degrees of freedom (Cornish–Fisher; error below 0.1 % from 9 on). */
export function studentT(df: number): number {
  const z = 1.959964
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + g1 / df + g2 / df ** 2 + g3 / df ** 3
}

/** A mean over replications with its 95 % confidence band. */
export interface Estimate {
  mean: number
  lo: number
  hi: number
}

/** Mean and 95 % band over independent replications; one replication has no band. */
export function estimate(values: readonly number[]): Estimate {
  const n = values.length
  if (n === 0) return { mean: 0, lo: 0, hi: 0 }
  const mean = values.reduce((sum, v) => sum + v, 0) / n
  if (n === 1) return { mean, lo: mean, hi: mean }
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1)
  const half = studentT(n - 1) * Math.sqrt(variance / n)
  return { mean, lo: mean - half, hi: mean + half }
}
