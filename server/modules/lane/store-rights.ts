/** SQL of the passage rights. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { RightKind } from './contract-words.ts'

export interface RightRow {
  estateId: string
  id: string
  kind: RightKind
  plateBlind: Buffer
  plateSealed: Buffer
  lanes: readonly string[] | null
  direction: 'in' | 'out' | 'both'
  from: Instant
  until: Instant | null
  group: { id: string; spaces: number } | null
  source: string
  sourceId: string
  note: string | null
  by: string
  now: Instant
}

/** Ends what the same source said of the same plate and kind before, then says it anew. */
export async function replaceRight(db: Db, r: RightRow): Promise<void> {
  await sql`UPDATE passage_right SET ended_at = ${r.now}, ended_by = ${r.by}
    WHERE estate_id = ${r.estateId} AND source = ${r.source} AND source_id = ${r.sourceId}
      AND plate_blind = ${r.plateBlind} AND kind = ${r.kind} AND ended_at IS NULL`.execute(db)
  await sql`INSERT INTO passage_right (estate_id, id, kind, plate_blind, plate_sealed, lanes, direction, from_at, until_at,
      stay_group, group_spaces, source, source_id, note, made_by, made_at)
    VALUES (${r.estateId}, ${r.id}, ${r.kind}, ${r.plateBlind}, ${r.plateSealed}, ${r.lanes === null ? null : [...r.lanes]}::uuid[],
      ${r.direction}, ${r.from}, ${r.until}, ${r.group?.id ?? null}, ${r.group?.spaces ?? null}, ${r.source}, ${r.sourceId},
      ${r.note}, ${r.by}, ${r.now})`.execute(db)
}

export async function endRights(
  db: Db,
  estateId: string,
  source: string,
  sourceId: string,
  by: string,
  now: Instant,
): Promise<number> {
  const done = await sql`UPDATE passage_right SET ended_at = ${now}, ended_by = ${by}
    WHERE estate_id = ${estateId} AND source = ${source} AND source_id = ${sourceId} AND ended_at IS NULL`.execute(
    db,
  )
  return Number(done.numAffectedRows ?? 0n)
}
