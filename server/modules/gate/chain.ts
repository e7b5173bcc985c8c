/** One day's chain of reports as it stands: the regions, what they submitted, who owes what, and the parts of a level. */
import { Temporal } from 'temporal-polyfill'
import { type Actor, covers, holdsInRegion } from '../../core/access.ts'
import { ZONE } from '../../core/clock.ts'
import type { Ctx } from '../../core/house.ts'
import { NIL } from '../../core/ids.ts'
import { ruleFor } from '../../core/rule-set.ts'
import type { ReportFiguresShown, ReportLevelName, ReportPartShown } from './contract-report.ts'
import { dayAt, dueAt, levelsOf, type ReportRule, roleOf, stateOf, windowOf } from './rules-report.ts'
import * as store from './store-report.ts'

export interface Chain {
  day: string
  rule: ReportRule
  window: store.ReportWindow
  regions: Map<string, store.ChainRegion>
  latest: Map<string, Awaited<ReturnType<typeof store.latestOf>>[number]>
  duties: Map<string, store.DutyRow>
  /** home regions of the estates that were under closure */
  closedPaths: string[]
}

const key = (regionId: string, level: ReportLevelName) => `${regionId} ${level}`
const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

/** The rule of a day; the county's reports follow one for all, not an estate's own. */
export function reportRule(ctx: Pick<Ctx, 'db'>, day: string): Promise<ReportRule> {
  return ruleFor<ReportRule>(ctx.db, 'gate.report', NIL, day)
}

/** The reporting day that closed last. */
export async function reportDay(ctx: Pick<Ctx, 'db' | 'now'>): Promise<string> {
  const today = ctx.now.toZonedDateTimeISO(ZONE).toPlainDate().toString()
  return dayAt(ctx.now.epochMilliseconds, await reportRule(ctx, today), ZONE)
}

/** Reads what the levels of these regions have submitted for a day, and who owes it. */
export async function loadChain(
  ctx: Pick<Ctx, 'db'>,
  day: string,
  regions: readonly store.ChainRegion[],
): Promise<Chain> {
  const rule = await reportRule(ctx, day)
  const { from, until } = windowOf(day, rule, ZONE)
  const window: store.ReportWindow = {
    before: Temporal.PlainDate.from(day).subtract({ days: 1 }).toString(),
    day,
    cut: rule.cutHour,
    from: instant(from),
    until: instant(until),
  }
  const ids = regions.map(r => r.id)
  return {
    day,
    rule,
    window,
    regions: new Map(regions.map(r => [r.id, r])),
    latest: new Map((await store.latestOf(ctx.db, ids, day)).map(r => [key(r.region_id, r.level), r])),
    duties: new Map((await store.dutiesOf(ctx.db, ids)).map(d => [key(d.region_id, d.level), d])),
    closedPaths: await store.regionsClosed(ctx.db, window),
  }
}

export const reportOf = (c: Chain, regionId: string, level: ReportLevelName) =>
  c.latest.get(key(regionId, level))
/** A version that was just written, so that the chain need not be read again. */
export function submitted(c: Chain, row: store.ReportRow): void {
  const name = key(row.region_id, row.level)
  c.latest.set(name, { ...row, first_at: c.latest.get(name)?.first_at ?? row.at })
}
export const dutyOf = (c: Chain, regionId: string, level: ReportLevelName) =>
  c.duties.get(key(regionId, level))

/** A level owes a report when an estate below it was under closure in the reporting day. */
export const owes = (c: Chain, region: store.ChainRegion) => c.closedPaths.some(p => covers(region.path, p))

export const dueOf = (c: Chain, level: ReportLevelName) => dueAt(c.day, level, c.rule, ZONE)

export function stateIn(c: Chain, region: store.ChainRegion, level: ReportLevelName, now: number) {
  return stateOf({
    owed: owes(c, region),
    until: c.window.until.epochMilliseconds,
    due: dueOf(c, level),
    first: reportOf(c, region.id, level)?.first_at.epochMilliseconds ?? null,
    now,
  })
}

/** Only who holds the level's own role there submits for it; those above read. */
export function submits(actor: Actor, level: ReportLevelName, path: string): boolean {
  return holdsInRegion(actor, roleOf[level], path)
}

/** The reporting regions directly below, and the regions whose estates count here without a level of their own. */
export function below(c: Chain, region: store.ChainRegion) {
  const children: store.ChainRegion[] = []
  const own: string[] = [region.id]
  for (const r of c.regions.values()) {
    if (r.id === region.id || !covers(region.path, r.path)) continue
    let up = r.parent_id === null ? undefined : c.regions.get(r.parent_id)
    while (up && up.id !== region.id && levelsOf(up.kind).length === 0)
      up = up.parent_id === null ? undefined : c.regions.get(up.parent_id)
    if (up?.id !== region.id) continue
    if (levelsOf(r.kind).length > 0) children.push(r)
    else own.push(r.id)
  }
  return { children, own }
}

/** The level that a region hands upward: the town's own, or a district's coordination group. */
export const handsUp = (kind: string): ReportLevelName => levelsOf(kind)[0] ?? 'neighbourhood'

function reportPart(c: Chain, region: store.ChainRegion, level: ReportLevelName): ReportPartShown {
  const r = reportOf(c, region.id, level)
  return {
    id: region.id,
    name: region.name,
    level,
    figures: r?.figures ?? null,
    version: r?.version ?? null,
    hash: r?.hash ?? null,
    by: r?.by_name ?? null,
    at: r?.at.toString() ?? null,
  }
}

/**
 * The estates' figures from their own records, by home region; what was refused for a reason that is deleted already
 * says so.
 */
export async function estateParts(
  ctx: Pick<Ctx, 'db'>,
  c: Chain,
  regionIds: readonly string[],
): Promise<Map<string, ReportPartShown[]>> {
  const estates = await store.estatesOfDay(ctx.db, regionIds, c.window)
  const refused = estates.filter(e => e.refusals > 0).map(e => e.id)
  const reasons = refused.length === 0 ? [] : await store.reasonsOfDay(ctx.db, refused, c.window)
  const byEstate = Map.groupBy(reasons, r => r.estate_id)
  const parts = new Map<string, ReportPartShown[]>()
  for (const { id, name, region_id, closed, ...sums } of estates) {
    const own = Object.fromEntries((byEstate.get(id) ?? []).map(r => [r.reason, r.n]))
    const told = Object.values(own).reduce((n, x) => n + x, 0)
    const figures: ReportFiguresShown = {
      estates: 1,
      closed: closed ? 1 : 0,
      ...sums,
      reasons: told < sums.refusals ? { ...own, unrecorded: sums.refusals - told } : own,
    }
    const list = parts.get(region_id) ?? []
    list.push({ id, name, level: null, figures, version: null, hash: null, by: null, at: null })
    parts.set(region_id, list)
  }
  return parts
}

/** What a level sums up, as it stands now; `estates` where they have been read for several levels at once. */
export async function partsOf(
  ctx: Pick<Ctx, 'db'>,
  c: Chain,
  region: store.ChainRegion,
  level: ReportLevelName,
  estates?: Map<string, ReportPartShown[]>,
): Promise<ReportPartShown[]> {
  if (level === 'headquarters') return [reportPart(c, region, 'group')]
  const { children, own } = below(c, region)
  const found = estates ?? (await estateParts(ctx, c, own))
  return [...children.map(r => reportPart(c, r, handsUp(r.kind))), ...own.flatMap(id => found.get(id) ?? [])]
}

/** Names of the levels directly below that owe a report and have not submitted it. */
export function missingBelow(c: Chain, parts: readonly ReportPartShown[]): string[] {
  return parts
    .filter(p => p.level !== null && p.figures === null && owes(c, c.regions.get(p.id)!))
    .map(p => p.name)
}
