/** SQL of disputes. */
import { sql } from 'kysely'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import type { disputeKinds, disputeResults, disputeStates } from './contract-dispute.ts'

export interface DisputeRow {
  id: string
  number: string
  kind: (typeof disputeKinds)[number]
  stay_id: string | null
  title: string
  claim: string
  party: Buffer
  other_party: Buffer | null
  state: (typeof disputeStates)[number]
  result: (typeof disputeResults)[number] | null
  result_text: string | null
  refund: number | null
  mediator: string | null
  due_on: string | null
  made_by: string
  made_at: Instant
  closed_at: Instant | null
  version: number
  total: number
}

const columns = sql`id, number, kind, stay_id, title, claim, party, other_party, state, result, result_text, refund, mediator, due_on::text, made_by, made_at,
  closed_at, version`

export async function disputes(
  db: Db,
  estateId: string,
  f: {
    id?: string | undefined
    state?: 'live' | 'closed' | 'all' | undefined
    kind?: string | undefined
    q?: string | undefined
    offset: number
    limit: number
  },
): Promise<DisputeRow[]> {
  const like = f.q ? `%${f.q.replace(/[\\%_]/g, sign => `\\${sign}`)}%` : null
  const asked = [sql`estate_id = ${estateId}`]
  if (f.id) asked.push(sql`id = ${f.id}`)
  if (f.state === 'live') asked.push(sql`state <> 'closed'`)
  if (f.state === 'closed') asked.push(sql`state = 'closed'`)
  if (f.kind) asked.push(sql`kind = ${f.kind}`)
  if (like) asked.push(sql`(title LIKE ${like} OR number LIKE ${like})`)
  const found = await sql<DisputeRow>`SELECT ${columns}, (count(*) OVER ())::int AS total FROM parking_dispute
    WHERE ${sql.join(asked, sql` AND `)} ORDER BY made_at DESC, id DESC OFFSET ${f.offset} LIMIT ${f.limit}`.execute(
    db,
  )
  return found.rows
}

/** The next number of the year: 停纠2026-0012 in words elsewhere; gaps are allowed. */
export async function nextNumber(db: Db, estateId: string, year: number): Promise<number> {
  const found = await sql<{
    last: number
  }>`INSERT INTO ledger_counter AS c (estate_id, kind, year, last) VALUES (${estateId}, 'parking_dispute', ${year}, 1)
    ON CONFLICT (estate_id, kind, year) DO UPDATE SET last = c.last + 1 RETURNING last`.execute(db)
  return found.rows[0]!.last
}

export async function insertDispute(
  db: Db,
  estateId: string,
  d: {
    id: string
    number: string
    kind: string
    stayId: string | null
    title: string
    claim: string
    party: Buffer
    otherParty: Buffer | null
    mediator: string | null
    dueOn: string | null
    by: string
    at: Instant
  },
): Promise<void> {
  await sql`INSERT INTO parking_dispute (estate_id, id, number, kind, stay_id, title, claim, party, other_party, state, mediator, due_on, made_by, made_at)
    VALUES (${estateId}, ${d.id}, ${d.number}, ${d.kind}, ${d.stayId}, ${d.title}, ${d.claim}, ${d.party}, ${d.otherParty}, 'open', ${d.mediator},
      ${d.dueOn}::date, ${d.by}, ${d.at})`.execute(db)
}

export async function moveDispute(
  db: Db,
  estateId: string,
  m: {
    id: string
    from: readonly string[]
    to: string
    version?: number
    result?: string
    text?: string
    refund?: number | null
    by?: string
    at?: Instant
  },
): Promise<boolean> {
  const done =
    await sql`UPDATE parking_dispute SET state = ${m.to}, result = coalesce(${m.result ?? null}, result),
      result_text = coalesce(${m.text ?? null}, result_text), refund = coalesce(${m.refund ?? null}, refund),
      closed_by = ${m.by ?? null}, closed_at = ${m.at ?? null}, version = version + 1
    WHERE estate_id = ${estateId} AND id = ${m.id} AND state = ANY(${[...m.from]}::text[])
      AND (${m.version ?? null}::int IS NULL OR version = ${m.version ?? null}::int)`.execute(db)
  return done.numAffectedRows === 1n
}

export interface EntryRow {
  id: string
  kind: 'statement' | 'evidence' | 'mediation' | 'result' | 'closure'
  text: string
  files: string[]
  made_by: string
  made_at: Instant
}

export async function entries(db: Db, estateId: string, disputeId: string): Promise<EntryRow[]> {
  const found = await sql<EntryRow>`SELECT id, kind, text, files, made_by, made_at FROM parking_dispute_entry
    WHERE estate_id = ${estateId} AND dispute_id = ${disputeId} ORDER BY made_at, id`.execute(db)
  return found.rows
}

export async function insertEntry(
  db: Db,
  estateId: string,
  e: EntryRow & { disputeId: string },
): Promise<void> {
  await sql`INSERT INTO parking_dispute_entry (estate_id, id, dispute_id, kind, text, files, made_by, made_at)
    VALUES (${estateId}, ${e.id}, ${e.disputeId}, ${e.kind}, ${e.text}, ${e.files}::uuid[], ${e.made_by}, ${e.made_at})`.execute(
    db,
  )
}
