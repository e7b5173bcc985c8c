/** SQL of the establishment and of certificates. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'

export interface EstablishmentRow {
  role: string
  headcount: number
  certificate: string | null
}

export function establishment(db: Db, estateId: string): Promise<EstablishmentRow[]> {
  return sql<EstablishmentRow>`SELECT role, headcount, certificate FROM establishment WHERE estate_id = ${estateId}`
    .execute(db)
    .then(r => r.rows)
}

export async function setEstablishment(db: Db, estateId: string, e: EstablishmentRow): Promise<void> {
  await sql`INSERT INTO establishment (estate_id, role, headcount, certificate) VALUES (${estateId}, ${e.role}, ${e.headcount}, ${e.certificate})
    ON CONFLICT (estate_id, role) DO UPDATE SET headcount = excluded.headcount, certificate = excluded.certificate`.execute(
    db,
  )
}

export interface CertificateRow {
  id: string
  account_id: string
  name: string
  kind: string
  issuer: string | null
  valid_until: string | null
  file_id: string | null
}

/** Those that count, first the ones that run out first. */
export function certificates(db: Db, estateId: string): Promise<CertificateRow[]> {
  return sql<CertificateRow>`SELECT id, account_id, name, kind, issuer, valid_until, file_id FROM staff_certificate
    WHERE estate_id = ${estateId} AND ended_at IS NULL ORDER BY valid_until NULLS LAST, name, id LIMIT 2000`
    .execute(db)
    .then(r => r.rows)
}

export async function insertCertificate(
  db: Db,
  estateId: string,
  c: CertificateRow,
  by: string,
  at: Instant,
): Promise<void> {
  await sql`INSERT INTO staff_certificate (estate_id, id, account_id, name, kind, issuer, valid_until, file_id, made_by, made_at)
    VALUES (${estateId}, ${c.id}, ${c.account_id}, ${c.name}, ${c.kind}, ${c.issuer}, ${c.valid_until}, ${c.file_id}, ${by}, ${at})`.execute(
    db,
  )
}

/** @returns false when there is none that counts */
export async function endCertificate(db: Db, estateId: string, id: string, at: Instant): Promise<boolean> {
  const done = await sql`UPDATE staff_certificate SET ended_at = ${at}
    WHERE estate_id = ${estateId} AND id = ${id} AND ended_at IS NULL RETURNING id`.execute(db)
  return done.rows.length === 1
}
