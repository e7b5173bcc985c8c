/** SQL of the daily summary: what the records of a reporting day say, and the versions that were submitted. */
import { type SqlBool, sql } from 'kysely'
import type { ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'
import type { ReportFiguresShown, ReportLevelName, ReportPartShown } from './contract-report.ts'
import { happenedWithin } from './store-passage.ts'
import type { RegionRow } from './store-rollup.ts'

/** A region with the one above it, for the chain. */
export interface ChainRegion extends RegionRow {
  parent_id: string | null
}

/** The regions that report, at or below a path. */
export function chainRegions(db: Db, path: string): Promise<ChainRegion[]> {
  return sql<ChainRegion>`SELECT id, parent_id, name, kind, path FROM region WHERE starts_with(path, ${path}) ORDER BY code, path`
    .execute(db)
    .then(r => r.rows)
}

/** The same for everything a caller may see; `limit` keeps a whole city's list to what a screen can show. */
export function chainRegionsSeen(db: Db, scope: ScopeWhere, limit: number): Promise<ChainRegion[]> {
  const seen: ReturnType<typeof sql<SqlBool>> = scope.everywhere
    ? sql<SqlBool>`TRUE`
    : sql<SqlBool>`EXISTS (SELECT 1 FROM unnest(${scope.regionPaths}::text[]) AS p(path) WHERE starts_with(r.path, p.path))`
  return sql<ChainRegion>`SELECT id, parent_id, name, kind, path FROM region r
    WHERE kind IN ('district', 'subdistrict', 'neighbourhood') AND ${seen}
    ORDER BY CASE kind WHEN 'district' THEN 1 WHEN 'subdistrict' THEN 2 ELSE 3 END, code, path LIMIT ${limit}`
    .execute(db)
    .then(r => r.rows)
}

/** The reporting day for a query: two local days and the hour between them, and the same as instants. */
export interface ReportWindow {
  before: string
  day: string
  cut: number
  from: Instant
  until: Instant
}

export interface EstateReportRow extends Omit<ReportFiguresShown, 'reasons' | 'estates' | 'closed'> {
  id: string
  name: string
  region_id: string
  closed: boolean
}

/** Whether a closure touched the reporting day. */
const closedIn = (w: ReportWindow) =>
  sql`(SELECT DISTINCT estate_id FROM closure WHERE starts_at < ${w.until} AND coalesce(lifted_at, ends_at) > ${w.from})`

/** Estates whose home is one of the regions, with the day's counts from the hours, the roster's alarms and the book of those inside. */
export function estatesOfDay(
  db: Db,
  regionIds: readonly string[],
  w: ReportWindow,
): Promise<EstateReportRow[]> {
  return sql<EstateReportRow>`WITH e AS (SELECT id, name, region_id FROM estate WHERE region_id = ANY(${regionIds}::uuid[])),
    h AS (SELECT estate_id, sum(persons_in)::bigint AS pi, sum(persons_out)::bigint AS po, sum(vehicles_in)::bigint AS vi, sum(vehicles_out)::bigint AS vo,
        sum(refusals)::bigint AS re, sum(emergencies)::bigint AS em, sum(incidents)::bigint AS inc
      FROM gate_hour WHERE ((day = ${w.before}::date AND hour >= ${w.cut}) OR (day = ${w.day}::date AND hour < ${w.cut}))
        AND estate_id IN (SELECT id FROM e) GROUP BY estate_id),
    v AS (SELECT x.estate_id, count(*)::bigint AS n FROM vacancy x JOIN post p ON p.estate_id = x.estate_id AND p.id = x.post_id
      WHERE p.kind = 'gate' AND x.settled IS DISTINCT FROM 'attended' AND x.alarmed_at >= ${w.from} AND x.alarmed_at < ${w.until} AND x.estate_id IN (SELECT id FROM e) GROUP BY x.estate_id),
    c AS (SELECT estate_id, id FROM closure WHERE state = 'active' AND estate_id IN (SELECT id FROM e)),
    i AS (SELECT r.estate_id, count(*)::bigint AS n FROM registrant r LEFT JOIN c ON c.estate_id = r.estate_id
      WHERE r.last_direction = 'in' AND (r.closure_id = ${NIL} OR r.closure_id = c.id) AND r.estate_id IN (SELECT id FROM e) GROUP BY r.estate_id)
    SELECT e.id, e.name, e.region_id, k.estate_id IS NOT NULL AS closed, coalesce(h.pi, 0) AS "personsIn", coalesce(h.po, 0) AS "personsOut",
      coalesce(h.vi, 0) AS "vehiclesIn", coalesce(h.vo, 0) AS "vehiclesOut", coalesce(h.re, 0) AS refusals, coalesce(h.em, 0) AS emergencies,
      coalesce(h.inc, 0) AS incidents, coalesce(v.n, 0) AS unattended, coalesce(i.n, 0) AS inside
    FROM e LEFT JOIN h ON h.estate_id = e.id LEFT JOIN v ON v.estate_id = e.id LEFT JOIN i ON i.estate_id = e.id
      LEFT JOIN ${closedIn(w)} k ON k.estate_id = e.id ORDER BY e.name, e.id`
    .execute(db)
    .then(r => r.rows)
}

/**
 * Refused persons and vehicles by reason and estate. Read from the refused rows alone, by their index; one that a
 * terminal sent later counts in the hour in which it happened, as the hours count it.
 */
export function reasonsOfDay(
  db: Db,
  estateIds: readonly string[],
  w: ReportWindow,
): Promise<{ estate_id: string; reason: string; n: number }[]> {
  return sql<{ estate_id: string; reason: string; n: number }>`
    SELECT p.estate_id, coalesce(p.refusal, 'other') AS reason, count(*)::bigint AS n
    FROM passage p WHERE p.outcome = 'refused' AND p.estate_id = ANY(${estateIds}::uuid[]) AND ${happenedWithin(w.from, w.until)}
    GROUP BY 1, 2`
    .execute(db)
    .then(r => r.rows)
}

/** Home regions of the estates that were under closure in the reporting day. */
export function regionsClosed(db: Db, w: ReportWindow): Promise<string[]> {
  return sql<{
    path: string
  }>`SELECT DISTINCT r.path FROM estate e JOIN ${closedIn(w)} k ON k.estate_id = e.id JOIN region r ON r.id = e.region_id`
    .execute(db)
    .then(r => r.rows.map(x => x.path))
}

/** When each level at or below a path first submitted, for some days. */
export function firstSubmitted(
  db: Db,
  path: string,
  days: { from: string; until: string },
): Promise<{ region_id: string; level: ReportLevelName; day: string; at: Instant }[]> {
  return sql<{ region_id: string; level: ReportLevelName; day: string; at: Instant }>`
    SELECT g.region_id, g.level, g.day, g.at FROM gate_report g JOIN region r ON r.id = g.region_id
    WHERE g.version = 1 AND g.day BETWEEN ${days.from}::date AND ${days.until}::date AND starts_with(r.path, ${path})`
    .execute(db)
    .then(r => r.rows)
}

/** The closures at or below a path that touched [from, until), each with its estate's home region. */
export function closureSpans(
  db: Db,
  path: string,
  from: Instant,
  until: Instant,
): Promise<{ path: string; starts_at: Instant; ends_at: Instant }[]> {
  return sql<{ path: string; starts_at: Instant; ends_at: Instant }>`
    SELECT r.path, c.starts_at, coalesce(c.lifted_at, c.ends_at) AS ends_at
    FROM closure c JOIN estate e ON e.id = c.estate_id JOIN region r ON r.id = e.region_id
    WHERE c.starts_at < ${until} AND coalesce(c.lifted_at, c.ends_at) > ${from} AND starts_with(r.path, ${path})`
    .execute(db)
    .then(r => r.rows)
}

/** An estate of the region that was under closure: the message about a missing report is kept with it. */
export function anEstateClosed(db: Db, path: string, w: ReportWindow): Promise<string | undefined> {
  return sql<{
    id: string
  }>`SELECT e.id FROM estate e JOIN ${closedIn(w)} k ON k.estate_id = e.id JOIN region r ON r.id = e.region_id
    WHERE starts_with(r.path, ${path}) ORDER BY e.id LIMIT 1`
    .execute(db)
    .then(r => r.rows[0]?.id)
}

export interface ReportRow {
  region_id: string
  level: ReportLevelName
  day: string
  version: number
  due_at: Instant
  figures: ReportFiguresShown
  parts: ReportPartShown[]
  note: string | null
  reason: string | null
  by_id: string
  by_name: string
  at: Instant
  before_hash: string | null
  hash: string
}

const columns = sql`region_id, level, day, version, due_at, figures, parts, note, reason, by_id, by_name, at, before_hash, hash`

/** All versions of one level's day, the newest first. */
export function versionsOf(
  db: Db,
  regionId: string,
  level: ReportLevelName,
  day: string,
): Promise<ReportRow[]> {
  return sql<ReportRow>`SELECT ${columns} FROM gate_report WHERE region_id = ${regionId} AND level = ${level} AND day = ${day}::date ORDER BY version DESC`
    .execute(db)
    .then(r => r.rows)
}

/** The latest version of each level of these regions, with when the first one came. */
export function latestOf(
  db: Db,
  regionIds: readonly string[],
  day: string,
): Promise<(ReportRow & { first_at: Instant })[]> {
  return sql<ReportRow & { first_at: Instant }>`SELECT DISTINCT ON (region_id, level) ${columns},
      min(at) OVER (PARTITION BY region_id, level) AS first_at
    FROM gate_report WHERE day = ${day}::date AND region_id = ANY(${regionIds}::uuid[]) ORDER BY region_id, level, version DESC`
    .execute(db)
    .then(r => r.rows)
}

/** @returns false when somebody submitted that version meanwhile */
export async function insertReport(db: Db, r: ReportRow): Promise<boolean> {
  const made =
    await sql`INSERT INTO gate_report (region_id, level, day, version, due_at, figures, parts, note, reason, by_id, by_name, at, before_hash, hash)
    VALUES (${r.region_id}, ${r.level}, ${r.day}::date, ${r.version}, ${r.due_at}, ${JSON.stringify(r.figures)}::jsonb, ${JSON.stringify(r.parts)}::jsonb,
      ${r.note}, ${r.reason}, ${r.by_id}, ${r.by_name}, ${r.at}, ${r.before_hash}, ${r.hash})
    ON CONFLICT DO NOTHING RETURNING version`.execute(db)
  return made.rows.length === 1
}

export interface DutyRow {
  region_id: string
  level: ReportLevelName
  account_id: string
  name: string
  deputy_id: string | null
  deputy_name: string | null
}

export function dutiesOf(db: Db, regionIds: readonly string[]): Promise<DutyRow[]> {
  return sql<DutyRow>`SELECT region_id, level, account_id, name, deputy_id, deputy_name FROM gate_report_duty WHERE region_id = ANY(${regionIds}::uuid[])`
    .execute(db)
    .then(r => r.rows)
}

export async function setDuty(db: Db, d: DutyRow, by: string, at: Instant): Promise<void> {
  await sql`INSERT INTO gate_report_duty (region_id, level, account_id, name, deputy_id, deputy_name, made_by, at)
    VALUES (${d.region_id}, ${d.level}, ${d.account_id}, ${d.name}, ${d.deputy_id}, ${d.deputy_name}, ${by}, ${at})
    ON CONFLICT (region_id, level) DO UPDATE SET account_id = excluded.account_id, name = excluded.name, deputy_id = excluded.deputy_id,
      deputy_name = excluded.deputy_name, made_by = excluded.made_by, at = excluded.at, version = gate_report_duty.version + 1`.execute(
    db,
  )
}

/** Who holds the role that reports for a level, at this region or above it, at an instant; the nearest first. */
export function reporters(
  db: Db,
  region: { path: string },
  role: string,
  at: Instant,
): Promise<{ id: string; name: string }[]> {
  return sql<{
    id: string
    name: string
  }>`SELECT a.id, a.name FROM role_assignment x JOIN account a ON a.id = x.account_id
      JOIN region g ON x.scope = 'region' AND g.id = x.target AND starts_with(${region.path}, g.path)
    WHERE x.role = ${role} AND x.from_at <= ${at} AND (x.until_at IS NULL OR x.until_at > ${at}) AND a.disabled_at IS NULL
    GROUP BY a.id, a.name ORDER BY max(length(g.path)) DESC, a.name, a.id LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

/** @returns false when it was told before */
export async function noteTold(
  db: Db,
  t: {
    regionId: string
    level: string
    day: string
    what: 'reminder' | 'alarm'
    at: Instant
    name: string | null
    keptWith: string | null
  },
): Promise<boolean> {
  const made = await sql`INSERT INTO gate_report_told (region_id, level, day, what, at, name, kept_with)
    VALUES (${t.regionId}, ${t.level}, ${t.day}::date, ${t.what}, ${t.at}, ${t.name}, ${t.keptWith}) ON CONFLICT DO NOTHING RETURNING what`.execute(
    db,
  )
  return made.rows.length === 1
}

export interface ToldRow {
  region_id: string
  level: string
  what: string
  kept_with: string | null
}

/** What was told about a day already. */
export function toldOf(db: Db, day: string): Promise<ToldRow[]> {
  return sql<ToldRow>`SELECT region_id, level, what, kept_with FROM gate_report_told WHERE day = ${day}::date`
    .execute(db)
    .then(r => r.rows)
}
