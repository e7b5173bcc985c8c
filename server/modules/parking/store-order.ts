/** SQL of violations and of what a month shows. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { ViolationQuery, vehicleKinds } from './contract-order-shapes.ts'
import type { Phase } from './order-rules.ts'

export interface ViolationRow {
  id: string
  number: string
  phase: Phase
  type: string
  zone: string
  place: string
  plate_sealed: Buffer
  vehicle_kind: (typeof vehicleKinds)[number]
  unit_id: string | null
  person_id: string | null
  account_id: string | null
  room: string | null
  repeat: number
  note: string | null
  photos: string[]
  happened_at: Instant
  green_area: number | null
  damage: string | null
  compensation: number | null
  charged_at: Instant | null
  state: 'open' | 'closed' | 'void'
  told_at: Instant | null
  slips: number
  result: string | null
  closed_by: string | null
  closed_at: Instant | null
  made_by: string
  version: number
  total: number
}

type Filter = Partial<z.output<typeof ViolationQuery>> & { id?: string; plateBlind?: Buffer | null }

const at = (column: string, f: { from?: string | undefined; to?: string | undefined }) =>
  sql`(${f.from ?? null}::date IS NULL OR ${sql.ref(column)} >= ${f.from ?? null}::date::timestamp AT TIME ZONE 'Asia/Shanghai')
    AND (${f.to ?? null}::date IS NULL OR ${sql.ref(column)} < (${f.to ?? null}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')`

const orders = {
  at: sql`v.happened_at, v.id`,
  '-at': sql`v.happened_at DESC, v.id`,
  repeat: sql`v.repeat, v.happened_at DESC, v.id`,
  '-repeat': sql`v.repeat DESC, v.happened_at DESC, v.id`,
} as const

export function violations(db: Db, estateId: string, f: Filter): Promise<ViolationRow[]> {
  return sql<ViolationRow>`SELECT v.id, v.number, v.phase, v.type, v.zone, v.place, v.plate_sealed, v.vehicle_kind, v.unit_id, v.person_id, v.account_id, u.label AS room,
      v.repeat, v.note, v.photos, v.happened_at, v.green_area, v.damage, v.compensation, v.charged_at, v.state, v.told_at, v.slips, v.result, v.closed_by, v.closed_at, v.made_by, v.version,
      count(*) OVER ()::int AS total
    FROM order_violation v LEFT JOIN unit u ON u.estate_id = v.estate_id AND u.id = v.unit_id
    WHERE v.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR v.id = ${f.id ?? null}::uuid)
      AND (${f.phase ?? null}::text IS NULL OR v.phase = ${f.phase ?? null}) AND (${f.type ?? null}::text IS NULL OR v.type = ${f.type ?? null})
      AND (${f.state ?? 'all'} = 'all' OR v.state = ${f.state ?? 'all'}) AND (${f.zone ?? null}::text IS NULL OR v.zone = ${f.zone ?? null})
      AND (${f.plateBlind ?? null}::bytea IS NULL OR v.plate_blind = ${f.plateBlind ?? null}::bytea) AND ${at('v.happened_at', f)}
    ORDER BY ${orders[f.sort ?? '-at']} OFFSET ${f.offset ?? 0} LIMIT ${f.limit ?? 1}`
    .execute(db)
    .then(r => r.rows)
}

export interface PlateOwner {
  vehicle_id: string
  unit_id: string | null
  person_id: string | null
}

/** Whose car it is, from the register of vehicles. */
export async function ownerOf(db: Db, estateId: string, plate: string): Promise<PlateOwner | undefined> {
  const found = await sql<PlateOwner>`SELECT id AS vehicle_id, unit_id, person_id FROM vehicle
    WHERE estate_id = ${estateId} AND plate = ${plate} AND until_at IS NULL`.execute(db)
  return found.rows[0]
}

/** How many violations of this plate stand since an instant; what was taken back does not count. */
export async function countSince(
  db: Db,
  estateId: string,
  plateBlind: Buffer,
  since: Instant,
  until: Instant,
): Promise<number> {
  const found = await sql<{ n: number }>`SELECT count(*)::int AS n FROM order_violation
    WHERE estate_id = ${estateId} AND plate_blind = ${plateBlind} AND state <> 'void' AND happened_at >= ${since} AND happened_at <= ${until}`.execute(
    db,
  )
  return found.rows[0]?.n ?? 0
}

export interface NewViolation {
  id: string
  number: string
  phase: string
  type: string
  zone: string
  place: string
  sealed: Buffer
  blind: Buffer
  vehicleKind: string
  owner: PlateOwner | undefined
  repeat: number
  note: string | null
  photos: string[]
  happenedAt: Instant
  deviceAt: Instant | null
  toldAt: Instant | null
  byId: string
  by: string
  at: Instant
}

export async function insertViolation(db: Db, estateId: string, v: NewViolation): Promise<void> {
  await sql`INSERT INTO order_violation (estate_id, id, number, phase, type, zone, place, plate_sealed, plate_blind, vehicle_kind, vehicle_id, unit_id, person_id, repeat, note,
      photos, happened_at, device_at, told_at, made_id, made_by, made_at)
    VALUES (${estateId}, ${v.id}, ${v.number}, ${v.phase}, ${v.type}, ${v.zone}, ${v.place}, ${v.sealed}, ${v.blind}, ${v.vehicleKind}, ${v.owner?.vehicle_id ?? null},
      ${v.owner?.unit_id ?? null}, ${v.owner?.person_id ?? null}, ${v.repeat}, ${v.note}, ${v.photos}::uuid[], ${v.happenedAt}, ${v.deviceAt}, ${v.toldAt}, ${v.byId}, ${v.by}, ${v.at})`.execute(
    db,
  )
}

/** Changes of a violation under its version. @returns false when somebody else changed it meanwhile */
export async function setViolation(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  change: Partial<
    Pick<
      ViolationRow,
      | 'state'
      | 'result'
      | 'closed_by'
      | 'closed_at'
      | 'green_area'
      | 'damage'
      | 'compensation'
      | 'charged_at'
      | 'slips'
    >
  >,
): Promise<boolean> {
  const sets = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const done = await sql`UPDATE order_violation SET ${sql.join(sets)}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function addPhoto(db: Db, estateId: string, id: string, fileId: string): Promise<void> {
  await sql`UPDATE order_violation SET photos = array_append(photos, ${fileId}::uuid), version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

export async function zones(db: Db, estateId: string): Promise<string[]> {
  const found = await sql<{
    zone: string
  }>`SELECT zone FROM (SELECT zone, max(made_at) AS last FROM order_violation WHERE estate_id = ${estateId} GROUP BY zone
    UNION ALL SELECT name, NULL FROM building WHERE estate_id = ${estateId}) z GROUP BY zone ORDER BY max(last) DESC NULLS LAST, zone LIMIT 60`.execute(
    db,
  )
  return found.rows.map(r => r.zone)
}

export interface CountRow {
  month: string
  zone: string
  type: string
  n: number
}

/** Violations that stand, by local month, zone and kind; accidents with the kind `accident`. */
export function monthCounts(
  db: Db,
  estateId: string,
  f: { from: string; until: string },
): Promise<CountRow[]> {
  const span = (
    column: string,
  ) => sql`${sql.ref(column)} >= ${f.from}::date::timestamp AT TIME ZONE 'Asia/Shanghai'
    AND ${sql.ref(column)} < ${f.until}::date::timestamp AT TIME ZONE 'Asia/Shanghai'`
  return sql<CountRow>`SELECT to_char(happened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, zone, type, count(*)::int AS n FROM order_violation
      WHERE estate_id = ${estateId} AND state <> 'void' AND ${span('happened_at')} GROUP BY 1, 2, 3
    UNION ALL SELECT to_char(happened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), zone, 'accident', count(*)::int FROM order_accident
      WHERE estate_id = ${estateId} AND ${span('happened_at')} GROUP BY 1, 2`
    .execute(db)
    .then(r => r.rows)
}
