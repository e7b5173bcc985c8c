/** Submitting, correcting and reading the daily summary of a level (S6-46 to S6-48, SX-08). */

import { reachRegion } from '../../core/access.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { query, verb } from '../../core/verb.ts'
import {
  type Chain,
  dueOf,
  dutyOf,
  loadChain,
  missingBelow,
  owes,
  partsOf,
  stateIn,
  submits,
  submitted,
} from './chain.ts'
import { gateApi } from './contract.ts'
import { type ReportLevelName, type ReportPartShown, reportFail } from './contract-report.ts'
import { withdrawAlarm } from './report-watch.ts'
import { differencesOf, hashOf, levelsOf, sumParts } from './rules-report.ts'
import * as store from './store-report.ts'

const path = '/api/regions/:regionId/gate/reports/:level/:day'
const at = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')

interface Level {
  c: Chain
  region: store.ChainRegion
  level: ReportLevelName
  parts: ReportPartShown[]
  versions: store.ReportRow[]
}

/** @throws core.not_found for a level that this kind of region does not report */
export async function loadLevel(
  ctx: Ctx,
  asked: { regionId: string; level: ReportLevelName; day: string },
): Promise<Level> {
  const regions = await store.chainRegions(ctx.db, ctx.house.regionPath(asked.regionId) ?? '—')
  const region = regions.find(r => r.id === asked.regionId)
  if (region === undefined || !levelsOf(region.kind).includes(asked.level)) throw fail('core.not_found')
  const c = await loadChain(ctx, asked.day, regions)
  const versions = await store.versionsOf(ctx.db, region.id, asked.level, asked.day)
  const now = await partsOf(ctx, c, region, asked.level)
  return { c, region, level: asked.level, versions, parts: carried(now, versions[0]) }
}

/** Who was inside is what stood when the level first reported: nothing later can tell it again. */
function carried(now: ReportPartShown[], last: store.ReportRow | undefined): ReportPartShown[] {
  if (last === undefined) return now
  return now.map(p => {
    const before = last.parts.find(b => b.id === p.id)?.figures
    if (p.level !== null || p.figures === null || before == null) return p
    return { ...p, figures: { ...p.figures, inside: before.inside } }
  })
}

const frozenOf = (r: store.ReportRow) => ({
  regionId: r.region_id,
  level: r.level,
  day: r.day,
  version: r.version,
  figures: r.figures,
  parts: r.parts,
  note: r.note,
  reason: r.reason,
  byId: r.by_id,
  byName: r.by_name,
  at: r.at.toString(),
  before: r.before_hash,
})

const presentVersion = (r: store.ReportRow) => ({
  version: r.version,
  by: r.by_name,
  at: r.at.toString(),
  late: r.at.epochMilliseconds > r.due_at.epochMilliseconds,
  note: r.note,
  reason: r.reason,
  hash: r.hash,
  intact: hashOf(frozenOf(r)) === r.hash,
})

/** What may be done with the level, each true or the code of why not. */
function allowedOf(ctx: Ctx, l: Level, differs: boolean) {
  const mine = submits(ctx.actor, l.level, l.region.path)
  const early = ctx.now.epochMilliseconds < l.c.window.until.epochMilliseconds
  const submit = early ? 'gate.report_early' : owes(l.c, l.region) ? true : 'gate.report_nothing'
  const done = l.versions.length > 0
  return {
    submit: !mine ? 'gate.report_level' : done ? 'gate.report_same' : submit,
    correct: !mine ? 'gate.report_level' : !done ? 'gate.report_none' : differs ? true : 'gate.report_same',
    name: mine ? true : 'gate.report_level',
  } as const
}

export function presentLevel(ctx: Ctx, l: Level, version?: number) {
  const shown = version === undefined ? l.versions[0] : l.versions.find(v => v.version === version)
  if (version !== undefined && shown === undefined) throw fail('core.not_found')
  const differences = l.versions[0] ? differencesOf(l.versions[0].parts, l.parts) : []
  const duty = dutyOf(l.c, l.region.id, l.level)
  const parts = shown?.parts ?? l.parts
  return {
    region: { id: l.region.id, name: l.region.name, kind: l.region.kind },
    level: l.level,
    day: l.c.day,
    from: l.c.window.from.toString(),
    until: l.c.window.until.toString(),
    dueAt: at(dueOf(l.c, l.level)),
    state: stateIn(l.c, l.region, l.level, ctx.now.epochMilliseconds),
    person: duty ? { accountId: duty.account_id, name: duty.name } : null,
    deputy: duty?.deputy_id ? { accountId: duty.deputy_id, name: duty.deputy_name ?? '' } : null,
    figures: shown?.figures ?? sumParts(l.parts),
    parts,
    missing: missingBelow(l.c, parts),
    versions: l.versions.map(presentVersion),
    differences,
    allowed: allowedOf(ctx, l, differences.length > 0),
  }
}

/** One level's summary: as the records stand before it is submitted, frozen after. */
export const readReport = query('gate.report', gateApi[`GET ${path}`], async (ctx, input) => {
  return presentLevel(ctx, await loadLevel(ctx, input), input.version)
})

/** For lists and prints, whose address names no region for the house to judge. */
export async function reportFor(
  ctx: Ctx,
  asked: { regionId: string; level: ReportLevelName; day: string; version?: number | undefined },
) {
  reachRegion(ctx.actor, 'rollup.read', ctx.house.regionPath(asked.regionId))
  return presentLevel(ctx, await loadLevel(ctx, asked), asked.version)
}

/** @returns the level with its new version, or nothing when somebody was faster */
async function freeze(
  ctx: Ctx,
  l: Level,
  note: string | null,
  reason: string | null,
): Promise<Level | undefined> {
  const last = l.versions[0]
  const row: store.ReportRow = {
    region_id: l.region.id,
    level: l.level,
    day: l.c.day,
    version: (last?.version ?? 0) + 1,
    due_at: l.c.window.from.add({ milliseconds: dueOf(l.c, l.level) - l.c.window.from.epochMilliseconds }),
    figures: sumParts(l.parts),
    parts: l.parts,
    note,
    reason,
    by_id: 'id' in ctx.actor ? ctx.actor.id : ctx.actor.kind,
    by_name: 'name' in ctx.actor ? ctx.actor.name : '',
    at: ctx.now,
    before_hash: last?.hash ?? null,
    hash: '',
  }
  row.hash = hashOf(frozenOf(row))
  if (!(await store.insertReport(ctx.db, row))) return undefined
  await ctx.audit({
    action: reason === null ? 'gate.report_submit' : 'gate.report_correct',
    subject: 'gate_report',
    subjectId: `${row.region_id} ${row.level} ${row.day}`,
    after: { version: row.version, hash: row.hash, figures: row.figures },
    ...(reason === null ? {} : { reason }),
  })
  await withdrawAlarm(ctx, l.region.id, l.level, l.c.day)
  await ctx.signal({ topic: 'gate', ref: l.region.id })
  submitted(l.c, row)
  return { ...l, versions: [row, ...l.versions] }
}

/** @throws gate.report_level for anybody but the level's own officer */
function insistMine(ctx: Ctx, l: Level): void {
  if (!submits(ctx.actor, l.level, l.region.path)) throw reportFail('gate.report_level')
}

/** Submits the summary; one that is in already is answered as it stands, whoever asks again. */
export const submitReport = verb('gate.report_submit', gateApi[`POST ${path}`], async (ctx, input) => {
  const l = await loadLevel(ctx, input)
  insistMine(ctx, l)
  const again = async () => {
    ctx.auditedInStatement()
    return presentLevel(ctx, await loadLevel(ctx, input))
  }
  if (l.versions.length > 0) return again()
  if (ctx.now.epochMilliseconds < l.c.window.until.epochMilliseconds) throw reportFail('gate.report_early')
  if (!owes(l.c, l.region)) throw reportFail('gate.report_nothing')
  const missing = missingBelow(l.c, l.parts)
  if (missing.length > 0 && !input.note)
    throw reportFail('gate.report_missing', { params: { n: missing.length, names: missing.join('、') } })
  const frozen = await freeze(ctx, l, input.note || null, null)
  return frozen === undefined ? again() : presentLevel(ctx, frozen)
})

/**
 * Corrects a submitted summary by a new version; the ones before stay as they are.
 * @throws gate.report_same when nothing below has changed; core.stale when somebody corrected it meanwhile
 */
export const correctReport = verb(
  'gate.report_correct',
  gateApi[`POST ${path}/correction`],
  async (ctx, input) => {
    const l = await loadLevel(ctx, input)
    insistMine(ctx, l)
    const last = l.versions[0]
    if (last === undefined) throw reportFail('gate.report_none')
    if (last.version !== input.version) throw fail('core.stale')
    if (differencesOf(last.parts, l.parts).length === 0) throw reportFail('gate.report_same')
    const frozen = await freeze(ctx, l, input.note || last.note, input.reason)
    if (frozen === undefined) throw fail('core.stale')
    return presentLevel(ctx, frozen)
  },
)
