/**
 * Many estates at once. Regions and companies that are new are made where the caller may; an estate is found by its
 * home region and its name, so the same file again creates nothing (SX-15).
 */
import { sql } from 'kysely'
import { reachRegion } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import type { Ctx } from '../../core/house.ts'
import { newId } from '../../core/ids.ts'
import type { GoodRow } from '../../core/sheet.ts'
import type { RowOutcome } from '../../core/transfer.ts'
import type { careLabels, estateKindLabels } from './labels.ts'
import { pathOf, type RegionKindName } from './rules.ts'
import { raiseRightsVersion } from './store.ts'

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

interface Place {
  id: string
  path: string
}

/** Finds or makes the regions of a file; remembers them for its later rows. */
class Regions {
  readonly #ctx: Ctx
  readonly #known = new Map<string, Place>()
  #codes = 0

  constructor(ctx: Ctx) {
    this.#ctx = ctx
  }

  /** @throws AppError core.forbidden or core.not_found when it is new and the caller may not make it */
  async find(row: EstateImportRow): Promise<Place> {
    let place: Place | undefined
    let names = ''
    for (const { kind, name } of branch(row)) {
      names = names === '' ? name : `${names}/${name}`
      const known = this.#known.get(names) ?? (await this.#stored(place, kind, name))
      place = known ?? (await this.#make(place, kind, name))
      this.#known.set(names, place)
    }
    return place!
  }

  async #stored(parent: Place | undefined, kind: string, name: string): Promise<Place | undefined> {
    const found = await sql<Place>`SELECT id, path FROM region WHERE name = ${name} AND kind = ${kind}
      AND parent_id IS NOT DISTINCT FROM ${parent?.id ?? null}::uuid ORDER BY path LIMIT 1`.execute(
      this.#ctx.db,
    )
    return found.rows[0]
  }

  async #make(parent: Place | undefined, kind: string, name: string): Promise<Place> {
    reachRegion(this.#ctx.actor, 'region.manage', parent?.path ?? '/')
    const id = newId<'region'>(this.#ctx.now.epochMilliseconds)
    // A file of names brings no official codes; the end of the id is unique enough under one parent.
    const code = `n${id.slice(-9)}${this.#codes++ % 10}`
    const path = pathOf(parent?.path ?? null, code)
    await sql`INSERT INTO region (id, parent_id, kind, code, name, path) VALUES (${id}, ${parent?.id ?? null}, ${kind}, ${code}, ${name}, ${path})`.execute(
      this.#ctx.db,
    )
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
  if (wanted.length === 0) return new Map()
  const read = async () => {
    const found = await sql<{ id: string; name: string }>`
      SELECT DISTINCT ON (name) id, name FROM organisation WHERE kind = 'company' AND name = ANY(${wanted}::text[]) ORDER BY name, id`.execute(
      ctx.db,
    )
    return new Map(found.rows.map(o => [o.name, o.id]))
  }
  const known = await read()
  const fresh = wanted.filter(name => !known.has(name))
  if (fresh.length === 0) return known
  await sql`INSERT INTO organisation (id, kind, name) SELECT n.id, 'company', n.name
    FROM unnest(${fresh.map(() => newId(ctx.now.epochMilliseconds))}::uuid[], ${fresh}::text[]) AS n(id, name)`.execute(
    ctx.db,
  )
  return read()
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

interface Facts {
  address: string | null
  kind: string
  care: 'company' | 'abandoned' | 'self_managed'
  company_id: string | null
}

type KnownEstate = Facts & { id: string; region_id: string; name: string }

async function knownEstates(ctx: Ctx, list: readonly Placed[]): Promise<Map<string, KnownEstate>> {
  const found =
    await sql<KnownEstate>`SELECT e.id, e.region_id, e.name, e.address, e.kind, e.care, e.company_id FROM estate e
    JOIN unnest(${list.map(p => p.regionId)}::uuid[], ${list.map(p => p.row.name)}::text[]) AS n(region_id, name)
      ON n.region_id = e.region_id AND n.name = e.name`.execute(ctx.db)
  return new Map(found.rows.map(e => [`${e.region_id}/${e.name}`, e]))
}

/** What the file says laid over what is there; an estate that is no longer company-managed loses its company. */
function merged({ row, companyId }: Placed, old: Facts | undefined): Facts {
  const care = row.management ?? (companyId === null ? old?.care : 'company') ?? 'company'
  return {
    address: row.address ?? old?.address ?? null,
    kind: row.kind ?? old?.kind ?? 'compound',
    care,
    company_id: care === 'company' ? (companyId ?? old?.company_id ?? null) : null,
  }
}

const differ = (a: Facts, b: Facts) =>
  a.address !== b.address || a.kind !== b.kind || a.care !== b.care || a.company_id !== b.company_id

async function insertEstates(ctx: Ctx, list: readonly (Placed & { id: string })[]): Promise<void> {
  if (list.length === 0) return
  const facts = list.map(p => merged(p, undefined))
  await sql`INSERT INTO estate (id, region_id, name, kind, care, address, company_id, created_at)
    SELECT n.id, n.region_id, n.name, n.kind, n.care, n.address, n.company_id, ${ctx.now}
    FROM unnest(${list.map(p => p.id)}::uuid[], ${list.map(p => p.regionId)}::uuid[], ${list.map(p => p.row.name)}::text[],
      ${facts.map(f => f.kind)}::text[], ${facts.map(f => f.care)}::text[], ${facts.map(f => f.address)}::text[],
      ${facts.map(f => f.company_id)}::uuid[]) AS n(id, region_id, name, kind, care, address, company_id)`.execute(
    ctx.db,
  )
  await sql`INSERT INTO rights_version (estate_id, version) SELECT unnest(${list.map(p => p.id)}::uuid[]), 1`.execute(
    ctx.db,
  )
}

async function updateEstate(ctx: Ctx, old: KnownEstate, next: Facts): Promise<void> {
  await sql`UPDATE estate SET address = ${next.address}, kind = ${next.kind}, care = ${next.care}, company_id = ${next.company_id},
    version = version + 1 WHERE id = ${old.id}`.execute(ctx.db)
  await raiseRightsVersion(ctx.db, old.id)
  await ctx.audit(
    { action: 'estate.standing', subject: 'estate', subjectId: old.id, before: old, after: next },
    old.id,
  )
}

/** Lays the file's figures over what the profiles have. @returns the estates whose profile changed */
async function saveIndicators(
  ctx: Ctx,
  list: readonly { id: string; row: EstateImportRow }[],
): Promise<Set<string>> {
  const told = list
    .map(p => ({ id: p.id, figures: indicatorsOf(p.row) }))
    .filter(p => Object.keys(p.figures).length > 0)
  if (told.length === 0) return new Set()
  const done = await sql<{
    estate_id: string
  }>`INSERT INTO estate_profile AS p (estate_id, indicators, changed_at)
    SELECT n.id, n.figures, ${ctx.now} FROM unnest(${told.map(p => p.id)}::uuid[], ${told.map(p => JSON.stringify(p.figures))}::jsonb[]) AS n(id, figures)
    ON CONFLICT (estate_id) DO UPDATE SET indicators = p.indicators || excluded.indicators, version = p.version + 1, changed_at = excluded.changed_at
    WHERE NOT p.indicators @> excluded.indicators RETURNING p.estate_id`.execute(ctx.db)
  return new Set(done.rows.map(p => p.estate_id))
}

async function saveAll(ctx: Ctx, list: readonly Placed[]): Promise<RowOutcome[]> {
  const known = await knownEstates(ctx, list)
  const placed = list.map(p => {
    const old = known.get(`${p.regionId}/${p.row.name}`)
    return { ...p, old, id: old?.id ?? newId<'estate'>(ctx.now.epochMilliseconds) }
  })
  await insertEstates(
    ctx,
    placed.filter(p => p.old === undefined),
  )
  const changed = new Set<string>()
  for (const p of placed) {
    const next = merged(p, p.old)
    if (p.old === undefined || !differ(p.old, next)) continue
    await updateEstate(ctx, p.old, next)
    changed.add(p.id)
  }
  const told = await saveIndicators(ctx, placed)
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
