/** Week templates and swaps as pure rules. */
import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../core/clock.ts'

/** A turn of a kept week: `day` 0 is Monday, `from` the minute of that day, `minutes` how long it lasts. */
export interface TemplateTurn {
  day: number
  from: number
  minutes: number
  postId: string | null
  kind: string
  party: string
  accountId: string
  name: string
  superiorId: string | null
  superiorName: string | null
}

interface Turn {
  post_id: string | null
  kind: string
  party: string
  account_id: string
  name: string
  superior_id: string | null
  superior_name: string | null
  starts_at: Instant
  ends_at: Instant | null
}

/** The turns of a week as a template, by the clock on the wall; turns without an end are no part of a week. */
export function templateOf(turns: readonly Turn[], monday: Temporal.PlainDate, zone: string): TemplateTurn[] {
  return turns.flatMap(d => {
    if (d.ends_at === null) return []
    const start = d.starts_at.toZonedDateTimeISO(zone)
    const day = monday.until(start.toPlainDate(), { largestUnit: 'day' }).days
    if (day < 0 || day > 6) return []
    return [
      {
        day,
        from: start.hour * 60 + start.minute,
        minutes: Math.round((d.ends_at.epochMilliseconds - d.starts_at.epochMilliseconds) / 60_000),
        postId: d.post_id,
        kind: d.kind,
        party: d.party,
        accountId: d.account_id,
        name: d.name,
        superiorId: d.superior_id,
        superiorName: d.superior_name,
      },
    ]
  })
}

/** When a turn of a kept week begins and ends in the week that begins on `monday`. */
export function laidOver(
  t: TemplateTurn,
  monday: Temporal.PlainDate,
  zone: string,
): { starts: Instant; ends: Instant } {
  const starts = monday
    .add({ days: t.day })
    .toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from({ hour: Math.floor(t.from / 60), minute: t.from % 60 }),
    })
    .toInstant()
  return { starts, ends: starts.add({ minutes: t.minutes }) }
}

export type SwapAct = 'answer' | 'decide' | 'withdraw'

/** Who may do what with a swap in which state; a refusal code, or true. */
export function swapAllowed(
  act: SwapAct,
  swap: { state: string; asked_id: string; to_id: string },
  who: { id: string | null; keeps: boolean },
): true | 'roster.swap_state' | 'roster.swap_not_yours' | 'core.forbidden' {
  const open = swap.state === 'asked' || swap.state === 'agreed'
  if (act === 'answer') {
    if (swap.to_id !== who.id) return 'roster.swap_not_yours'
    return swap.state === 'asked' ? true : 'roster.swap_state'
  }
  if (act === 'withdraw') {
    if (swap.asked_id !== who.id) return 'roster.swap_not_yours'
    return open ? true : 'roster.swap_state'
  }
  if (!who.keeps) return 'core.forbidden'
  return swap.state === 'agreed' ? true : 'roster.swap_state'
}
