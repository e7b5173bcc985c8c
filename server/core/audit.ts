/**
 * The audit log (SX-03): written in the transaction of what it tells of, never changed, chained per estate by a
 * sealer that follows, so that a writer never waits for another writer's hash. Sensitive values stand in it only as
 * ciphertext under the row's own key; erasing that key (audit_key) leaves the chain whole.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from './access.ts'
import type { Instant } from './clock.ts'
import { encrypt, type KeyRing, sha256 } from './crypto.ts'
import type { Db } from './db.ts'
import { type Id, NIL, newId } from './ids.ts'

export interface AuditEntry {
  /** `module.verb`, e.g. `ticket.accept`. */
  action: string
  subject: string
  subjectId: string
  before?: unknown
  after?: unknown
  /** Values that must not stand in clear: kept as ciphertext under this row's own key. */
  sensitive?: Record<string, string>
  reason?: string | undefined
}

export interface AuditContext {
  actor: Actor
  now: Instant
  requestId: string
  device?: string | undefined
}

export interface AuditRow {
  estate_id: string
  at: Instant
  id: Id<'audit'>
  actor_kind: string
  actor_id: string | null
  actor_name: string
  action: string
  subject: string
  subject_id: string
  device: string | null
  request_id: string
  reason: string | null
  before: string | null
  after: string | null
}

/** The columns of an audit row, for a verb that inserts it inside its own single statement. */
export function auditRow(ctx: AuditContext, estateId: string, entry: AuditEntry): AuditRow {
  const { actor } = ctx
  return {
    estate_id: estateId,
    at: ctx.now,
    id: newId<'audit'>(ctx.now.epochMilliseconds),
    actor_kind: actor.kind,
    actor_id: 'id' in actor ? actor.id : null,
    actor_name: 'name' in actor ? actor.name : '',
    action: entry.action,
    subject: entry.subject,
    subject_id: entry.subjectId,
    device: ctx.device ?? null,
    request_id: ctx.requestId,
    reason: entry.reason ?? null,
    before: entry.before === undefined ? null : JSON.stringify(entry.before),
    after: entry.after === undefined ? null : JSON.stringify(entry.after),
  }
}

/** Writes one audit row, and its place in the sealer's queue, in the caller's transaction. */
export async function writeAudit(
  db: Db,
  ring: KeyRing,
  ctx: AuditContext,
  estateId: string,
  entry: AuditEntry,
): Promise<void> {
  const r = auditRow(ctx, estateId, entry)
  let sealed: Buffer | null = null
  if (entry.sensitive !== undefined && Object.keys(entry.sensitive).length > 0) {
    const key = randomBytes(32)
    sealed = encrypt(key, Buffer.from(JSON.stringify(entry.sensitive)), `audit:${r.id}`)
    const wrap = estateId === NIL ? ring.system('audit') : await ring.estate(db, estateId)
    const wrapped = encrypt(wrap, key, `audit_key:${r.id}`)
    await sql`INSERT INTO audit_key (estate_id, audit_id, wrapped) VALUES (${estateId}, ${r.id}, ${wrapped})`.execute(
      db,
    )
  }
  await sql`WITH a AS (
    INSERT INTO audit (estate_id, at, id, actor_kind, actor_id, actor_name, action, subject, subject_id, device, request_id, reason, before, after, sealed)
    VALUES (${r.estate_id}, ${r.at}, ${r.id}, ${r.actor_kind}, ${r.actor_id}, ${r.actor_name}, ${r.action}, ${r.subject}, ${r.subject_id},
            ${r.device}, ${r.request_id}, ${r.reason}, ${r.before}::jsonb, ${r.after}::jsonb, ${sealed}))
    INSERT INTO audit_pending (estate_id, at, id) VALUES (${r.estate_id}, ${r.at}, ${r.id})`.execute(db)
}

interface Sealable {
  estate_id: string
  at_text: string
  id: string
  line: string
  sealed: Buffer | null
}

/** What the hash runs over: every column as text, ciphertext as stored. */
const line = sql<string>`concat_ws(chr(31), a.estate_id, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), a.id, a.actor_kind,
  coalesce(a.actor_id, ''), a.actor_name, a.action, a.subject, a.subject_id, coalesce(a.device, ''), a.request_id,
  coalesce(a.reason, ''), coalesce(a.before::text, ''), coalesce(a.after::text, ''))`

function link(previous: Buffer, row: Sealable): Buffer {
  return sha256(
    Buffer.concat([previous, Buffer.from(row.line), Buffer.from([0]), row.sealed ?? Buffer.alloc(0)]),
  )
}

const GENESIS = Buffer.alloc(32)

/**
 * Chains what is waiting, estate by estate, oldest first.
 * @returns how many rows were sealed
 */
export async function sealAudit(db: Db, limit = 5000): Promise<number> {
  const estates = await sql<{
    estate_id: string
  }>`SELECT DISTINCT estate_id FROM (SELECT estate_id FROM audit_pending LIMIT ${limit}) p`.execute(db)
  let count = 0
  for (const { estate_id } of estates.rows) count += await sealEstate(db, estate_id, limit)
  return count
}

async function sealEstate(db: Db, estateId: string, limit: number): Promise<number> {
  return db.transaction().execute(async tx => {
    // One sealer per estate at a time: the chain has one end.
    await sql`SELECT pg_advisory_xact_lock(718282, hashtext(${estateId}))`.execute(tx)
    const taken = await sql<{ at: Instant; id: string }>`
      DELETE FROM audit_pending WHERE estate_id = ${estateId} AND id IN
        (SELECT id FROM audit_pending WHERE estate_id = ${estateId} ORDER BY at, id LIMIT ${limit}) RETURNING at, id`.execute(
      tx,
    )
    if (taken.rows.length === 0) return 0
    const found = await sql<Sealable & { at: Instant }>`
      SELECT a.estate_id, a.at, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') AS at_text, a.id, ${line} AS line, a.sealed
      FROM audit a JOIN unnest(${taken.rows.map(r => r.at.toString())}::timestamptz[], ${taken.rows.map(r => r.id)}::uuid[]) AS p(at, id)
        ON a.at = p.at AND a.id = p.id WHERE a.estate_id = ${estateId} ORDER BY a.at, a.id`.execute(tx)
    const last = await sql<{ seq: number; hash: Buffer }>`
      SELECT seq, hash FROM audit_seal WHERE estate_id = ${estateId} ORDER BY seq DESC LIMIT 1`.execute(tx)
    let hash = last.rows[0]?.hash ?? GENESIS
    let seq = last.rows[0]?.seq ?? 0
    const seals = found.rows.map(row => {
      hash = link(hash, row)
      seq += 1
      return { seq, at: row.at.toString(), id: row.id, hash: hash.toString('hex') }
    })
    await sql`INSERT INTO audit_seal (estate_id, seq, audit_at, audit_id, hash)
      SELECT ${estateId}::uuid, s.seq, s.at, s.id, decode(s.hash, 'hex')
      FROM unnest(${seals.map(s => s.seq)}::bigint[], ${seals.map(s => s.at)}::timestamptz[], ${seals.map(s => s.id)}::uuid[], ${seals.map(s => s.hash)}::text[]) AS s(seq, at, id, hash)`.execute(
      tx,
    )
    return seals.length
  })
}

export interface AuditFault {
  estateId: string
  auditId: string
  at: string
  kind: 'changed' | 'removed' | 'unsealed'
}

/**
 * Walks every chain and names each row that was changed or removed after it was sealed, and each that was never sealed
 * although older than a minute.
 */
export async function verifyAudit(db: Db, now: Instant): Promise<{ rows: number; faults: AuditFault[] }> {
  const estates = await sql<{ estate_id: string }>`SELECT DISTINCT estate_id FROM audit_seal`.execute(db)
  const faults: AuditFault[] = []
  let rows = 0
  for (const { estate_id } of estates.rows) rows += await verifyEstate(db, estate_id, faults)
  const loose = await sql<{ estate_id: string; id: string; at: Instant }>`
    SELECT a.estate_id, a.id, a.at FROM audit a WHERE a.at < ${now.subtract({ minutes: 1 })}
      AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.estate_id = a.estate_id AND s.audit_at = a.at AND s.audit_id = a.id)`.execute(
    db,
  )
  for (const row of loose.rows)
    faults.push({ estateId: row.estate_id, auditId: row.id, at: row.at.toString(), kind: 'unsealed' })
  return { rows, faults }
}

async function verifyEstate(db: Db, estateId: string, faults: AuditFault[]): Promise<number> {
  const head = await sql<{ seq: number; hash: Buffer }>`
    SELECT seq, hash FROM audit_head WHERE estate_id = ${estateId} ORDER BY seq DESC LIMIT 1`.execute(db)
  let previous = head.rows[0]?.hash ?? GENESIS
  let after = head.rows[0]?.seq ?? 0
  let rows = 0
  for (;;) {
    const page = await sql<Sealable & { seq: number; hash: Buffer; seal_at: Instant; seal_id: string }>`
      SELECT s.seq, s.hash, s.audit_at AS seal_at, s.audit_id AS seal_id, a.estate_id, a.id, a.sealed, ${line} AS line
      FROM audit_seal s LEFT JOIN audit a ON a.estate_id = s.estate_id AND a.at = s.audit_at AND a.id = s.audit_id
      WHERE s.estate_id = ${estateId} AND s.seq > ${after} ORDER BY s.seq LIMIT 5000`.execute(db)
    if (page.rows.length === 0) return rows
    for (const row of page.rows) {
      const where = { estateId, auditId: row.seal_id, at: row.seal_at.toString() }
      if (row.seq !== after + 1) faults.push({ ...where, kind: 'removed' })
      if (row.id === null) faults.push({ ...where, kind: 'removed' })
      else if (!link(previous, row).equals(row.hash)) faults.push({ ...where, kind: 'changed' })
      previous = row.hash
      after = row.seq
      rows += 1
    }
  }
}
