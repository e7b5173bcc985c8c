/** From guesses to what the desk is shown: up to three classes, or nothing. Pure. */
import type { Guess } from './learner.ts'

export interface Proposal {
  kind: string
  class: string
  subtype: string | null
  /** Certainty, 0 to 1. */
  p: number
}

/** `kind/class/subtype`, the last part absent where a class has none. */
export const labelOf = (t: { kind: string; class: string; subtype: string | null }): string =>
  [t.kind, t.class, ...(t.subtype ? [t.subtype] : [])].join('/')

const SHOWN = 3
/** A second or third class is shown only when it is not far-fetched. */
const WORTH = 0.08
/** The sub-type is named when it holds this part of its class's certainty. */
const CLEAR = 0.5
/** Until the estate's own tickets tell, only what is rather certain is said. */
export const FIRST_THRESHOLD = 0.4
/** From this many tickets on, the threshold is measured on them. */
export const TICKETS_FOR_THRESHOLD = 100

/** With so many confirmed tickets the estate's own model has as much say as the sayings of the house. */
const EVEN = 30

/** What the two models say together, the likeliest first; `tickets` is how many the estate's own was taught with. */
export function mixed(house: Guess[], own: Guess[], tickets: number): Guess[] {
  const say = tickets / (tickets + EVEN)
  const p = new Map(house.map(g => [g.label, g.p * (1 - say)]))
  for (const g of own) p.set(g.label, (p.get(g.label) ?? 0) + g.p * say)
  return [...p].map(([label, p]) => ({ label, p })).sort((a, b) => b.p - a.p || (a.label < b.label ? -1 : 1))
}

/**
 * The classes to propose: none below the threshold ("says nothing rather than guess"), else the likeliest and those
 * worth a look behind it, three at most. Sub-types of one class are one proposal.
 */
export function proposals(
  guesses: Guess[],
  threshold: number,
  offered: (kind: string, name: string) => boolean,
): Proposal[] {
  const byClass = new Map<string, { p: number; parts: Guess[] }>()
  for (const g of guesses) {
    const [kind = '', name = ''] = g.label.split('/')
    if (!offered(kind, name)) continue
    const key = `${kind}/${name}`
    const one = byClass.get(key) ?? { p: 0, parts: [] }
    one.p += g.p
    one.parts.push(g)
    byClass.set(key, one)
  }
  const ranked = [...byClass].sort((a, b) => b[1].p - a[1].p || (a[0] < b[0] ? -1 : 1))
  if ((ranked[0]?.[1].p ?? 0) < threshold) return []
  return ranked
    .slice(0, SHOWN)
    .filter(([, c], i) => i === 0 || c.p >= WORTH)
    .map(([key, c]) => {
      const [kind = '', name = ''] = key.split('/')
      const clearest = c.parts.reduce((a, b) => (b.p > a.p ? b : a))
      const subtype = clearest.p >= c.p * CLEAR ? (clearest.label.split('/')[2] ?? null) : null
      return { kind, class: name, subtype, p: c.p }
    })
}
