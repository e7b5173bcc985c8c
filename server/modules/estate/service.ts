/** Use cases of regions and estates. */
import { isUniqueViolation } from '../../core/db.ts'
import { fail } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { query, verb } from '../../core/verb.ts'
import { estateApi, estateFail } from './contract.ts'
import { mayStandUnder, pathOf } from './rules.ts'
import * as store from './store.ts'

function presentRegion(r: store.RegionRow) {
  return { id: r.id, parentId: r.parent_id, kind: r.kind, code: r.code, name: r.name, path: r.path }
}

function presentEstate(e: store.EstateRow) {
  return {
    id: e.id,
    name: e.name,
    kind: e.kind,
    care: e.care,
    regionId: e.region_id,
    regionNames: e.region_names,
    address: e.address,
    companyId: e.company_id,
    subjectUnitId: e.subject_unit_id,
    fictional: e.fictional,
    version: e.version,
  }
}

export const listRegions = query('estate.regions', estateApi['GET /api/regions'], async ctx => ({
  items: (await store.regionsWithin(ctx.db, ctx.scopeWhere('region.read'))).map(presentRegion),
}))

/** Adds a region one level below its parent (SX-01). */
export const createRegion = verb(
  'estate.create_region',
  estateApi['POST /api/regions'],
  async (ctx, input) => {
    const parent = input.parentId === null ? null : await store.regionById(ctx.db, input.parentId)
    if (parent === undefined) throw fail('core.not_found')
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
    return presentRegion(row)
  },
)

export const listEstates = query('estate.list', estateApi['GET /api/estates'], async (ctx, input) => {
  const region = input.regionId === undefined ? undefined : await store.regionById(ctx.db, input.regionId)
  if (input.regionId !== undefined && region === undefined) throw fail('core.not_found')
  const { rows, total } = await store.estatesInScope(ctx.db, ctx.scopeWhere('estate.read'), {
    ...input,
    regionPath: region?.path,
  })
  return { items: rows.map(presentEstate), total }
})

/** Registers an estate under its home region (S6-10, S2-29: courtyards and single buildings too). */
export const createEstate = verb('estate.create', estateApi['POST /api/estates'], async (ctx, input) => {
  if ((await store.regionById(ctx.db, input.regionId)) === undefined) throw fail('core.not_found')
  const id = newId<'estate'>(ctx.now.epochMilliseconds)
  try {
    await store.insertEstate(ctx.db, {
      id,
      region_id: input.regionId,
      name: input.name,
      kind: input.kind,
      care: input.care,
      address: input.address ?? null,
      company_id: input.companyId ?? null,
      subject_unit_id: input.subjectUnitId ?? null,
      fictional: input.fictional ?? false,
      created_at: ctx.now,
    })
  } catch (error) {
    throw isUniqueViolation(error, 'estate_name_key')
      ? estateFail('estate.name_taken', { params: { name: input.name } })
      : error
  }
  await store.raiseRightsVersion(ctx.db, id)
  const made = await store.estateById(ctx.db, id)
  if (made === undefined) throw fail('core.not_found')
  await ctx.audit(
    { action: 'estate.create', subject: 'estate', subjectId: id, after: presentEstate(made) },
    id,
  )
  ctx.afterCommit(() => ctx.house.refreshDirectory())
  return presentEstate(made)
})

export const getEstate = query('estate.get', estateApi['GET /api/estates/:estateId'], async (ctx, input) => {
  const found = await store.estateById(ctx.db, input.estateId)
  if (found === undefined) throw fail('core.not_found')
  return presentEstate(found)
})
