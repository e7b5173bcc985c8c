/** SQL of the end of registrations made without a closure: each step takes one batch and says how many it took. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'
import type { Counts } from './store-end.ts'

/** What a batch may take: older than `cutoff`, and outside every span that something open still needs. */
export interface Take {
  cutoff: Instant
  /** passages before it are cleared already */
  from: Instant | null
  /** [from, until) of what is needed, as instants in text */
  holds: readonly { from: string; until: string }[]
  /** who is inside is on the evacuation list of a closure that binds now */
  closed: boolean
  limit: number
}

const heldAt = (t: Take, column: string) =>
  sql`EXISTS (SELECT 1 FROM unnest(${t.holds.map(h => h.from)}::timestamptz[], ${t.holds.map(h => h.until)}::timestamptz[]) AS h (f, u)
    WHERE ${sql.ref(column)} >= h.f AND ${sql.ref(column)} < h.u)`

const taken = (r: { numAffectedRows?: bigint | undefined }): number => Number(r.numAffectedRows ?? 0n)

/** Of a passage only who and where to goes; that somebody passed, when, at which gate and how it ended stays. */
async function passages(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`WITH old AS MATERIALIZED (SELECT p.at, p.id FROM passage p
      WHERE p.estate_id = ${estateId} AND p.closure_id IS NULL AND p.at < ${t.cutoff} AND (${t.from}::timestamptz IS NULL OR p.at >= ${t.from}::timestamptz)
        AND (p.sealed IS NOT NULL OR p.plate_blind IS NOT NULL OR p.registrant_id IS NOT NULL OR p.unit_id IS NOT NULL OR p.unit_label IS NOT NULL
          OR p.note IS NOT NULL OR p.pass_id IS NOT NULL) AND NOT ${heldAt(t, 'p.at')} ORDER BY p.at LIMIT ${t.limit})
    UPDATE passage p SET sealed = NULL, plate_blind = NULL, registrant_id = NULL, unit_id = NULL, unit_label = NULL, note = NULL, pass_id = NULL
    FROM old WHERE p.estate_id = ${estateId} AND p.at = old.at AND p.id = old.id`.execute(db),
  )
}

/** Who was seen last before the cutoff, may not still be here by his own time, and stands in no passage that is kept. */
async function registrants(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`DELETE FROM registrant r WHERE r.estate_id = ${estateId} AND r.closure_id = ${NIL} AND coalesce(r.last_at, r.made_at) < ${t.cutoff} AND r.id IN (
      SELECT x.id FROM registrant x WHERE x.estate_id = ${estateId} AND x.closure_id = ${NIL} AND coalesce(x.last_at, x.made_at) < ${t.cutoff}
        AND (x.due_out_at IS NULL OR x.due_out_at < ${t.cutoff}) AND NOT (${t.closed}::boolean AND x.last_direction IS NOT DISTINCT FROM 'in')
        AND NOT EXISTS (SELECT 1 FROM passage p WHERE p.estate_id = ${estateId} AND p.registrant_id = x.id) LIMIT ${t.limit})`.execute(
      db,
    ),
  )
}

async function vehicles(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`DELETE FROM gate_vehicle v WHERE v.estate_id = ${estateId} AND v.closure_id = ${NIL} AND v.last_at < ${t.cutoff} AND v.plate_blind IN (
      SELECT x.plate_blind FROM gate_vehicle x WHERE x.estate_id = ${estateId} AND x.closure_id = ${NIL} AND x.last_at < ${t.cutoff}
        AND NOT ${heldAt(t, 'x.last_at')} LIMIT ${t.limit})`.execute(db),
  )
}

/** A pass counts from the end of its time. */
async function passes(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`DELETE FROM pass WHERE estate_id = ${estateId} AND id IN (SELECT x.id FROM pass x
      WHERE x.estate_id = ${estateId} AND x.until_at < ${t.cutoff} AND NOT ${heldAt(t, 'x.from_at')} AND NOT ${heldAt(t, 'x.until_at')} LIMIT ${t.limit})`.execute(
      db,
    ),
  )
}

async function asks(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`DELETE FROM gate_ask WHERE estate_id = ${estateId} AND id IN (SELECT x.id FROM gate_ask x
      WHERE x.estate_id = ${estateId} AND x.at < ${t.cutoff} AND NOT ${heldAt(t, 'x.at')} LIMIT ${t.limit})`.execute(
      db,
    ),
  )
}

/** A parcel that still waits is needed; one that was fetched counts from then. */
async function parcels(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`DELETE FROM gate_parcel WHERE estate_id = ${estateId} AND id IN (SELECT x.id FROM gate_parcel x
      WHERE x.estate_id = ${estateId} AND x.state <> 'waiting' AND x.ended_at < ${t.cutoff} AND NOT ${heldAt(t, 'x.at')} LIMIT ${t.limit})`.execute(
      db,
    ),
  )
}

/** The name on a pass that stays; its number, home and period are the house's own record. */
async function permits(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`UPDATE gate_permit SET holder = NULL WHERE estate_id = ${estateId} AND id IN (SELECT x.id FROM gate_permit x
      WHERE x.estate_id = ${estateId} AND x.holder IS NOT NULL AND least(x.until_at, coalesce(x.ended_at, x.until_at)) < ${t.cutoff} LIMIT ${t.limit})`.execute(
      db,
    ),
  )
}

/** Late records of terminals that nobody could enter, sealed to the estate's own key (those of a closure go with it). */
async function stray(db: Db, estateId: string, t: Take): Promise<number> {
  return taken(
    await sql`DELETE FROM gate_stray WHERE estate_id = ${estateId} AND client_id IN (SELECT x.client_id FROM gate_stray x
      WHERE x.estate_id = ${estateId} AND coalesce(x.sealed->>'kid', '') NOT LIKE 'c:%' AND x.at < ${t.cutoff} AND NOT ${heldAt(t, 'x.at')} LIMIT ${t.limit})`.execute(
      db,
    ),
  )
}

/** In this order: a registrant may go when no passage names him any more. */
export const steps = { passages, registrants, vehicles, passes, asks, parcels, permits, stray }

/** Closed incidents whose time is over, outside a closure or kept beyond it: with the photos to remove. */
export async function forgetIncidents(
  db: Db,
  estateId: string,
  f: { cutoff: Instant; now: Instant; limit: number },
): Promise<{ id: string; photos: string[] }[]> {
  const found = await sql<{
    id: string
    photos: string[]
  }>`WITH old AS MATERIALIZED (SELECT id, photos FROM gate_incident
      WHERE estate_id = ${estateId} AND state = 'closed' AND erased_at IS NULL AND (closure_id IS NULL OR kept_at IS NOT NULL)
        AND coalesce(closed_at, handed_at, happened_at) < ${f.cutoff} ORDER BY happened_at LIMIT ${f.limit} FOR UPDATE)
    UPDATE gate_incident i SET sealed = NULL, photos = '{}', result = NULL, erased_at = ${f.now}, version = version + 1
    FROM old WHERE i.estate_id = ${estateId} AND i.id = old.id RETURNING i.id, old.photos`.execute(db)
  return found.rows
}

/** When incidents that are not closed happened. */
export function openIncidents(db: Db, estateId: string): Promise<Instant[]> {
  return sql<{ at: Instant }>`SELECT happened_at AS at FROM gate_incident
    WHERE estate_id = ${estateId} AND state <> 'closed' AND erased_at IS NULL LIMIT 10000`
    .execute(db)
    .then(r => r.rows.map(x => x.at))
}

/** The days, both included, that an authority asked for and was not given yet (S3-94). */
export function openDisclosures(db: Db, estateId: string): Promise<{ from_on: string; until_on: string }[]> {
  return sql<{
    from_on: string
    until_on: string
  }>`SELECT from_on::text, until_on::text FROM gate_disclosure
    WHERE estate_id = ${estateId} AND state IN ('asked', 'approved') LIMIT 10000`
    .execute(db)
    .then(r => r.rows)
}

export async function closureBinds(db: Db, estateId: string): Promise<boolean> {
  const found = await sql`SELECT 1 FROM closure WHERE estate_id = ${estateId} AND state = 'active'`.execute(
    db,
  )
  return found.rows.length > 0
}

export function estatesWithGates(db: Db): Promise<string[]> {
  return sql<{ estate_id: string }>`SELECT DISTINCT estate_id FROM gate ORDER BY estate_id LIMIT 100000`
    .execute(db)
    .then(r => r.rows.map(x => x.estate_id))
}

export interface KeepRow {
  clear_until: Instant | null
  ran_at: Instant
  cutoff: Instant
  days: number
  counts: Counts
}

export function lastRun(db: Db, estateId: string): Promise<KeepRow | undefined> {
  return sql<KeepRow>`SELECT clear_until, ran_at, cutoff, days, counts FROM gate_keep WHERE estate_id = ${estateId}`
    .execute(db)
    .then(r => r.rows[0])
}

/** A night that found nothing moves on where the next begins, and leaves the account of the last that did. */
export async function noteRun(
  db: Db,
  estateId: string,
  r: KeepRow & { clear_until: Instant | null; found: boolean },
): Promise<void> {
  await sql`INSERT INTO gate_keep AS k (estate_id, clear_until, ran_at, cutoff, days, counts)
    VALUES (${estateId}, ${r.clear_until}, ${r.ran_at}, ${r.cutoff}, ${r.days}, ${JSON.stringify(r.counts)}::jsonb)
    ON CONFLICT (estate_id) DO UPDATE SET clear_until = excluded.clear_until,
      ran_at = CASE WHEN ${r.found}::boolean THEN excluded.ran_at ELSE k.ran_at END,
      cutoff = CASE WHEN ${r.found}::boolean THEN excluded.cutoff ELSE k.cutoff END,
      days = CASE WHEN ${r.found}::boolean THEN excluded.days ELSE k.days END,
      counts = CASE WHEN ${r.found}::boolean THEN excluded.counts ELSE k.counts END`.execute(db)
}
