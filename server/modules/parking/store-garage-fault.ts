/** SQL of a garage's faults. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface FaultRow {
  id: string
  garage_id: string
  garage: string
  number: string
  what: string
  found_at: Instant
  found_by: string
  slot: string | null
  photos: string[]
  trapped: number
  trapped_who: Buffer | null
  called_at: Instant | null
  called_who: string | null
  arrive_by: Instant | null
  reminded_at: Instant | null
  overdue_at: Instant | null
  arrived_at: Instant | null
  freed_at: Instant | null
  harm: string | null
  accountable: string | null
  cause: string | null
  repair: string | null
  repaired_at: Instant | null
  repaired_by: string | null
  inspection_id: string | null
  closed_at: Instant | null
  closed_by: string | null
  state: 'rescue' | 'open' | 'repaired' | 'closed'
  version: number
  total: number
}

export function faults(
  db: Db,
  estateId: string,
  f: {
    garageId?: string | undefined
    id?: string | undefined
    state: 'open' | 'closed' | 'all'
    offset: number
    limit: number
  },
): Promise<FaultRow[]> {
  return sql<FaultRow>`SELECT f.id, f.garage_id, g.name AS garage, f.number, f.what, f.found_at, f.found_by, f.slot, f.photos, f.trapped, f.trapped_who, f.called_at, f.called_who,
      f.arrive_by, f.reminded_at, f.overdue_at, f.arrived_at, f.freed_at, f.harm, f.accountable, f.cause, f.repair, f.repaired_at, f.repaired_by, f.inspection_id,
      f.closed_at, f.closed_by, f.state, f.version, count(*) OVER ()::int AS total
    FROM garage_fault f JOIN garage g ON g.estate_id = f.estate_id AND g.id = f.garage_id
    WHERE f.estate_id = ${estateId} AND (${f.garageId ?? null}::uuid IS NULL OR f.garage_id = ${f.garageId ?? null}::uuid)
      AND (${f.id ?? null}::uuid IS NULL OR f.id = ${f.id ?? null}::uuid)
      AND (${f.state} = 'all' OR (f.state = 'closed') = (${f.state} = 'closed'))
    ORDER BY (f.state <> 'closed') DESC, f.found_at DESC, f.id OFFSET ${f.offset} LIMIT ${f.limit}`
    .execute(db)
    .then(r => r.rows)
}

export interface NewFault {
  id: string
  garageId: string
  number: string
  what: string
  foundAt: Instant
  deviceAt: Instant | null
  by: string
  photos: string[]
  slot: string | null
  trapped: number
  who: Buffer | null
  calledAt: Instant | null
  calledWho: string | null
  arriveBy: Instant | null
}

export async function insertFault(db: Db, estateId: string, f: NewFault): Promise<void> {
  await sql`INSERT INTO garage_fault (estate_id, id, garage_id, number, what, found_at, device_at, found_by, photos, slot, trapped, trapped_who, called_at, called_who, arrive_by, state)
    VALUES (${estateId}, ${f.id}, ${f.garageId}, ${f.number}, ${f.what}, ${f.foundAt}, ${f.deviceAt}, ${f.by}, ${f.photos}::uuid[], ${f.slot}, ${f.trapped}, ${f.who},
      ${f.calledAt}, ${f.calledWho}, ${f.arriveBy}, ${f.trapped > 0 ? 'rescue' : 'open'})`.execute(db)
}

export type FaultChange = Partial<
  Pick<
    FaultRow,
    | 'called_at'
    | 'called_who'
    | 'arrive_by'
    | 'arrived_at'
    | 'freed_at'
    | 'harm'
    | 'trapped_who'
    | 'accountable'
    | 'cause'
    | 'repair'
    | 'repaired_at'
    | 'repaired_by'
    | 'inspection_id'
    | 'closed_at'
    | 'closed_by'
    | 'state'
    | 'reminded_at'
    | 'overdue_at'
  >
> & { accountable_id?: string | null }

/** @returns false when somebody else changed it meanwhile */
export async function setFault(
  db: Db,
  estateId: string,
  id: string,
  version: number,
  change: FaultChange,
): Promise<boolean> {
  const sets = Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const done = await sql`UPDATE garage_fault SET ${sql.join(sets)}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${version} RETURNING id`.execute(db)
  return done.rows.length === 1
}
