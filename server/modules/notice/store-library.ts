/** SQL of the library: documents, versions, acknowledgements, effect checks. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { libraryKinds, reviewResults } from './contract-library.ts'

export type Kind = (typeof libraryKinds)[number]

export interface BasisItem {
  text: string
  documentId?: string | null | undefined
}

export interface DocumentRow {
  id: string
  kind: Kind
  title: string
  code: string | null
  basis: BasisItem[]
  open_to_residents: boolean
  acknowledge: boolean
  owner_id: string | null
  owner_name: string | null
  review_months: number
  next_review: string | null
  current_version: number | null
  withdrawn_at: Instant | null
  approved_name: string | null
  effective_from: string | null
  draft_version: number | null
  draft_by: string | null
  acknowledged: boolean
  done: number
}

/** Documents by kind and title; what was withdrawn comes last. `me` is asked whether he acknowledged. */
export function documents(
  db: Db,
  estateId: string,
  f: { id?: string; kind?: string | undefined; q?: string | undefined; me: string | null; open: boolean },
): Promise<DocumentRow[]> {
  const like = f.q ? `%${f.q.replace(/[\\%_]/g, '\\$&')}%` : null
  return sql<DocumentRow>`SELECT d.id, d.kind, d.title, d.code, d.basis, d.open_to_residents, d.acknowledge, d.owner_id, d.owner_name,
      d.review_months, d.next_review, d.current_version, d.withdrawn_at, v.approved_name, v.effective_from,
      n.version AS draft_version, n.made_name AS draft_by,
      EXISTS (SELECT 1 FROM library_acknowledgement a WHERE a.estate_id = ${estateId} AND a.document_id = d.id
        AND a.version = d.current_version AND a.account_id = ${f.me}::uuid) AS acknowledged,
      (SELECT count(*)::int FROM library_acknowledgement a WHERE a.estate_id = ${estateId} AND a.document_id = d.id
        AND a.version = d.current_version) AS done
    FROM library_document d
    LEFT JOIN library_version v ON v.estate_id = ${estateId} AND v.document_id = d.id AND v.version = d.current_version
    LEFT JOIN library_version n ON n.estate_id = ${estateId} AND n.document_id = d.id AND n.state = 'draft'
    WHERE d.estate_id = ${estateId} AND (${f.id ?? null}::uuid IS NULL OR d.id = ${f.id ?? null}::uuid)
      AND (${f.kind ?? null}::text IS NULL OR d.kind = ${f.kind ?? null})
      AND (NOT ${f.open} OR (d.open_to_residents AND d.current_version IS NOT NULL AND d.withdrawn_at IS NULL))
      AND (${like}::text IS NULL OR d.title ILIKE ${like} OR d.code ILIKE ${like} OR v.body ILIKE ${like})
    ORDER BY (d.withdrawn_at IS NOT NULL), array_position(ARRAY['quality', 'concept', 'steward_service', 'rule', 'law', 'policy'], d.kind), d.title, d.id
    LIMIT 1000`
    .execute(db)
    .then(r => r.rows)
}

export interface VersionRow {
  version: number
  body: string
  change_note: string | null
  state: 'draft' | 'approved' | 'replaced' | 'refused'
  made_id: string | null
  made_name: string
  made_at: Instant
  approved_name: string | null
  approved_at: Instant | null
  effective_from: string | null
  refused: string | null
}

export function versions(db: Db, estateId: string, documentId: string): Promise<VersionRow[]> {
  return sql<VersionRow>`SELECT version, body, change_note, state, made_id, made_name, made_at, approved_name, approved_at, effective_from, refused
    FROM library_version WHERE estate_id = ${estateId} AND document_id = ${documentId} ORDER BY version DESC`
    .execute(db)
    .then(r => r.rows)
}

export interface DocumentFields {
  title: string
  code: string | null
  basis: BasisItem[]
  open_to_residents: boolean
  acknowledge: boolean
  owner_id: string | null
  owner_name: string | null
  review_months: number
}

export async function insertDocument(
  db: Db,
  estateId: string,
  d: DocumentFields & { id: string; kind: Kind; at: Instant },
): Promise<void> {
  await sql`INSERT INTO library_document (estate_id, id, kind, title, code, basis, open_to_residents, acknowledge, owner_id, owner_name, review_months, made_at)
    VALUES (${estateId}, ${d.id}, ${d.kind}, ${d.title}, ${d.code}, ${JSON.stringify(d.basis)}::jsonb, ${d.open_to_residents}, ${d.acknowledge},
      ${d.owner_id}, ${d.owner_name}, ${d.review_months}, ${d.at})`.execute(db)
}

export async function updateDocument(db: Db, estateId: string, id: string, d: DocumentFields): Promise<void> {
  await sql`UPDATE library_document SET title = ${d.title}, code = ${d.code}, basis = ${JSON.stringify(d.basis)}::jsonb,
      open_to_residents = ${d.open_to_residents}, acknowledge = ${d.acknowledge}, owner_id = ${d.owner_id}, owner_name = ${d.owner_name},
      review_months = ${d.review_months} WHERE estate_id = ${estateId} AND id = ${id}`.execute(db)
}

/** A draft that waits is written over; else the next version begins. @returns its number */
export async function putDraft(
  db: Db,
  estateId: string,
  documentId: string,
  v: { body: string; change_note: string | null; made_id: string | null; made_name: string; at: Instant },
): Promise<number> {
  await sql`SELECT 1 FROM library_document WHERE estate_id = ${estateId} AND id = ${documentId} FOR UPDATE`.execute(
    db,
  )
  const again = await sql<{
    version: number
  }>`UPDATE library_version SET body = ${v.body}, change_note = ${v.change_note},
      made_id = ${v.made_id}, made_name = ${v.made_name}, made_at = ${v.at}
    WHERE estate_id = ${estateId} AND document_id = ${documentId} AND state = 'draft' RETURNING version`.execute(
    db,
  )
  if (again.rows[0]) return again.rows[0].version
  const made = await sql<{
    version: number
  }>`INSERT INTO library_version (estate_id, document_id, version, body, change_note, made_id, made_name, made_at)
    SELECT ${estateId}::uuid, ${documentId}::uuid, coalesce(max(version), 0) + 1, ${v.body}, ${v.change_note}, ${v.made_id}::uuid, ${v.made_name}, ${v.at}::timestamptz
    FROM library_version WHERE estate_id = ${estateId} AND document_id = ${documentId} RETURNING version`.execute(
    db,
  )
  return made.rows[0]?.version ?? 1
}

/** @returns false when it was decided before */
export async function approve(
  db: Db,
  estateId: string,
  documentId: string,
  version: number,
  a: { id: string; name: string; at: Instant; from: string; nextReview: string | null },
): Promise<boolean> {
  const done =
    await sql`UPDATE library_version SET state = 'approved', approved_id = ${a.id}, approved_name = ${a.name}, approved_at = ${a.at},
      effective_from = ${a.from} WHERE estate_id = ${estateId} AND document_id = ${documentId} AND version = ${version} AND state = 'draft' RETURNING version`.execute(
      db,
    )
  if (done.rows.length === 0) return false
  await sql`UPDATE library_version SET state = 'replaced' WHERE estate_id = ${estateId} AND document_id = ${documentId} AND version < ${version} AND state = 'approved'`.execute(
    db,
  )
  await sql`UPDATE library_document SET current_version = ${version}, next_review = coalesce(${a.nextReview}::date, next_review)
    WHERE estate_id = ${estateId} AND id = ${documentId}`.execute(db)
  return true
}

/** @returns false when it was decided before */
export async function refuse(
  db: Db,
  estateId: string,
  documentId: string,
  version: number,
  reason: string,
): Promise<boolean> {
  const done = await sql`UPDATE library_version SET state = 'refused', refused = ${reason}
    WHERE estate_id = ${estateId} AND document_id = ${documentId} AND version = ${version} AND state = 'draft' RETURNING version`.execute(
    db,
  )
  return done.rows.length === 1
}

export async function acknowledge(
  db: Db,
  estateId: string,
  documentId: string,
  version: number,
  who: { id: string; name: string; at: Instant },
): Promise<void> {
  await sql`INSERT INTO library_acknowledgement (estate_id, document_id, version, account_id, name, at)
    VALUES (${estateId}, ${documentId}, ${version}, ${who.id}, ${who.name}, ${who.at}) ON CONFLICT DO NOTHING`.execute(
    db,
  )
}

export function acknowledgements(
  db: Db,
  estateId: string,
  documentId: string,
  version: number,
): Promise<{ account_id: string; name: string; at: Instant }[]> {
  return sql<{
    account_id: string
    name: string
    at: Instant
  }>`SELECT account_id, name, at FROM library_acknowledgement
    WHERE estate_id = ${estateId} AND document_id = ${documentId} AND version = ${version} ORDER BY at, account_id`
    .execute(db)
    .then(r => r.rows)
}

export interface ReviewRow {
  id: string
  version: number
  on_date: string
  result: (typeof reviewResults)[number]
  finding: string
  measure: string | null
  by_name: string
}

export function reviews(db: Db, estateId: string, documentId: string): Promise<ReviewRow[]> {
  return sql<ReviewRow>`SELECT id, version, on_date, result, finding, measure, by_name FROM library_review
    WHERE estate_id = ${estateId} AND document_id = ${documentId} ORDER BY on_date DESC, id DESC LIMIT 100`
    .execute(db)
    .then(r => r.rows)
}

export async function insertReview(
  db: Db,
  estateId: string,
  documentId: string,
  r: ReviewRow & { by_id: string; at: Instant; next: string | null },
): Promise<void> {
  await sql`INSERT INTO library_review (estate_id, id, document_id, version, on_date, result, finding, measure, by_id, by_name, at)
    VALUES (${estateId}, ${r.id}, ${documentId}, ${r.version}, ${r.on_date}, ${r.result}, ${r.finding}, ${r.measure}, ${r.by_id}, ${r.by_name}, ${r.at})`.execute(
    db,
  )
  await sql`UPDATE library_document SET next_review = ${r.next}::date WHERE estate_id = ${estateId} AND id = ${documentId}`.execute(
    db,
  )
}

/** @returns false when it was withdrawn before */
export async function withdraw(db: Db, estateId: string, documentId: string, at: Instant): Promise<boolean> {
  const done = await sql`UPDATE library_document SET withdrawn_at = ${at}
    WHERE estate_id = ${estateId} AND id = ${documentId} AND withdrawn_at IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}

/** The approved text of a kind of which an estate has one (quality, concept, steward_service). */
export async function textOf(db: Db, estateId: string, kind: Kind): Promise<string | undefined> {
  const found = await sql<{ body: string }>`SELECT v.body FROM library_document d
    JOIN library_version v ON v.estate_id = d.estate_id AND v.document_id = d.id AND v.version = d.current_version
    WHERE d.estate_id = ${estateId} AND d.kind = ${kind} AND d.withdrawn_at IS NULL LIMIT 1`.execute(db)
  return found.rows[0]?.body
}

export interface DueRow {
  estate_id: string
  id: string
  title: string
  owner_id: string | null
  owner_name: string | null
  next_review: string
}

/** Documents in force whose effect is to be looked at by a date and was not told yet, in every estate. */
export function reviewsDue(db: Db, date: string): Promise<DueRow[]> {
  return sql<DueRow>`SELECT d.estate_id, d.id, d.title, d.owner_id, d.owner_name, d.next_review FROM library_document d
    LEFT JOIN library_reminder r ON r.estate_id = d.estate_id AND r.document_id = d.id AND r.due = d.next_review
    WHERE d.next_review <= ${date}::date AND d.withdrawn_at IS NULL AND d.current_version IS NOT NULL AND r.due IS NULL
    ORDER BY d.estate_id, d.id LIMIT 1000`
    .execute(db)
    .then(r => r.rows)
}

/** @returns false when it was told before */
export async function noteReminder(db: Db, d: DueRow, at: Instant): Promise<boolean> {
  const made = await sql`INSERT INTO library_reminder (estate_id, document_id, due, told_at)
    VALUES (${d.estate_id}, ${d.id}, ${d.next_review}, ${at}) ON CONFLICT DO NOTHING RETURNING due`.execute(
    db,
  )
  return made.rows.length === 1
}
