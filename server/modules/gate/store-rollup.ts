/** The gates' figures per estate and day; a board sums days and never scans passages. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'
import { estatePlaces, estatesCounted } from '../estate/store.ts'

export interface FigureRow {
  persons_in: number
  persons_out: number
  vehicles_in: number
  vehicles_out: number
  refusals: number
  emergencies: number
  incidents: number
  unattended: number
}

/** What the hours count themselves; unattended posts are the roster's rows. */
const counted = [
  'persons_in',
  'persons_out',
  'vehicles_in',
  'vehicles_out',
  'refusals',
  'emergencies',
  'incidents',
] as const
const columns = [...counted, 'unattended'] as const
const list = sql.raw(columns.join(', '))
const sums = sql.raw(columns.map(c => `coalesce(sum(f.${c}), 0)::bigint AS ${c}`).join(', '))
const fromExcluded = sql.raw(columns.map(c => `${c} = excluded.${c}`).join(', '))
const hours = sql.raw(`${counted.join(', ')}, 0 AS unattended`)
/** An unattended post at a gate counts on the day of its alarm (S6-45). */
const vacancies = sql.raw(`SELECT v.estate_id, (v.alarmed_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
  ${counted.map(() => '0').join(', ')}, 1 FROM vacancy v JOIN post p ON p.estate_id = v.estate_id AND p.id = v.post_id WHERE p.kind = 'gate' AND v.settled IS DISTINCT FROM 'attended'`)

/** Days that are closed come from their one row, later ones from hours and vacancies. */
function figures(from: string, until: string) {
  const open = sql`(SELECT coalesce(max(day) + 1, '-infinity'::date) FROM gate_day WHERE estate_id = ${NIL})`
  const days = sql`day BETWEEN ${from}::date AND ${until}::date`
  return sql`(SELECT estate_id, day, ${list} FROM gate_day WHERE ${days} AND estate_id <> ${NIL} AND day < ${open}
    UNION ALL SELECT estate_id, day, ${hours} FROM gate_hour WHERE ${days} AND day >= ${open}
    UNION ALL SELECT * FROM (${vacancies}) w WHERE ${days} AND day >= ${open})`
}

/** Counts an incident in the hour in which it happened, also in a day that is closed already. */
export async function countIncident(db: Db, estateId: string, day: string, hour: number): Promise<void> {
  await sql`INSERT INTO gate_hour AS h (estate_id, day, hour, slot, incidents) VALUES (${estateId}, ${day}, ${hour}, 0, 1)
    ON CONFLICT (estate_id, day, hour, slot) DO UPDATE SET incidents = h.incidents + excluded.incidents`.execute(
    db,
  )
  await closeAgain(db, estateId, day)
}

/** A closed day of one estate formed anew from its hours; nothing where the day is still open. */
async function closeAgain(db: Db, estateId: string, day: string): Promise<void> {
  await sql`INSERT INTO gate_day (estate_id, day, ${list}) SELECT f.estate_id, f.day, ${sums}
      FROM (SELECT estate_id, day, ${hours} FROM gate_hour WHERE estate_id = ${estateId} UNION ALL ${vacancies} AND v.estate_id = ${estateId}) f
      WHERE f.day = ${day}::date AND f.day <= (SELECT max(day) FROM gate_day WHERE estate_id = ${NIL})
      GROUP BY f.estate_id, f.day
    ON CONFLICT (estate_id, day) DO UPDATE SET ${fromExcluded}`.execute(db)
}

export function hoursOf(db: Db, estateId: string, day: string): Promise<(FigureRow & { hour: number })[]> {
  return sql<FigureRow & { hour: number }>`SELECT f.hour, ${sums} FROM (
      SELECT hour, ${hours} FROM gate_hour WHERE estate_id = ${estateId} AND day = ${day}::date
      UNION ALL SELECT extract(hour FROM v.alarmed_at AT TIME ZONE 'Asia/Shanghai')::smallint, ${sql.raw(counted.map(() => '0').join(', '))}, 1
        FROM vacancy v JOIN post p ON p.estate_id = ${estateId} AND p.id = v.post_id
        WHERE v.estate_id = ${estateId} AND p.kind = 'gate' AND v.settled IS DISTINCT FROM 'attended' AND (v.alarmed_at AT TIME ZONE 'Asia/Shanghai')::date = ${day}::date) f
    GROUP BY f.hour ORDER BY f.hour`
    .execute(db)
    .then(r => r.rows)
}

export function daysOf(
  db: Db,
  estateId: string,
  from: string,
  until: string,
): Promise<(FigureRow & { day: string })[]> {
  return sql<
    FigureRow & { day: string }
  >`SELECT f.day, ${sums} FROM ${figures(from, until)} f WHERE f.estate_id = ${estateId}
    GROUP BY f.day ORDER BY f.day`
    .execute(db)
    .then(r => r.rows)
}

export interface RegionRow {
  id: string
  name: string
  kind: string
  path: string
}

export function regionOf(db: Db, id: string): Promise<RegionRow | undefined> {
  return sql<RegionRow>`SELECT id, name, kind, path FROM region WHERE id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export function regionsBelow(db: Db, id: string): Promise<RegionRow[]> {
  return sql<RegionRow>`SELECT id, name, kind, path FROM region WHERE parent_id = ${id} ORDER BY code`
    .execute(db)
    .then(r => r.rows)
}

export interface EstateFigures extends FigureRow {
  id: string
  name: string
  /** the regions in which it counts, of those asked for: its home and any that supervises it too (S3-02) */
  places: { id: string; path: string }[]
  closed: boolean
}

/** Every estate that counts in the region, once, with its sums; one without a passage counts as zeros, not as absent. */
export function estateFigures(
  db: Db,
  path: string,
  from: string,
  until: string,
  now: Instant,
): Promise<EstateFigures[]> {
  return sql<EstateFigures>`WITH f AS (SELECT estate_id, ${sums} FROM ${figures(from, until)} f GROUP BY estate_id),
    c AS (SELECT estate_id FROM closure WHERE state = 'active' AND starts_at <= ${now} AND ${now} < ends_at)
    SELECT e.id, e.name, k.places, c.estate_id IS NOT NULL AS closed,
      ${sql.raw(columns.map(x => `coalesce(f.${x}, 0)::bigint AS ${x}`).join(', '))}
    FROM estate e JOIN (SELECT p.estate_id, jsonb_agg(jsonb_build_object('id', r.id, 'path', r.path)) AS places FROM ${estatePlaces} p
        JOIN region r ON r.id = p.region_id WHERE starts_with(r.path, ${path}) GROUP BY p.estate_id) k ON k.estate_id = e.id
      LEFT JOIN f ON f.estate_id = e.id LEFT JOIN c ON c.estate_id = e.id ORDER BY e.name, e.id`
    .execute(db)
    .then(r => r.rows)
}

export function regionDays(
  db: Db,
  path: string,
  from: string,
  until: string,
): Promise<(FigureRow & { day: string })[]> {
  return sql<FigureRow & { day: string }>`SELECT f.day, ${sums} FROM ${figures(from, until)} f
    WHERE f.estate_id IN ${estatesCounted(path)}
    GROUP BY f.day ORDER BY f.day`
    .execute(db)
    .then(r => r.rows)
}

/** Closes every day before `until` that is still open; late records of the last days still count before. Safe to repeat. */
export async function closeDays(db: Db, until: string): Promise<void> {
  await sql`INSERT INTO gate_day (estate_id, day, ${list}) SELECT f.estate_id, f.day, ${sums}
      FROM (SELECT estate_id, day, ${hours} FROM gate_hour UNION ALL ${vacancies}) f
      WHERE f.day < ${until}::date AND f.day > (SELECT coalesce(max(day), '-infinity'::date) FROM gate_day WHERE estate_id = ${NIL})
      GROUP BY f.estate_id, f.day
    ON CONFLICT (estate_id, day) DO UPDATE SET ${fromExcluded}`.execute(db)
  await sql`INSERT INTO gate_day (estate_id, day) VALUES (${NIL}, ${until}::date - 1) ON CONFLICT DO NOTHING`.execute(
    db,
  )
}
