/**
 * Many estates at once. Regions and companies that are new are made where the caller may; an estate is found by its
 * home region and its name, so the same file again creates nothing (SX-15).
 */
import { reachRegion } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { GoodRow } from '../../core/sheet.ts'
import type { RowOutcome } from '../../core/transfer.ts'
import type { careLabels, estateKindLabels } from './labels.ts'
import { pathOf, type RegionKindName } from './rules.ts'
import { insertRegion, raiseRightsVersion } from './store.ts'
import * as store from './store-estates-bulk.ts'

export type EstateImportRow = {
  city: string
  district?: string
  subdistrict?: string
  neighbourhood?: string
  name: string
  address?: string
  kind?: keyof typeof estateKindLabels
  management?: keyof typeof careLabels
  company?: string
  year?: number
  buildings?: number
  households?: number
  fee?: number
  parking?: number
  green?: number
  plotRatio?: number
}

export const levels = ['city', 'district', 'subdistrict', 'neighbourhood'] as const

/** The named levels from the city down; a level under a gap stands under the last named one and is refused by `check`. */
export function branch(row: EstateImportRow): { kind: RegionKindName; name: string }[] {
  return levels.flatMap(kind => (row[kind] === undefined ? [] : [{ kind, name: row[kind] }]))
}

export const regionKey = (row: EstateImportRow) =>
  branch(row)
    .map(r => r.name)
    .join('/')

/** Finds or makes the regions of a file; remembers them for its later rows. */
class Regions {
  readonly #ctx: Ctx
  readonly #known = new Map<string, store.RegionPlace>()
  #codes = 0

  constructor(ctx: Ctx) {
    this.#ctx = ctx
  }

  /** @throws AppError core.forbidden or core.not_found when it is new and the caller may not make it */
  async find(row: EstateImportRow): Promise<store.RegionPlace> {
    let place: store.RegionPlace | undefined
    let names = ''
    for (const { kind, name } of branch(row)) {
      names = names === '' ? name : `${names}/${name}`
      const known = this.#known.get(names) ?? (await this.#stored(place, kind, name))
      place = known ?? (await this.#make(place, kind, name))
      this.#known.set(names, place)
    }
    return place!
  }

  #stored(parent: store.RegionPlace | undefined, kind: string, name: string) {
    return store.regionNamed(this.#ctx.db, parent?.id ?? null, kind, name)
  }

  async #make(
    parent: store.RegionPlace | undefined,
    kind: RegionKindName,
    name: string,
  ): Promise<store.RegionPlace> {
    reachRegion(this.#ctx.actor, 'region.manage', parent?.path ?? '/')
    const id = newId<'region'>(this.#ctx.now.epochMilliseconds)
    // A file of names brings no official codes; the end of the id is unique enough under one parent.
    const code = `n${id.slice(-9)}${this.#codes++ % 10}`
    const path = pathOf(parent?.path ?? null, code)
    await insertRegion(this.#ctx.db, { id, parent_id: parent?.id ?? null, kind, code, name, path })
    await this.#ctx.audit({
      action: 'region.create',
      subject: 'region',
      subjectId: id,
      after: { name, kind, path },
    })
    return { id, path }
  }
}

/** Companies by name, made when new. */
async function companies(ctx: Ctx, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names)]
  const known = await store.companiesNamed(ctx.db, wanted)
  const fresh = wanted
    .filter(name => !known.has(name))
    .map(name => ({ id: newId<'organisation'>(ctx.now.epochMilliseconds), name }))
  if (fresh.length > 0) await store.insertCompanies(ctx.db, fresh)
  return new Map([...known, ...fresh.map(c => [c.name, c.id] as const)])
}

function indicatorsOf(row: EstateImportRow): Record<string, number> {
  const all = {
    builtYear: row.year,
    buildings: row.buildings,
    households: row.households,
    propertyFee: row.fee,
    parkingSpaces: row.parking,
    greenRatio: row.green,
    plotRatio: row.plotRatio,
  }
  return Object.fromEntries(Object.entries(all).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))
}

/** A sound row at its place. */
interface Placed {
  line: number
  row: EstateImportRow
  regionId: string
  companyId: string | null
}

/** What the file says laid over what is there; an estate that is no longer company-managed loses its company. */
function merged({ row, companyId }: Placed, old: store.EstateFacts | undefined): store.EstateFacts {
  const care = row.management ?? (companyId === null ? old?.care : 'company') ?? 'company'
  return {
    address: row.address ?? old?.address ?? null,
    kind: row.kind ?? old?.kind ?? 'compound',
    care,
    company_id: care === 'company' ? (companyId ?? old?.company_id ?? null) : null,
  }
}

const differ = (a: store.EstateFacts, b: store.EstateFacts) =>
  a.address !== b.address || a.kind !== b.kind || a.care !== b.care || a.company_id !== b.company_id

async function change(ctx: Ctx, old: store.KnownEstate, next: store.EstateFacts): Promise<void> {
  await store.updateFacts(ctx.db, old.id, next)
  await raiseRightsVersion(ctx.db, old.id)
  await ctx.audit(
    { action: 'estate.standing', subject: 'estate', subjectId: old.id, before: old, after: next },
    old.id,
  )
}

async function saveAll(ctx: Ctx, list: readonly Placed[]): Promise<RowOutcome[]> {
  const known = await store.estatesNamed(
    ctx.db,
    list.map(p => ({ regionId: p.regionId, name: p.row.name })),
  )
  const placed = list.map(p => {
    const old = known.get(`${p.regionId}/${p.row.name}`)
    return { ...p, old, next: merged(p, old), id: old?.id ?? newId<'estate'>(ctx.now.epochMilliseconds) }
  })
  await store.insertEstates(
    ctx.db,
    placed
      .filter(p => p.old === undefined)
      .map(p => ({ ...p.next, id: p.id, region_id: p.regionId, name: p.row.name })),
    ctx.now,
  )
  const changed = new Set<string>()
  for (const { old, next, id } of placed) {
    if (old === undefined || !differ(old, next)) continue
    await change(ctx, old, next)
    changed.add(id)
  }
  const figures = placed.map(p => ({ id: p.id, figures: indicatorsOf(p.row) }))
  const told = await store.layIndicators(
    ctx.db,
    figures.filter(p => Object.keys(p.figures).length > 0),
    ctx.now,
  )
  return placed.map(p => ({
    line: p.line,
    did: p.old === undefined ? 'created' : changed.has(p.id) || told.has(p.id) ? 'updated' : 'same',
  }))
}

function refused(line: number, error: AppError, row: EstateImportRow): RowOutcome {
  const region = regionKey(row)
  return {
    line,
    errors: [
      {
        column: 'district',
        code: error.code,
        text: {
          zh: `区域“${region}”不存在或不在您的管理范围内，请先在区域树中添加或更正名称。`,
          en: `Region "${region}" is not there or outside your area: add it to the tree or correct its name.`,
        },
      },
    ],
  }
}

/** Brings up to 500 rows in; a row whose region may not be made or lies elsewhere is refused and writes nothing. */
export async function saveEstates(ctx: Ctx, rows: GoodRow<EstateImportRow>[]): Promise<RowOutcome[]> {
  const regions = new Regions(ctx)
  const outcomes: RowOutcome[] = []
  const sound: { line: number; row: EstateImportRow; regionId: string }[] = []
  for (const { line, row } of rows) {
    try {
      const place = await regions.find(row)
      reachRegion(ctx.actor, 'estate.create', place.path)
      sound.push({ line, row, regionId: place.id })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      outcomes.push(refused(line, error, row))
    }
  }
  const companyOf = await companies(
    ctx,
    sound.flatMap(({ row }) => row.company ?? []),
  )
  const companyId = (row: EstateImportRow) => (row.company && companyOf.get(row.company)) || null
  outcomes.push(
    ...(await saveAll(
      ctx,
      sound.map(p => ({ ...p, companyId: companyId(p.row) })),
    )),
  )
  ctx.afterCommit(() => ctx.house.refreshDirectory())
  return outcomes
}
