/** SQL of project profiles and censuses. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { SurveyedEstate } from './rules.ts'

export interface ProfileRow {
  location: string | null
  boundaries: Record<string, string>
  indicators: Record<string, number>
  version: number
  changed_at: Instant
}

export function profile(db: Db, estateId: string): Promise<ProfileRow | undefined> {
  return sql<ProfileRow>`SELECT location, boundaries, indicators, version, changed_at FROM estate_profile WHERE estate_id = ${estateId}`
    .execute(db)
    .then(r => r.rows[0])
}

/** Version 0 stands for "none yet". @returns false when somebody changed it meanwhile */
export async function writeProfile(
  db: Db,
  estateId: string,
  version: number,
  p: { location: string | null; boundaries: object; indicators: object; now: Instant },
): Promise<boolean> {
  const boundaries = JSON.stringify(p.boundaries)
  const indicators = JSON.stringify(p.indicators)
  const done =
    version === 0
      ? await sql`INSERT INTO estate_profile (estate_id, location, boundaries, indicators, changed_at)
          VALUES (${estateId}, ${p.location}, ${boundaries}::jsonb, ${indicators}::jsonb, ${p.now}) ON CONFLICT DO NOTHING`.execute(
          db,
        )
      : await sql`UPDATE estate_profile SET location = ${p.location}, boundaries = ${boundaries}::jsonb, indicators = ${indicators}::jsonb,
          version = version + 1, changed_at = ${p.now} WHERE estate_id = ${estateId} AND version = ${version}`.execute(
          db,
        )
  return done.numAffectedRows === 1n
}

export interface CensusRow {
  id: string
  version: number
  facts: CensusJson
  reason: string | null
  made_by: string
  made_by_name: string
  made_at: Instant
  checked_by: string | null
  checked_by_name: string | null
  checked_at: Instant | null
}

export interface CensusJson {
  care: 'company' | 'abandoned' | 'self_managed'
  buildings: number
  residentialBuildings: number
  sections?: number
  households: number
  occupiedHouseholds?: number
  residents?: number
  entrances?: number
  staff?: number
  note?: string
}

const censusColumns = sql`id, version, facts, reason, made_by, made_by_name, made_at, checked_by, checked_by_name, checked_at`

export function censuses(db: Db, estateId: string): Promise<CensusRow[]> {
  return sql<CensusRow>`SELECT ${censusColumns} FROM census WHERE estate_id = ${estateId} ORDER BY version DESC`
    .execute(db)
    .then(r => r.rows)
}

export async function insertCensus(
  db: Db,
  estateId: string,
  c: Pick<CensusRow, 'id' | 'version' | 'facts' | 'reason' | 'made_by' | 'made_by_name' | 'made_at'>,
): Promise<void> {
  await sql`INSERT INTO census (estate_id, id, version, facts, reason, made_by, made_by_name, made_at)
    VALUES (${estateId}, ${c.id}, ${c.version}, ${JSON.stringify(c.facts)}::jsonb, ${c.reason}, ${c.made_by}, ${c.made_by_name}, ${c.made_at})`.execute(
    db,
  )
}

/** @returns false when it was checked meanwhile */
export async function checkCensus(
  db: Db,
  estateId: string,
  id: string,
  by: { id: string; name: string; at: Instant },
): Promise<boolean> {
  const done =
    await sql`UPDATE census SET checked_by = ${by.id}, checked_by_name = ${by.name}, checked_at = ${by.at}
      WHERE estate_id = ${estateId} AND id = ${id} AND checked_at IS NULL`.execute(db)
  return done.numAffectedRows === 1n
}

export interface SurveyRow extends SurveyedEstate {
  id: string
  regionPath: string
}

interface PlacedEstate {
  id: string
  care: 'company' | 'abandoned' | 'self_managed'
  subject_unit_id: string | null
  company_id: string | null
  staff_count: number | null
  path: string
}

interface NewestCensus {
  estate_id: string
  facts: CensusJson
  checked_at: Instant | null
}

interface RegisterCount {
  estate_id: string
  buildings: number
  residential: number
  sections: number
  homes: number
}

/**
 * Every estate below a region path as the survey sees it: the newest checked census, else the newest unchecked one,
 * else the register's own counts. Reference and distributed tables are read apart and joined here.
 */
export async function surveyed(db: Db, regionPath: string): Promise<SurveyRow[]> {
  const placed = await sql<PlacedEstate>`
    SELECT e.id, e.care, e.subject_unit_id, e.company_id, o.staff_count, r.path FROM estate e
    JOIN region r ON r.id = e.region_id LEFT JOIN organisation o ON o.id = e.company_id
    WHERE starts_with(r.path, ${regionPath})`.execute(db)
  const ids = placed.rows.map(e => e.id)
  if (ids.length === 0) return []
  const found = await sql<NewestCensus>`
    SELECT DISTINCT ON (estate_id) estate_id, facts, checked_at FROM census WHERE estate_id = ANY(${ids}::uuid[])
    ORDER BY estate_id, (checked_at IS NULL), version DESC`.execute(db)
  const counted = await sql<RegisterCount>`
    SELECT b.estate_id, count(*) AS buildings, count(*) FILTER (WHERE b.kind IN ('residential', 'mixed')) AS residential,
      coalesce(sum(s.sections), 0)::bigint AS sections, coalesce(sum(u.homes), 0)::bigint AS homes
    FROM building b
    LEFT JOIN (SELECT estate_id, building_id, count(*) AS sections FROM section WHERE name <> '' GROUP BY estate_id, building_id) s
      ON s.estate_id = b.estate_id AND s.building_id = b.id
    LEFT JOIN (SELECT estate_id, building_id, count(*) FILTER (WHERE use = 'home') AS homes FROM unit GROUP BY estate_id, building_id) u
      ON u.estate_id = b.estate_id AND u.building_id = b.id
    WHERE b.estate_id = ANY(${ids}::uuid[]) GROUP BY b.estate_id`.execute(db)
  const census = new Map(found.rows.map(c => [c.estate_id, c]))
  const counts = new Map(counted.rows.map(c => [c.estate_id, c]))
  return placed.rows.map(e => surveyRow(e, census.get(e.id), counts.get(e.id)))
}

function surveyRow(e: PlacedEstate, c: NewestCensus | undefined, n: RegisterCount | undefined): SurveyRow {
  return {
    id: e.id,
    regionPath: e.path,
    care: e.care,
    hasSubjectUnit: e.subject_unit_id !== null,
    company: e.company_id === null ? null : { id: e.company_id, staff: e.staff_count },
    buildings: c?.facts.buildings ?? n?.buildings ?? 0,
    residentialBuildings: c?.facts.residentialBuildings ?? n?.residential ?? 0,
    sections: c?.facts.sections ?? n?.sections ?? 0,
    households: c?.facts.households ?? n?.homes ?? 0,
    survey: c === undefined ? 'none' : c.checked_at === null ? 'unchecked' : 'checked',
  }
}
