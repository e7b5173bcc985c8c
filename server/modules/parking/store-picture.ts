/** Pictures that a dispute keeps beyond the lanes' own days. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

/** Purpose of the copies, by which they are told from the lanes' own pictures. */
export const DISPUTED = 'parking.dispute'

export interface PictureRow {
  estate_id: string
  stay_id: string
  side: 'entry' | 'exit'
  file_id: string
}

/** Pictures of stays in an open dispute that are still the lanes' own and will be forgotten by them. */
export async function uncopied(db: Db): Promise<PictureRow[]> {
  const found = await sql<PictureRow>`SELECT s.estate_id, s.id AS stay_id, p.side, p.id AS file_id
    FROM parking_dispute d JOIN parking_stay s ON s.estate_id = d.estate_id AND s.id = d.stay_id,
      LATERAL (VALUES ('entry', s.entry_picture), ('exit', s.exit_picture)) p (side, id)
    WHERE d.state <> 'closed' AND EXISTS
      (SELECT 1 FROM file f WHERE f.estate_id = s.estate_id AND f.id = p.id AND f.purpose <> ${DISPUTED})`.execute(
    db,
  )
  return found.rows
}

/** Puts the copy in the place of the picture; false when another came there meanwhile. */
export async function replacePicture(db: Db, p: PictureRow, by: string): Promise<boolean> {
  const column = sql.ref(`${p.side}_picture`)
  const done = await sql`UPDATE parking_stay SET ${column} = ${by}, version = version + 1
    WHERE estate_id = ${p.estate_id} AND id = ${p.stay_id} AND ${column} = ${p.file_id}`.execute(db)
  return done.numAffectedRows === 1n
}

/** Copies of stays whose days are over and whose disputes are closed: they go with the plate. */
export async function expiredCopies(db: Db, before: Instant): Promise<PictureRow[]> {
  const found = await sql<PictureRow>`SELECT s.estate_id, s.id AS stay_id, p.side, p.id AS file_id
    FROM parking_dispute d JOIN parking_stay s ON s.estate_id = d.estate_id AND s.id = d.stay_id,
      LATERAL (VALUES ('entry', s.entry_picture), ('exit', s.exit_picture)) p (side, id)
    WHERE s.plate_blind IS NOT NULL AND coalesce(s.left_at, s.sort_at) < ${before} AND s.state <> 'inside'
      AND NOT EXISTS (SELECT 1 FROM parking_dispute o WHERE o.estate_id = s.estate_id AND o.stay_id = s.id AND o.state <> 'closed')
      AND EXISTS (SELECT 1 FROM file f WHERE f.estate_id = s.estate_id AND f.id = p.id AND f.purpose = ${DISPUTED})`.execute(
    db,
  )
  return found.rows
}
