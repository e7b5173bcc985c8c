/** SQL of grid workers and their reports. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface GridRow {
  id: string
  account_id: string
  name: string
  grid: string
  buildings: string[]
  from_on: string
  until_on: string | null
}

export function gridWorkers(db: Db, estateId: string): Promise<GridRow[]> {
  return sql<GridRow>`SELECT id, account_id, name, grid, buildings, from_on::text AS from_on, until_on::text AS until_on FROM grid_worker
    WHERE estate_id = ${estateId} ORDER BY until_on IS NOT NULL, grid, from_on DESC`
    .execute(db)
    .then(r => r.rows)
}

export async function putGrid(
  db: Db,
  estateId: string,
  g: Omit<GridRow, 'until_on'> & { by: string; at: Instant },
): Promise<void> {
  await sql`UPDATE grid_worker SET until_on = ${g.from_on} WHERE estate_id = ${estateId} AND account_id = ${g.account_id} AND until_on IS NULL`.execute(
    db,
  )
  await sql`INSERT INTO grid_worker (estate_id, id, account_id, name, grid, buildings, from_on, made_by, made_at)
    VALUES (${estateId}, ${g.id}, ${g.account_id}, ${g.name}, ${g.grid}, ${g.buildings}::uuid[], ${g.from_on}, ${g.by}, ${g.at})`.execute(
    db,
  )
}

export function buildingNames(db: Db, estateId: string): Promise<{ id: string; name: string }[]> {
  return sql<{
    id: string
    name: string
  }>`SELECT id, name FROM building WHERE estate_id = ${estateId} ORDER BY sort, name`
    .execute(db)
    .then(r => r.rows)
}

export interface ReportRow {
  id: string
  account_id: string
  name: string
  day: string
  visited: number
  not_met: number
  needs: string | null
  note: string | null
  photos: string[]
  made_at: Instant
}

export function gridReports(db: Db, estateId: string): Promise<ReportRow[]> {
  return sql<ReportRow>`SELECT id, account_id, name, day::text AS day, visited, not_met, needs, note, photos, made_at FROM grid_report
    WHERE estate_id = ${estateId} ORDER BY day DESC, made_at DESC LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

export async function insertReport(
  db: Db,
  estateId: string,
  r: ReportRow & { device: Instant | null },
): Promise<void> {
  await sql`INSERT INTO grid_report (estate_id, id, account_id, name, day, visited, not_met, needs, note, photos, made_at, device_at)
    VALUES (${estateId}, ${r.id}, ${r.account_id}, ${r.name}, ${r.day}, ${r.visited}, ${r.not_met}, ${r.needs}, ${r.note}, ${r.photos}::uuid[], ${r.made_at}, ${r.device})`.execute(
    db,
  )
}
