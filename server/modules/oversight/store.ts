/** SQL of the figure rows and of the places they are summed over. */
import { type SqlBool, sql } from 'kysely'
import type { ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { FigurePart } from '../../core/figures.ts'
import { estatePlaces, estatesCounted } from '../estate/store.ts'
import type { DaySum } from './rules.ts'

/** Writes the day's rows of a figure and removes those of estates that have nothing to count any more. */
export async function keepParts(
  db: Db,
  figure: string,
  day: string,
  parts: FigurePart[],
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO figure_day (estate_id, day, figure, numerator, denominator, at)
    SELECT p.estate_id, ${day}::date, ${figure}, p.n, p.d, ${at}::timestamptz
    FROM unnest(${parts.map(p => p.estateId)}::uuid[], ${parts.map(p => p.numerator)}::bigint[], ${parts.map(p => p.denominator)}::bigint[]) AS p(estate_id, n, d)
    JOIN estate e ON e.id = p.estate_id
    ON CONFLICT (estate_id, day, figure) DO UPDATE SET numerator = excluded.numerator, denominator = excluded.denominator, at = excluded.at`.execute(
    db,
  )
  await sql`DELETE FROM figure_day WHERE day = ${day}::date AND figure = ${figure} AND at < ${at}`.execute(db)
}

/** Sums by day and figure over the estates that count in a region, each once (S3-02), or one estate, from a day on. */
export function sums(
  db: Db,
  where: { path?: string; estateId?: string },
  from: string,
  until: string,
): Promise<(DaySum & { estates: number; at: Instant })[]> {
  return sql<DaySum & { estates: number; at: Instant }>`
    SELECT f.day, f.figure, sum(f.numerator)::bigint AS numerator, sum(f.denominator)::bigint AS denominator,
      count(*)::int AS estates, max(f.at) AS at
    FROM figure_day f
    WHERE f.day BETWEEN ${from}::date AND ${until}::date AND (${where.path ?? null}::text IS NULL OR f.estate_id IN ${estatesCounted(where.path ?? '')})
      AND (${where.estateId ?? null}::uuid IS NULL OR f.estate_id = ${where.estateId ?? null}::uuid)
    GROUP BY f.day, f.figure`
    .execute(db)
    .then(r => r.rows)
}

export interface PlaceRow {
  id: string
  name: string
  kind: string
  path: string
}

/** The region, what lies above it, and the parts right below it. */
export async function regionAround(
  db: Db,
  regionId: string,
): Promise<{ self: PlaceRow; above: PlaceRow[]; below: PlaceRow[] } | undefined> {
  const own = await sql<PlaceRow>`SELECT id, name, kind, path FROM region WHERE id = ${regionId}`.execute(db)
  const self = own.rows[0]
  if (self === undefined) return undefined
  const above =
    await sql<PlaceRow>`SELECT id, name, kind, path FROM region WHERE starts_with(${self.path}, path) AND id <> ${regionId} ORDER BY length(path)`.execute(
      db,
    )
  const below =
    await sql<PlaceRow>`SELECT id, name, kind, path FROM region WHERE parent_id = ${regionId} ORDER BY path`.execute(
      db,
    )
  return { self, above: above.rows, below: below.rows }
}

/** Estates whose home or further supervision is this very region, not one below it. */
export function estatesAt(db: Db, regionId: string): Promise<{ id: string; name: string }[]> {
  return sql<{
    id: string
    name: string
  }>`SELECT e.id, e.name FROM estate e JOIN ${estatePlaces} p ON p.estate_id = e.id
    WHERE p.region_id = ${regionId} ORDER BY e.name, e.id`
    .execute(db)
    .then(r => r.rows)
}

/** Today's sums of each part below a region: its regions, and the estates that lie in it directly. */
export function childSums(
  db: Db,
  regionId: string,
  day: string,
): Promise<{ child: string; figure: string; numerator: number; denominator: number | null }[]> {
  return sql<{ child: string; figure: string; numerator: number; denominator: number | null }>`
    SELECT k.child, f.figure, sum(f.numerator)::bigint AS numerator, sum(f.denominator)::bigint AS denominator
    FROM figure_day f JOIN (SELECT DISTINCT coalesce(c.id, p.estate_id) AS child, p.estate_id FROM ${estatePlaces} p
        JOIN region r ON r.id = p.region_id LEFT JOIN region c ON c.parent_id = ${regionId} AND starts_with(r.path, c.path)
        WHERE c.id IS NOT NULL OR p.region_id = ${regionId}) k ON k.estate_id = f.estate_id
    WHERE f.day = ${day}::date GROUP BY 1, 2`
    .execute(db)
    .then(r => r.rows)
}

export async function estateCount(db: Db, path: string): Promise<number> {
  const found = await sql<{
    n: number
  }>`SELECT count(*)::int AS n FROM ${estatesCounted(path)} x`.execute(db)
  return found.rows[0]?.n ?? 0
}

export interface EstatePlace {
  id: string
  name: string
  zone: string
  region_id: string
}

export function estatePlace(db: Db, id: string): Promise<EstatePlace | undefined> {
  return sql<EstatePlace>`SELECT id, name, zone, region_id FROM estate WHERE id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

/** Estates in a region with any open trouble in these figures today: only these are asked who must act. */
export function troubled(
  db: Db,
  path: string,
  day: string,
  figures: string[],
  limit = 20,
): Promise<{ id: string; name: string }[]> {
  return sql<{ id: string; name: string }>`
    SELECT e.id, e.name FROM figure_day f JOIN estate e ON e.id = f.estate_id
    WHERE f.day = ${day}::date AND f.figure = ANY(${figures}::text[]) AND f.numerator > 0 AND e.id IN ${estatesCounted(path)}
    GROUP BY e.id, e.name ORDER BY sum(f.numerator) DESC, e.name LIMIT ${limit}`
    .execute(db)
    .then(r => r.rows)
}

/** The regions an actor's board permission names, and nothing below them. */
export function regionsHeld(db: Db, scope: ScopeWhere): Promise<PlaceRow[]> {
  const held: ReturnType<typeof sql<SqlBool>> = scope.everywhere
    ? sql<SqlBool>`kind = 'city'`
    : sql<SqlBool>`path = ANY(${scope.regionPaths}::text[])`
  return sql<PlaceRow>`SELECT id, name, kind, path FROM region WHERE ${held} ORDER BY length(path), name LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

export function estatesHeld(db: Db, scope: ScopeWhere): Promise<{ id: string; name: string }[]> {
  return sql<{ id: string; name: string }>`SELECT id, name FROM estate
    WHERE id = ANY(${scope.estateIds}::uuid[]) OR company_id = ANY(${scope.organisationIds}::uuid[]) OR subject_unit_id = ANY(${scope.organisationIds}::uuid[])
    ORDER BY name LIMIT 200`
    .execute(db)
    .then(r => r.rows)
}

/** Which of these days has rows of which figure. */
export async function daysKept(db: Db, from: string, until: string): Promise<Set<string>> {
  const found = await sql<{ day: string; figure: string }>`SELECT DISTINCT day, figure FROM figure_day
    WHERE day BETWEEN ${from}::date AND ${until}::date`.execute(db)
  return new Set(found.rows.map(r => `${r.day} ${r.figure}`))
}
