/** Which levels did not submit a day's summary in its time: counted day by day for the boards above (S6-48). */
import { Temporal } from 'temporal-polyfill'
import { covers } from '../../core/access.ts'
import { type Instant, ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { reportDay, reportRule } from './chain.ts'
import type { ReportLevelName } from './contract-report.ts'
import { dueAt, levelsOf, type ReportRule, stateOf, windowOf } from './rules-report.ts'
import * as store from './store-report.ts'

export interface LateLevel {
  region: store.ChainRegion
  level: ReportLevelName
  dueAt: Instant
  /** it has not come yet; else it came late */
  open: boolean
}

export interface LateReports {
  /** the reporting day that closed last */
  day: string
  /** nothing for a day on which no level owed a report, or that is not closed yet */
  days: { day: string; late: number | null }[]
  /** the levels of that last day */
  levels: LateLevel[]
}

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

/** Levels at or below a path that were late, for each of these days, oldest first; reads no registration. */
export async function lateReports(ctx: Ctx, path: string, days: readonly string[]): Promise<LateReports> {
  const last = await reportDay(ctx)
  const first = days[0] ?? last
  const regions = await store.chainRegions(ctx.db, path)
  const rules = new Map<string, ReportRule>()
  for (const day of new Set([...days, last])) if (day <= last) rules.set(day, await reportRule(ctx, day))
  const from = windowOf(first, rules.get(first) ?? rules.get(last)!, ZONE).from
  const { until } = windowOf(last, rules.get(last)!, ZONE)
  const spans = await store.closureSpans(ctx.db, path, instant(from), instant(until))
  const came = new Map(
    (await store.firstSubmitted(ctx.db, path, { from: first, until: last })).map(r => [
      `${r.region_id} ${r.level} ${r.day}`,
      r.at.epochMilliseconds,
    ]),
  )
  const levelsOn = (day: string): { owed: number; levels: LateLevel[] } => {
    const rule = rules.get(day)!
    const w = windowOf(day, rule, ZONE)
    const touched = spans.filter(
      s => s.starts_at.epochMilliseconds < w.until && s.ends_at.epochMilliseconds > w.from,
    )
    const closed = [...new Set(touched.map(s => s.path))]
    const owing = regions.filter(r => closed.some(p => covers(r.path, p)))
    const levels: LateLevel[] = []
    for (const region of owing)
      for (const level of levelsOf(region.kind)) {
        const due = dueAt(day, level, rule, ZONE)
        const state = stateOf({
          owed: true,
          until: w.until,
          due,
          first: came.get(`${region.id} ${level} ${day}`) ?? null,
          now: ctx.now.epochMilliseconds,
        })
        if (state === 'late' || state === 'kept_late')
          levels.push({ region, level, dueAt: instant(due), open: state === 'late' })
      }
    return { owed: owing.length, levels }
  }
  const late = (day: string) => {
    if (day > last) return null
    const found = levelsOn(day)
    return found.owed === 0 ? null : found.levels.length
  }
  return { day: last, days: days.map(day => ({ day, late: late(day) })), levels: levelsOn(last).levels }
}
