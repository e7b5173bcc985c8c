/** SQL of the notes on homes. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface NoteRow {
  id: string
  text_sealed: Buffer
  made_by_name: string
  made_at: Instant
}

export async function notesOf(db: Db, estateId: string, unitId: string): Promise<NoteRow[]> {
  const found = await sql<NoteRow>`SELECT id, text_sealed, made_by_name, made_at FROM unit_note
    WHERE estate_id = ${estateId} AND unit_id = ${unitId} AND ended_at IS NULL ORDER BY made_at DESC, id LIMIT 200`.execute(
    db,
  )
  return found.rows
}

export async function insertNote(
  db: Db,
  estateId: string,
  n: { id: string; unitId: string; sealed: Buffer; by: string; byName: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO unit_note (estate_id, id, unit_id, text_sealed, made_by, made_by_name, made_at)
    VALUES (${estateId}, ${n.id}, ${n.unitId}, ${n.sealed}, ${n.by}, ${n.byName}, ${n.at})`.execute(db)
}

export async function unitOfNote(db: Db, estateId: string, id: string): Promise<string | undefined> {
  const found = await sql<{ unit_id: string }>`SELECT unit_id FROM unit_note
    WHERE estate_id = ${estateId} AND id = ${id} AND ended_at IS NULL`.execute(db)
  return found.rows[0]?.unit_id
}

export async function endNote(db: Db, estateId: string, id: string, at: Instant): Promise<void> {
  await sql`UPDATE unit_note SET ended_at = ${at} WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}
