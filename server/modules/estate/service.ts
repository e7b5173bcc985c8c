/** Use cases of regions and estates. */
import { reachRegion } from '../../core/access.ts'
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import { likeTerms } from '../../core/terms.ts'
import { query, verb } from '../../core/verb.ts'
import { estateApi, estateFail } from './contract.ts'
import { companyFits, mayStandUnder, pathOf } from './rules.ts'
import * as store from './store.ts'
import { isReferenced } from './store-buildings.ts'
import { organisationById } from './store-organisations.ts'

export function presentRegion(r: store.RegionRow) {
  return {
    id: r.id,
    parentId: r.parent_id,
    kind: r.kind,
    code: r.code,
    name: r.name,
    path: r.path,
    version: r.version,
  }
}

export function presentEstate(e: store.EstateRow) {
  return {
    id: e.id,
    name: e.name,
    kind: e.kind,
    care: e.care,
    regionId: e.region_id,
    regionNames: e.region_names,
    furtherRegions: e.further,
    address: e.address,
    companyId: e.company_id,
    companyName: e.company_name,
    subjectUnitId: e.subject_unit_id,
    subjectUnitName: e.subject_unit_name,
    serviceLevel: e.service_level,
    fictional: e.fictional,
    version: e.version,
  }
}

export const listRegions = query('estate.regions', estateApi['GET /api/regions'], async ctx => ({
  items: (await store.regionsWithin(ctx.db, ctx.scopeWhere('region.read'))).map(presentRegion),
}))

/** A region inside the caller's own area; a city's officer may not touch the next city. */
async function ownRegion(ctx: Ctx, id: string): Promise<store.RegionRow> {
  const region = await store.regionById(ctx.db, id)
  if (region === undefined) throw fail('core.not_found')
  reachRegion(ctx.actor, 'region.manage', region.path)
  return region
}

/** Adds a region one level below its parent (SX-01). */
export const createRegion = verb(
  'estate.create_region',
  estateApi['POST /api/regions'],
  async (ctx, input) => {
    const parent = input.parentId === null ? null : await ownRegion(ctx, input.parentId)
    if (parent === null) reachRegion(ctx.actor, 'region.manage', '/')
    if (!mayStandUnder(input.kind, parent?.kind ?? null))
      throw estateFail('estate.region_level', { params: { child: input.kind, parent: parent?.kind ?? '-' } })
    const row = {
      id: newId<'region'>(ctx.now.epochMilliseconds),
      parent_id: input.parentId,
      kind: input.kind,
      code: input.code,
      name: input.name,
      path: pathOf(parent?.path ?? null, input.code),
    }
    try {
      await store.insertRegion(ctx.db, row)
    } catch (error) {
      throw isUniqueViolation(error, 'region_path_key')
        ? estateFail('estate.region_exists', { params: { code: input.code } })
        : error
    }
    await ctx.audit({ action: 'region.create', subject: 'region', subjectId: row.id, after: row })
    ctx.afterCommit(() => ctx.house.refreshDirectory())
    return presentRegion({ ...row, version: 1 })
  },
)

export const renameRegion = verb(
  'estate.rename_region',
  estateApi['PUT /api/regions/:regionId'],
  async (ctx, input) => {
    const region = await ownRegion(ctx, input.regionId)
    if (!(await store.renameRegion(ctx.db, region.id, input.version, input.name))) throw fail('core.stale')
    await ctx.audit({
      action: 'region.rename',
      subject: 'region',
      subjectId: region.id,
      before: { name: region.name },
      after: { name: input.name },
    })
    return presentRegion({ ...region, name: input.name, version: input.version + 1 })
  },
)

export const removeRegion = verb(
  'estate.remove_region',
  estateApi['DELETE /api/regions/:regionId'],
  async (ctx, input) => {
    const region = await ownRegion(ctx, input.regionId)
    if (await store.regionIsNamed(ctx.db, region)) throw estateFail('estate.region_in_use')
    try {
      await store.deleteRegion(ctx.db, region.id)
    } catch (error) {
      throw isReferenced(error) ? estateFail('estate.region_in_use') : error
    }
    await ctx.audit({ action: 'region.remove', subject: 'region', subjectId: region.id, before: region })
    ctx.afterCommit(() => ctx.house.refreshDirectory())
    return {}
  },
)

export const listEstates = query('estate.list', estateApi['GET /api/estates'], async (ctx, input) => {
  const region = input.regionId === undefined ? undefined : await store.regionById(ctx.db, input.regionId)
  if (input.regionId !== undefined && region === undefined) throw fail('core.not_found')
  const { rows, total } = await store.estatesInScope(ctx.db, ctx.scopeWhere('estate.read'), {
    ...input,
    like: likeTerms(input.q ?? ''),
    regionPath: region?.path,
  })
  return { items: rows.map(presentEstate), total }
})

/** The company must be one, and only a company-managed estate has any (S6-10). */
async function checkStanding(
  ctx: Ctx,
  s: { care: store.EstateRow['care']; companyId: string | null; subjectUnitId: string | null },
): Promise<void> {
  if (!companyFits(s.care, s.companyId)) throw estateFail('estate.care_company')
  if (s.companyId !== null) {
    const company = await organisationById(ctx.db, s.companyId)
    if (company === undefined) throw fail('core.not_found')
    if (company.kind !== 'company') throw estateFail('estate.not_company', { params: { name: company.name } })
  }
  if (s.subjectUnitId !== null && (await organisationById(ctx.db, s.subjectUnitId)) === undefined)
    throw fail('core.not_found')
}

const named = (error: unknown, name: string) =>
  isUniqueViolation(error, 'estate_name_key') ? estateFail('estate.name_taken', { params: { name } }) : error

async function mustFind(ctx: Ctx, id: string): Promise<store.EstateRow> {
  const found = await store.estateById(ctx.db, id)
  if (found === undefined) throw fail('core.not_found')
  return found
}

/** Registers an estate under its home region (S6-10, S2-29: courtyards and single buildings too). */
export const createEstate = verb('estate.create', estateApi['POST /api/estates'], async (ctx, input) => {
  const region = await store.regionById(ctx.db, input.regionId)
  if (region === undefined) throw fail('core.not_found')
  reachRegion(ctx.actor, 'estate.create', region.path)
  const companyId = input.companyId ?? null
  const subjectUnitId = input.subjectUnitId ?? null
  await checkStanding(ctx, { care: input.care, companyId, subjectUnitId })
  const id = newId<'estate'>(ctx.now.epochMilliseconds)
  try {
    await store.insertEstate(ctx.db, {
      id,
      region_id: input.regionId,
      name: input.name,
      kind: input.kind,
      care: input.care,
      address: input.address ?? null,
      company_id: companyId,
      subject_unit_id: subjectUnitId,
      fictional: input.fictional ?? false,
      created_at: ctx.now,
    })
  } catch (error) {
    throw named(error, input.name)
  }
  await store.raiseRightsVersion(ctx.db, id)
  const made = presentEstate(await mustFind(ctx, id))
  await ctx.audit({ action: 'estate.create', subject: 'estate', subjectId: id, after: made }, id)
  ctx.afterCommit(() => ctx.house.refreshDirectory())
  return made
})

/**
 * An estate's facts for another room's use case that has judged the caller already (a resident reads a price list).
 * @throws core.not_found
 */
export async function estateFacts(ctx: Ctx, estateId: string) {
  return presentEstate(await mustFind(ctx, estateId))
}

export const getEstate = query('estate.get', estateApi['GET /api/estates/:estateId'], async (ctx, input) =>
  presentEstate(await mustFind(ctx, input.estateId)),
)

export const editEstate = verb('estate.edit', estateApi['PUT /api/estates/:estateId'], async (ctx, input) => {
  const before = presentEstate(await mustFind(ctx, input.estateId))
  try {
    const done = await store.updateEstate(ctx.db, input.estateId, input.version, {
      name: input.name,
      kind: input.kind,
      address: input.address,
      service_level: input.serviceLevel,
    })
    if (!done) throw fail('core.stale')
  } catch (error) {
    throw named(error, input.name)
  }
  const after = presentEstate(await mustFind(ctx, input.estateId))
  await ctx.audit(
    { action: 'estate.edit', subject: 'estate', subjectId: input.estateId, before, after },
    input.estateId,
  )
  return after
})

/** Moves an estate: home and further regions, class, company, subject unit. Rights follow at once (S3-02, S6-10, S6-11). */
export const changeStanding = verb(
  'estate.standing',
  estateApi['PUT /api/estates/:estateId/standing'],
  async (ctx, input) => {
    const before = presentEstate(await mustFind(ctx, input.estateId))
    const region = await store.regionById(ctx.db, input.regionId)
    if (region === undefined) throw fail('core.not_found')
    reachRegion(ctx.actor, 'estate.create', region.path)
    for (const id of input.furtherRegionIds)
      if ((await store.regionById(ctx.db, id)) === undefined) throw fail('core.not_found')
    await checkStanding(ctx, input)
    try {
      const done = await store.updateStanding(
        ctx.db,
        input.estateId,
        input.version,
        {
          region_id: input.regionId,
          care: input.care,
          company_id: input.companyId,
          subject_unit_id: input.subjectUnitId,
        },
        input.furtherRegionIds,
      )
      if (!done) throw fail('core.stale')
    } catch (error) {
      throw named(error, before.name)
    }
    await store.raiseRightsVersion(ctx.db, input.estateId)
    const after = presentEstate(await mustFind(ctx, input.estateId))
    await ctx.audit(
      { action: 'estate.standing', subject: 'estate', subjectId: input.estateId, before, after },
      input.estateId,
    )
    ctx.afterCommit(() => ctx.house.refreshDirectory())
    return after
  },
)
