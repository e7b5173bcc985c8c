/** Incidents at gates. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface IncidentRow {
  id: string
  number: string
  kind: 'crash' | 'ram' | 'dispute' | 'other'
  state: 'open' | 'handed' | 'closed'
  happened_at: Instant
  gate_id: string | null
  place: string
  closure_id: string | null
  sealed: Buffer | null
  photos: string[]
  police_number: string | null
  handed_at: Instant | null
  handed_by: string | null
  result: string | null
  kept_basis: string | null
  kept_name: string | null
  kept_at: Instant | null
  erased_at: Instant | null
  made_name: string
  version: number
}

const columns = sql`id, number, kind, state, happened_at, gate_id, place, closure_id, sealed, photos, police_number, handed_at, handed_by, result, kept_basis, kept_name, kept_at, erased_at, made_name, version`

export interface NewIncident {
  id: string
  number: string
  kind: string
  happenedAt: Instant
  gateId: string | null
  place: string
  closureId: string | null
  sealed: Buffer
  policeNumber: string | null
  by: string
  name: string
  at: Instant
  deviceAt: Instant | null
  /** the terminal's id of what it sent later; nothing for what was sent at once */
  clientId: string | null
}

export async function insertIncident(db: Db, estateId: string, i: NewIncident): Promise<void> {
  await sql`INSERT INTO gate_incident (estate_id, id, number, kind, state, happened_at, gate_id, place, closure_id, sealed, police_number, made_by, made_name, made_at, device_at, client_id)
    VALUES (${estateId}, ${i.id}, ${i.number}, ${i.kind}, 'open', ${i.happenedAt}, ${i.gateId}, ${i.place}, ${i.closureId}, ${i.sealed}, ${i.policeNumber}, ${i.by}, ${i.name},
      ${i.at}, ${i.deviceAt}, ${i.clientId})`.execute(db)
}

export function incidentByClient(
  db: Db,
  estateId: string,
  clientId: string,
): Promise<(IncidentRow & { made_by: string }) | undefined> {
  return sql<
    IncidentRow & { made_by: string }
  >`SELECT ${columns}, made_by FROM gate_incident WHERE estate_id = ${estateId} AND client_id = ${clientId}`
    .execute(db)
    .then(r => r.rows[0])
}

export function incidentById(db: Db, estateId: string, id: string): Promise<IncidentRow | undefined> {
  return sql<IncidentRow>`SELECT ${columns} FROM gate_incident WHERE estate_id = ${estateId} AND id = ${id}`
    .execute(db)
    .then(r => r.rows[0])
}

export function incidents(
  db: Db,
  estateId: string,
  asked: { from: string | undefined; until: string | undefined; state: string | undefined },
): Promise<IncidentRow[]> {
  const { from, until, state } = asked
  return sql<IncidentRow>`SELECT ${columns} FROM gate_incident WHERE estate_id = ${estateId}
      AND (${state ?? null}::text IS NULL OR state = ${state ?? ''})
      AND (${from ?? null}::timestamptz IS NULL OR happened_at >= ${from ?? null}::timestamptz)
      AND (${until ?? null}::timestamptz IS NULL OR happened_at < ${until ?? null}::timestamptz)
    ORDER BY happened_at DESC, id LIMIT 500`
    .execute(db)
    .then(r => r.rows)
}

export async function addPhoto(db: Db, estateId: string, id: string, fileId: string): Promise<boolean> {
  const done =
    await sql`UPDATE gate_incident SET photos = array_append(photos, ${fileId}::uuid), version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND state <> 'closed' RETURNING id`.execute(db)
  return done.rows.length === 1
}

export async function handIncident(
  db: Db,
  estateId: string,
  id: string,
  h: {
    state: string
    policeNumber: string | null
    result: string | null
    by: string
    at: Instant
    version: number
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_incident SET state = ${h.state}, police_number = coalesce(${h.policeNumber}, police_number),
      handed_at = CASE WHEN ${h.policeNumber}::text IS NULL THEN handed_at ELSE coalesce(handed_at, ${h.at}) END,
      handed_by = CASE WHEN ${h.policeNumber}::text IS NULL THEN handed_by ELSE coalesce(handed_by, ${h.by}) END,
      result = coalesce(${h.result}, result), closed_at = CASE WHEN ${h.state} = 'closed' THEN ${h.at}::timestamptz ELSE closed_at END, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${h.version} AND state <> 'closed' RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}

/** Keeps an incident beyond its closure, under another key. */
export async function keepIncident(
  db: Db,
  estateId: string,
  id: string,
  k: { sealed: Buffer; basis: string; by: string; name: string; at: Instant; version: number },
): Promise<boolean> {
  const done =
    await sql`UPDATE gate_incident SET sealed = ${k.sealed}, kept_basis = ${k.basis}, kept_by = ${k.by}, kept_name = ${k.name}, kept_at = ${k.at}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${id} AND version = ${k.version} AND kept_at IS NULL AND erased_at IS NULL RETURNING id`.execute(
      db,
    )
  return done.rows.length === 1
}
