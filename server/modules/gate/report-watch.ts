/** The chain of a day as a list, who reports for which level, and the alarm when a level is late (SX-09). */
import { Temporal } from 'temporal-polyfill'
import { ZONE } from '../../core/clock.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import { within } from '../../core/within.ts'
import {
  below,
  type Chain,
  dueOf,
  dutyOf,
  estateParts,
  handsUp,
  loadChain,
  owes,
  partsOf,
  reportDay,
  reportOf,
  stateIn,
  submits,
} from './chain.ts'
import { gateApi } from './contract.ts'
import { type ReportLevelName, reportFail } from './contract-report.ts'
import { differencesOf, levelsOf, roleOf } from './rules-report.ts'
import * as store from './store-report.ts'

/** More levels than one screen can hold are read from the region's own page. */
const MOST = 1500
const iso = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()

function missingLines(c: Chain, region: store.ChainRegion, level: ReportLevelName): number {
  if (level === 'headquarters') return owes(c, region) && !reportOf(c, region.id, 'group') ? 1 : 0
  return below(c, region).children.filter(r => owes(c, r) && !reportOf(c, r.id, handsUp(r.kind))).length
}

/** Each level of the regions, the highest first; the estates of all of them are read at once. */
export async function linesOf(ctx: Ctx, c: Chain) {
  const lines = []
  const estates = await estateParts(ctx, c, [...c.regions.keys()])
  for (const region of c.regions.values())
    for (const level of levelsOf(region.kind).toReversed()) {
      const report = reportOf(c, region.id, level)
      const duty = dutyOf(c, region.id, level)
      const differs =
        report !== undefined &&
        differencesOf(report.parts, await partsOf(ctx, c, region, level, estates)).length > 0
      lines.push({
        region: { id: region.id, name: region.name, kind: region.kind },
        level,
        state: stateIn(c, region, level, ctx.now.epochMilliseconds),
        dueAt: iso(dueOf(c, level)),
        person: duty ? { accountId: duty.account_id, name: duty.name } : null,
        deputy: duty?.deputy_id ? { accountId: duty.deputy_id, name: duty.deputy_name ?? '' } : null,
        version: report?.version ?? null,
        by: report?.by_name ?? null,
        at: report?.first_at.toString() ?? null,
        differs,
        mine: submits(ctx.actor, level, region.path),
        missing: missingLines(c, region, level),
      })
    }
  return lines
}

export const listReports = query('gate.reports', gateApi['GET /api/gate/reports'], async (ctx, input) => {
  const day = input.day ?? (await reportDay(ctx))
  const regions = await store.chainRegionsSeen(ctx.db, ctx.scopeWhere('rollup.read'), MOST)
  const items = await linesOf(ctx, await loadChain(ctx, day, regions))
  return { day, items, total: items.length }
})

async function dutyRegion(ctx: Ctx, regionId: string, level: ReportLevelName): Promise<store.ChainRegion> {
  const [region] = await store.chainRegions(ctx.db, ctx.house.regionPath(regionId) ?? '—')
  if (region === undefined || !levelsOf(region.kind).includes(level)) throw fail('core.not_found')
  return region
}

export const reportDuty = query(
  'gate.report_duty',
  gateApi['GET /api/regions/:regionId/gate/report-duty/:level'],
  async (ctx, input) => {
    const region = await dutyRegion(ctx, input.regionId, input.level)
    const [duty] = (await store.dutiesOf(ctx.db, [region.id])).filter(d => d.level === input.level)
    const able = await store.reporters(ctx.db, region, roleOf[input.level], ctx.now)
    return { ...namedIn(duty), choices: able.map(a => ({ accountId: a.id, name: a.name })) }
  },
)

const namedIn = (d: store.DutyRow | undefined) => ({
  person: d ? { accountId: d.account_id, name: d.name } : null,
  deputy: d?.deputy_id ? { accountId: d.deputy_id, name: d.deputy_name ?? '' } : null,
})

/** Names who reports for a level. @throws gate.report_person for somebody without the level's role there */
export const nameReporter = verb(
  'gate.report_name',
  gateApi['PUT /api/regions/:regionId/gate/report-duty/:level'],
  async (ctx, input) => {
    const region = await dutyRegion(ctx, input.regionId, input.level)
    if (!submits(ctx.actor, input.level, region.path)) throw reportFail('gate.report_level')
    const able = await store.reporters(ctx.db, region, roleOf[input.level], ctx.now)
    const person = able.find(a => a.id === input.accountId)
    const deputy = able.find(a => a.id === input.deputyId)
    if (person === undefined || (input.deputyId && deputy === undefined))
      throw reportFail('gate.report_person')
    const row: store.DutyRow = {
      region_id: region.id,
      level: input.level,
      account_id: person.id,
      name: person.name,
      deputy_id: deputy?.id ?? null,
      deputy_name: deputy?.name ?? null,
    }
    await store.setDuty(ctx.db, row, 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind, ctx.now)
    await ctx.audit({
      action: 'gate.report_name',
      subject: 'gate_report',
      subjectId: `${region.id} ${input.level}`,
      after: row,
    })
    return namedIn(row)
  },
)

export const levelNames = {
  neighbourhood: { zh: '社区', en: 'neighbourhood' },
  town: { zh: '镇·街道', en: 'town' },
  group: { zh: '综合协调组', en: 'coordination group' },
  headquarters: { zh: '指挥部', en: 'headquarters' },
} as const

const refOf = (regionId: string, level: string, day: string) => `${regionId}/${level}/${day}`

/** The persons to tell: who is named, his deputy, and then whoever else holds the level's role there. */
async function peopleOf(ctx: Ctx, c: Chain, region: store.ChainRegion, level: ReportLevelName) {
  const duty = dutyOf(c, region.id, level)
  const named = duty
    ? [
        { accountId: duty.account_id, name: duty.name },
        ...(duty.deputy_id ? [{ accountId: duty.deputy_id, name: duty.deputy_name ?? '' }] : []),
      ]
    : []
  const able = await store.reporters(ctx.db, region, roleOf[level], ctx.now)
  const all = [...named, ...able.map(a => ({ accountId: a.id, name: a.name }))]
  return all.filter((p, i) => all.findIndex(q => q.accountId === p.accountId) === i)
}

async function tell(
  ctx: Ctx,
  c: Chain,
  region: store.ChainRegion,
  level: ReportLevelName,
  what: 'reminder' | 'alarm',
): Promise<void> {
  const [first, ...next] = await peopleOf(ctx, c, region, level)
  const estateId = await store.anEstateClosed(ctx.db, region.path, c.window)
  const fresh = await store.noteTold(ctx.db, {
    regionId: region.id,
    level,
    day: c.day,
    what,
    at: ctx.now,
    name: first?.name ?? null,
    keptWith: estateId ?? null,
  })
  if (!fresh || estateId === undefined) return
  const due = Temporal.Instant.fromEpochMilliseconds(dueOf(c, level))
    .toZonedDateTimeISO(ZONE)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })
  const name = { zh: `${region.name}${levelNames[level].zh}`, en: `${region.name} (${levelNames[level].en})` }
  const late = what === 'alarm'
  await ctx.enqueue(
    'notice.send',
    {
      estateId,
      ...(first ? { to: first } : {}),
      next,
      kind: late ? 'report.late' : 'report.due',
      urgent: late,
      atOnce: true,
      ...(late ? { escalateAfterMinutes: c.rule.escalateMinutes } : {}),
      ref: { topic: 'gate_report', id: refOf(region.id, level, c.day) },
      title: late
        ? { zh: `逾期未报：${name.zh} ${c.day}`, en: `Report late: ${name.en} ${c.day}` }
        : { zh: `${due} 前报送：${name.zh} ${c.day}`, en: `Report by ${due}: ${name.en} ${c.day}` },
      body: late
        ? {
            zh: `${c.day} 封闭管理日汇总应于 ${due} 前报送，现已逾期，请立即报送。`,
            en: `The daily summary of ${c.day} was due by ${due} and is late; submit it now.`,
          }
        : {
            zh: `${c.day} 封闭管理日汇总请于 ${due} 前报送。`,
            en: `Submit the daily summary of ${c.day} by ${due}.`,
          },
    },
    { estateId },
  )
  await ctx.audit({
    action: late ? 'gate.report_late' : 'gate.report_reminder',
    subject: 'gate_report',
    subjectId: `${region.id} ${level} ${c.day}`,
    after: { told: first?.name ?? null, dueAt: iso(dueOf(c, level)) },
  })
  await ctx.signal({ topic: 'gate', ref: region.id })
}

/** Each minute: who has not reported is reminded before his time, and alarmed one millisecond after it. Safe to repeat. */
export async function watchReports(ctx: Ctx): Promise<void> {
  const regions = await store.chainRegions(ctx.db, '')
  const c = await loadChain(ctx, await reportDay(ctx), regions)
  if (c.closedPaths.length === 0) return
  const told = new Set((await store.toldOf(ctx.db, c.day)).map(t => `${t.region_id} ${t.level} ${t.what}`))
  const now = ctx.now.epochMilliseconds
  for (const region of regions)
    for (const level of levelsOf(region.kind)) {
      const state = stateIn(c, region, level, now)
      const soon = state === 'due' && now >= dueOf(c, level) - c.rule.remindMinutes * 60_000
      const what = state === 'late' ? 'alarm' : soon ? 'reminder' : undefined
      if (what === undefined || told.has(`${region.id} ${level} ${what}`)) continue
      await within(ctx, inner => tell(inner, c, region, level, what))
    }
}

/** A report that came in takes back what was told about it. */
export async function withdrawAlarm(
  ctx: Ctx,
  regionId: string,
  level: ReportLevelName,
  day: string,
): Promise<void> {
  const told = (await store.toldOf(ctx.db, day)).filter(t => t.region_id === regionId && t.level === level)
  for (const estateId of new Set(told.map(t => t.kept_with).filter(e => e !== null)))
    await ctx.enqueue(
      'notice.withdraw',
      { estateId, topic: 'gate_report', id: refOf(regionId, level, day) },
      { estateId },
    )
}
