/** Whether a home or a person may go out again, as the terminal says it without network; server/modules/gate/quota.ts is the rule. */

import type { Verdict } from './code.ts'
import type { Attempt, Snapshot } from './decide.ts'
import type { Known } from './find.ts'

const DAY = 86_400_000
const dayOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

export interface Quota {
  used: number
  outings: number
  everyDays: number
  next: string
}

/** The first local day with an outing free, or null when one is free today. */
export function nextOuting(
  rule: { outings: number; everyDays: number },
  days: readonly string[],
  today: string,
  count = 1,
): { used: number; next: string | null } {
  const since = plus(today, 1 - rule.everyDays)
  const inWindow = days.filter(day => day >= since && day <= today).sort()
  const used = inWindow.length
  if (rule.outings === 0 || used + count <= rule.outings) return { used, next: null }
  if (used < rule.outings) return { used, next: today }
  return { used, next: plus(inWindow[used - rule.outings] ?? today, rule.everyDays) }
}

/** Why those who go out may not, by their homes' or their own outings; null when they may, or the rule asks nothing. */
export function outingRefusal(
  site: Pick<Snapshot, 'closure' | 'permit' | 'permits' | 'outings' | 'people'>,
  attempt: Attempt,
  shown: Verdict | undefined,
  ms: number,
): { refusal: 'quota' | 'permit_none'; quota?: Quota } | null {
  const rule = site.permit
  const free = shown?.refusal === null && (shown.permit?.kind === 'worker' || shown.permit?.kind === 'shift')
  if (!site.closure || attempt.direction !== 'out' || attempt.emergency || attempt.refuse || free) return null
  if (rule.outings === 0 && !rule.required) return null
  const going = attempt.persons.flatMap(person => {
    const known: Known | undefined = site.people.find(
      each => each.id === (person.registrantId ?? person.personId),
    )
    if ((known?.kind ?? person.kind) !== 'resident') return []
    const unit = known?.unit ?? person.unit
    const whose =
      rule.per === 'household' ? unit && `h:${unit}` : known && !known.fromRegister && `p:${known.id}`
    return [{ unit, whose }]
  })
  if (rule.required)
    for (const { unit } of going)
      if (unit && !site.permits.some(p => p.kind === 'household' && p.unit === unit && p.state === 'live'))
        return { refusal: 'permit_none' }
  for (const whose of new Set(going.flatMap(each => each.whose || []))) {
    const days = site.outings.filter(each => each.whose === whose).map(each => each.day)
    const count = going.filter(each => each.whose === whose).length
    const { used, next } = nextOuting(rule, days, dayOf(ms), count)
    if (next !== null)
      return { refusal: 'quota', quota: { used, outings: rule.outings, everyDays: rule.everyDays, next } }
  }
  return null
}
