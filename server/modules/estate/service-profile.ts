/** Use cases of the project profile and the census. */
import type { z } from 'zod'
import { type Actor, reachRegion } from '../../core/access.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { estateApi, estateFail, type IndicatorName, type Indicators } from './contract.ts'
import { censusErrors, censusTotals, checkRefusal } from './rules.ts'
import { presentRegion } from './service.ts'
import { estateById, regionById, regionsWithin, setCare } from './store.ts'
import { registered } from './store-buildings.ts'
import * as store from './store-profile.ts'

async function presentProfile(ctx: Ctx, estateId: string) {
  const row = await store.profile(ctx.db, estateId)
  const { buildings, units, homes, area } = await registered(ctx.db, estateId)
  return {
    location: row?.location ?? null,
    boundaries: row?.boundaries ?? {},
    indicators: row?.indicators ?? {},
    registered: { buildings, units, homes, area },
    version: row?.version ?? 0,
    changedAt: row?.changed_at.toString() ?? null,
  }
}

export const getProfile = query(
  'estate.profile',
  estateApi['GET /api/estates/:estateId/profile'],
  async (ctx, input) => {
    if (!(await estateById(ctx.db, input.estateId))) throw fail('core.not_found')
    return presentProfile(ctx, input.estateId)
  },
)

/** Writes the profile; version 0 is the first (S3-01..04). */
export const writeProfile = verb(
  'estate.write_profile',
  estateApi['PUT /api/estates/:estateId/profile'],
  async (ctx, input) => {
    const { estateId, version, location } = input
    const boundaries = Object.fromEntries(Object.entries(input.boundaries).filter(([, text]) => text))
    const before = await presentProfile(ctx, estateId)
    const done = await store.writeProfile(ctx.db, estateId, version, {
      location: location || null,
      boundaries,
      indicators: input.indicators,
      now: ctx.now,
    })
    if (!done) throw fail('core.stale')
    const after = await presentProfile(ctx, estateId)
    await ctx.audit(
      { action: 'profile.write', subject: 'estate_profile', subjectId: estateId, before, after },
      estateId,
    )
    return after
  },
)

/**
 * An indicator of the profile as a denominator for reports (S3-04), in the unit of the contract. Undefined when nobody
 * has filled it: the report then says "no data", never a rate (SX-07). Households fall back to the registered homes.
 */
export async function indicator(
  ctx: Ctx,
  estateId: string,
  name: IndicatorName,
): Promise<number | undefined> {
  const row = await store.profile(ctx.db, estateId)
  const indicators: z.output<typeof Indicators> = row?.indicators ?? {}
  if (indicators[name] !== undefined) return indicators[name]
  if (name !== 'households' && name !== 'buildings' && name !== 'homeArea') return undefined
  const known = await registered(ctx.db, estateId)
  const value = { households: known.homes, buildings: known.buildings, homeArea: known.area }[name]
  return value > 0 ? value : undefined
}

function personOf(actor: Actor): { id: string; name: string } {
  if (actor.kind === 'nobody') throw fail('core.signed_out')
  return { id: 'id' in actor ? actor.id : actor.kind, name: actor.name }
}

function presentCensus(ctx: Ctx, c: store.CensusRow, newest: number) {
  const person = ctx.actor.kind === 'nobody' ? '' : personOf(ctx.actor).id
  const refusal = checkRefusal(
    { version: c.version, madeBy: c.made_by, checkedAt: c.checked_at },
    newest,
    person,
  )
  return {
    id: c.id,
    version: c.version,
    facts: c.facts,
    reason: c.reason,
    madeBy: c.made_by_name,
    madeAt: c.made_at.toString(),
    checkedBy: c.checked_by_name,
    checkedAt: c.checked_at?.toString() ?? null,
    allowed: { check: refusal ?? (true as const) },
  }
}

export const listCensus = query(
  'estate.census',
  estateApi['GET /api/estates/:estateId/census'],
  async (ctx, input) => {
    const estate = await estateById(ctx.db, input.estateId)
    if (estate === undefined) throw fail('core.not_found')
    const rows = await store.censuses(ctx.db, input.estateId)
    const { buildings, sections, homes } = await registered(ctx.db, input.estateId)
    return {
      items: rows.map(c => presentCensus(ctx, c, rows[0]?.version ?? 0)),
      registered: { buildings, sections, homes, company: estate.company_name },
    }
  },
)

/** Enters the census; every later version is a correction with its reason, the earlier ones stay (S2-41, SX-08). */
export const enterCensus = verb(
  'estate.enter_census',
  estateApi['POST /api/estates/:estateId/census'],
  async (ctx, input) => {
    const { estateId, facts } = input
    const estate = await estateById(ctx.db, estateId)
    if (estate === undefined) throw fail('core.not_found')
    const fields = censusErrors(facts)
    if (fields.length > 0) throw estateFail('estate.census_sums', { fields })
    if (facts.care !== 'company' && estate.company_id !== null) throw estateFail('estate.care_company')
    const [newest] = await store.censuses(ctx.db, estateId)
    if ((newest?.version ?? 0) !== input.baseVersion) throw fail('core.stale')
    if (newest !== undefined && input.reason === undefined) throw estateFail('estate.census_reason')
    if (newest !== undefined && sameFacts(newest.facts, facts)) throw estateFail('estate.census_same')
    const by = personOf(ctx.actor)
    const row: store.CensusRow = {
      id: newId<'census'>(ctx.now.epochMilliseconds),
      version: input.baseVersion + 1,
      facts,
      reason: newest === undefined ? null : (input.reason ?? null),
      made_by: by.id,
      made_by_name: by.name,
      made_at: ctx.now,
      checked_by: null,
      checked_by_name: null,
      checked_at: null,
    }
    await store.insertCensus(ctx.db, estateId, row)
    await ctx.audit(
      {
        action: 'census.enter',
        subject: 'census',
        subjectId: row.id,
        before: newest?.facts,
        after: facts,
        reason: input.reason,
      },
      estateId,
    )
    return presentCensus(ctx, row, row.version)
  },
)

function sameFacts(a: store.CensusJson, b: store.CensusJson): boolean {
  const flat = (f: store.CensusJson) => JSON.stringify(Object.entries(f).sort(([x], [y]) => (x < y ? -1 : 1)))
  return flat(a) === flat(b)
}

/** The second check by another person; the checked class becomes the estate's class (S2-41, S6-10). */
export const checkCensus = verb(
  'estate.check_census',
  estateApi['POST /api/estates/:estateId/census/:censusId/check'],
  async (ctx, input) => {
    const { estateId } = input
    const rows = await store.censuses(ctx.db, estateId)
    const found = rows.find(c => c.id === input.censusId)
    const estate = await estateById(ctx.db, estateId)
    if (found === undefined || estate === undefined) throw fail('core.not_found')
    const by = personOf(ctx.actor)
    const newest = rows[0]?.version ?? 0
    const refusal = checkRefusal(
      { version: found.version, madeBy: found.made_by, checkedAt: found.checked_at },
      newest,
      by.id,
    )
    if (refusal !== undefined) throw estateFail(refusal)
    if (found.facts.care !== 'company' && estate.company_id !== null) throw estateFail('estate.care_company')
    if (!(await store.checkCensus(ctx.db, estateId, found.id, { ...by, at: ctx.now })))
      throw estateFail('estate.census_checked')
    if (found.facts.care !== estate.care) await setCare(ctx.db, estateId, found.facts.care)
    await ctx.audit(
      {
        action: 'census.check',
        subject: 'census',
        subjectId: found.id,
        before: { care: estate.care },
        after: { version: found.version, care: found.facts.care },
      },
      estateId,
    )
    return presentCensus(
      ctx,
      { ...found, checked_by: by.id, checked_by_name: by.name, checked_at: ctx.now },
      newest,
    )
  },
)

/**
 * Survey totals of a region and of each region directly below it (S6-05..11). An estate counts where its home region
 * lies, so the level below and the direct ones sum to the whole.
 */
export const regionCensus = query(
  'estate.region_census',
  estateApi['GET /api/regions/:regionId/census'],
  async (ctx, input) => {
    const region = await regionById(ctx.db, input.regionId)
    if (region === undefined) throw fail('core.not_found')
    reachRegion(ctx.actor, 'region.read', region.path)
    const all = await store.surveyed(ctx.db, region.path)
    const below = (await regionsWithin(ctx.db, ctx.scopeWhere('region.read'))).filter(
      r => r.parent_id === region.id,
    )
    return {
      region: presentRegion(region),
      totals: censusTotals(all),
      children: below.map(r => ({
        region: presentRegion(r),
        totals: censusTotals(all.filter(e => e.regionPath.startsWith(r.path))),
      })),
      direct: censusTotals(all.filter(e => e.regionPath === region.path)),
    }
  },
)
