/** The daily summary as arithmetic: its window, its times, its sums, and what changed since it was frozen. */
import { Temporal } from 'temporal-polyfill'
import { canonical } from '../../core/canonical.ts'
import { dayStart } from '../../core/clock.ts'
import { sha256 } from '../../core/crypto.ts'
import type { Role } from '../../core/roles.ts'
import type { ReportFiguresShown, ReportLevelName, ReportPartShown } from './contract-report.ts'

export interface ReportRule {
  /** the local hour at which a reporting day ends, 1–24 */
  cutHour: number
  /** local time of that day by which each level has reported */
  due: Record<ReportLevelName, string>
  /** a reminder so long before the due time */
  remindMinutes: number
  /** an alarm nobody acknowledges goes on after so long */
  escalateMinutes: number
}

/** The levels that a kind of region reports, lowest first. */
export function levelsOf(kind: string): ReportLevelName[] {
  if (kind === 'neighbourhood') return ['neighbourhood']
  if (kind === 'subdistrict') return ['town']
  return kind === 'district' ? ['group', 'headquarters'] : []
}

/** Whose role submits a level; nobody above submits for it, so that each figure has its own name. */
export const roleOf: Record<ReportLevelName, Role> = {
  neighbourhood: 'neighbourhood_officer',
  town: 'subdistrict_officer',
  group: 'coordination_group',
  headquarters: 'headquarters',
}

const HOUR = 3_600_000

/** The reporting day in epoch milliseconds, [from, until): 24 hours that end at the cut hour of the day. */
export function windowOf(day: string, rule: ReportRule, zone: string): { from: number; until: number } {
  const date = Temporal.PlainDate.from(day)
  const cut = (d: Temporal.PlainDate) => dayStart(d, zone).epochMilliseconds + rule.cutHour * HOUR
  return { from: cut(date.subtract({ days: 1 })), until: cut(date) }
}

/** By when a level has reported: kept at this millisecond, late one after. A time before the cut is the next morning's. */
export function dueAt(day: string, level: ReportLevelName, rule: ReportRule, zone: string): number {
  const plainTime = Temporal.PlainTime.from(rule.due[level])
  const on = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
  const date = Temporal.PlainDate.from(day)
  const due = on(date)
  return due >= windowOf(day, rule, zone).until ? due : on(date.add({ days: 1 }))
}

/** The reporting day that was closed last at an instant, or is the first to close. */
export function dayAt(now: number, rule: ReportRule, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const today = local.toPlainDate()
  return (
    now >= windowOf(today.toString(), rule, zone).until ? today : today.subtract({ days: 1 })
  ).toString()
}

export type ReportStateName = 'none' | 'waiting' | 'due' | 'late' | 'kept' | 'kept_late'

/** Where a level stands: `first` is when its first version was submitted. */
export function stateOf(s: {
  owed: boolean
  until: number
  due: number
  first: number | null
  now: number
}): ReportStateName {
  if (s.first !== null) return s.first <= s.due ? 'kept' : 'kept_late'
  if (!s.owed) return 'none'
  if (s.now < s.until) return 'waiting'
  return s.now <= s.due ? 'due' : 'late'
}

export const counted = [
  'estates',
  'closed',
  'personsIn',
  'personsOut',
  'vehiclesIn',
  'vehiclesOut',
  'refusals',
  'emergencies',
  'incidents',
  'unattended',
  'inside',
] as const satisfies (keyof ReportFiguresShown)[]

/** What the records alone fix for all time; who is inside is told only by the moment. */
const lasting = counted.filter(k => k !== 'inside' && k !== 'closed' && k !== 'estates')

export function noFigures(): ReportFiguresShown {
  return {
    ...(Object.fromEntries(counted.map(k => [k, 0])) as Record<(typeof counted)[number], number>),
    reasons: {},
  }
}

/** A level is the sum of its parts, figure by figure and reason by reason; a part that has not reported adds nothing. */
export function sumParts(parts: readonly Pick<ReportPartShown, 'figures'>[]): ReportFiguresShown {
  const total = noFigures()
  for (const { figures } of parts) {
    if (figures === null) continue
    for (const k of counted) total[k] += figures[k]
    for (const [reason, n] of Object.entries(figures.reasons))
      total.reasons[reason] = (total.reasons[reason] ?? 0) + n
  }
  return total
}

export interface Difference {
  id: string
  name: string
  figure: string
  was: number | null
  now: number | null
}

/** What a frozen report would say otherwise today, part by part. */
export function differencesOf(
  frozen: readonly ReportPartShown[],
  today: readonly ReportPartShown[],
): Difference[] {
  const found: Difference[] = []
  for (const now of today) {
    const was = frozen.find(p => p.id === now.id)
    const at = (figure: string, a: number | null, b: number | null) => {
      if (a !== b) found.push({ id: now.id, name: now.name, figure, was: a, now: b })
    }
    if (now.figures === null) continue
    if (was?.figures == null) {
      at('report', null, now.version ?? 1)
      continue
    }
    for (const k of now.level === null ? lasting : counted) at(k, was.figures[k], now.figures[k])
    const reasons = new Set([...Object.keys(was.figures.reasons), ...Object.keys(now.figures.reasons)])
    for (const r of reasons) at(`reasons.${r}`, was.figures.reasons[r] ?? 0, now.figures.reasons[r] ?? 0)
  }
  return found
}

/** What a version's hash runs over: all of it, and the hash of the version before. */
export interface Frozen {
  regionId: string
  level: ReportLevelName
  day: string
  version: number
  figures: ReportFiguresShown
  parts: readonly ReportPartShown[]
  note: string | null
  reason: string | null
  byId: string
  byName: string
  at: string
  before: string | null
}

export const hashOf = (f: Frozen): string => sha256(canonical(f)).toString('hex')
