/**
 * Creating a ticket is the desk's hot verb: ticket, promises, audit, outbox, signal and the idempotency row are one
 * statement, so one round trip and one commit (docs: DESIGN, a hot verb is one SQL statement). Creations of an estate that
 * wait at the same moment share it.
 */
import type { AuditRow } from '../../core/audit.ts'
import { instantText } from '../../core/clock.ts'
import { type Db, hotSql, isRefusal, rows, sql } from '../../core/db.ts'
import { grouped } from '../../core/group.ts'
import type { House } from '../../core/house.ts'
import type { Promised } from './clocks.ts'

type Instant = Promised['startAt']

export interface NewTicketRow {
  estateId: string
  id: string
  number: string
  kind: string
  class: string
  subtype: string | null
  severity: string
  state: string
  outcome: string | null
  channel: string
  text: string
  place: string | null
  unitId: string | null
  accusedUnitId: string | null
  revealToAccused: boolean
  requesterAccountId: string | null
  requesterPersonId: string | null
  requesterName: Buffer | null
  requesterPhone: Buffer | null
  phoneBlind: Buffer | null
  phoneTail: Buffer | null
  enteredBy: string | null
  enteredByName: string | null
  onBehalf: boolean
  firstReceiverId: string | null
  firstReceiverName: string | null
  atOnce: boolean | null
  receivedAt: Instant
  deviceTime: Instant | null
  officeAt: Instant | null
  handledAt: Instant | null
  closedAt: Instant | null
  consentedAt: Instant | null
  dueAt: Instant | null
  dueClock: string | null
  dueSoonAt: Instant | null
  grams: string[]
  /** JSON of what the customer was told of the promises (S8-10). */
  told: string | null
}

export interface Creation {
  ticket: NewTicketRow
  promises: readonly Promised[]
  audit: AuditRow
  jobId: string
  signalId: string
  /** Present when the caller named his request: the same id again makes nothing. */
  request: { clientId: string; verb: string; actor: string; answer: unknown } | null
  /** The answer given in the same call, for the course. */
  answer: { id: string; text: string } | null
}

const promiseColumns = `id uuid, round int, clock text, rule_id uuid, starts_at text, unit text, amount int, frames jsonb, frame_days text,
  chosen boolean, max int, over_policy text, soon_minutes int, escalate_minutes int, start_at timestamptz, due_at timestamptz,
  unpublished_year int, set_at timestamptz, set_reason text, approved_by uuid, postponed_from timestamptz, met_at timestamptz,
  stopped_at timestamptz, stop_reason text, next_alarm_at timestamptz, next_alarm text`
const promiseNames = promiseColumns.replace(/(\w+) \w+(,?)/g, '$1$2')

/** Types of the statement's parameters, in order; the first, the estate, is the same for a whole group. */
const types =
  'uuid text text text timestamptz jsonb uuid text text text text text text text text text text uuid uuid boolean uuid uuid bytea bytea bytea uuid text boolean uuid text boolean timestamptz timestamptz timestamptz timestamptz timestamptz timestamptz text timestamptz text[] jsonb uuid text uuid text text text text text text jsonb uuid jsonb uuid bytea jsonb'.split(
    ' ',
  )

/** One creation's parts; `cN` is its N-th parameter. */
const creation = `req AS (
  INSERT INTO request (estate_id, client_id, verb, actor, at, answer)
  SELECT $1::uuid, c2, c3, c4, c5, c6 FROM i WHERE c2 IS NOT NULL ON CONFLICT DO NOTHING RETURNING client_id),
ok AS MATERIALIZED (SELECT i.* FROM i WHERE c2 IS NULL OR c2 IN (SELECT client_id FROM req)),
t AS (INSERT INTO ticket (estate_id, id, number, kind, class, subtype, severity, state, outcome, channel, text, place, unit_id, accused_unit_id,
    reveal_to_accused, requester_account_id, requester_person_id, requester_name, requester_phone, phone_blind, entered_by, entered_by_name,
    on_behalf, first_receiver_id, first_receiver_name, at_once, received_at, device_time, office_at, handled_at, closed_at, consented_at,
    due_at, due_clock, due_soon_at, grams, phone_tail, told)
  SELECT $1::uuid, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27,
    c28, c29, c30, c31, c5, c32, c33, c34, c35, c36, c37, c38, c39, array_to_tsvector(c40), c55, c56 FROM ok),
p AS (INSERT INTO ticket_promise (estate_id, ticket_id, ${promiseNames})
  SELECT $1::uuid, c7, x.* FROM ok, jsonb_to_recordset(c41) AS x(${promiseColumns})),
e AS (INSERT INTO ticket_event (estate_id, ticket_id, id, seq, at, act, by_id, by_name, text)
  SELECT $1::uuid, c7, c42, 1, c5, 'reply', c26, c27, c43 FROM ok WHERE c42 IS NOT NULL),
a AS (INSERT INTO audit (estate_id, at, id, actor_kind, actor_id, actor_name, action, subject, subject_id, device, request_id, after)
  SELECT $1::uuid, c5, c44, c45, c46, c47, c48, 'ticket', c7::text, c49, c50, c51 FROM ok),
ap AS (INSERT INTO audit_pending (estate_id, at, id) SELECT $1::uuid, c5, c44 FROM ok),
o AS (INSERT INTO outbox (estate_id, id, at, kind, payload) SELECT $1::uuid, c52, c5, 'desk.created', c53 FROM ok),
s AS (INSERT INTO signal (estate_id, id, at, topic, ref) SELECT $1::uuid, c54, c5, 'ticket', c7::text FROM ok)
SELECT n FROM ok`

/** So many creations as one statement: `$1` the estate, then each one's 55 values. One alone needs no table of them. */
function creationOf(size: number): string {
  const type = (k: number) => types[k - 1] as string
  if (size === 1) {
    const plain = creation
      .replace('FROM i WHERE c2 IS', 'WHERE c2 IS')
      .replace('MATERIALIZED (SELECT i.* FROM i', '(SELECT 0 AS n')
    return `WITH ${plain.replace(/\bc(\d+)\b/g, (_, k: string) => `$${k}::${type(Number(k))}`)}`
  }
  const own = types.map((_, k) => k + 1).slice(1)
  const row = (n: number) => `(${n}, ${own.map(k => `$${k + n * own.length}::${type(k)}`).join(', ')})`
  const values = Array.from({ length: size }, (_, n) => row(n)).join(', ')
  return `WITH i (n, ${own.map(k => `c${k}`).join(', ')}) AS MATERIALIZED (VALUES ${values}),\n${creation}`
}

const SIZES = [8, 4, 2, 1] as const
const statements = new Map<number, string>(
  SIZES.map(size => [size, hotSql(`desk_create_${size}`, creationOf(size))]),
)

/** One creation alone; also run bare beside the program by the measurement. */
export const creationSql = statements.get(1)!

/** A promise as jsonb_to_recordset reads it. */
export function promiseJson(p: Promised): Record<string, unknown> {
  const at = (x: Instant | null) => (x ? instantText(x) : null)
  return {
    id: p.id,
    round: p.round,
    clock: p.clock,
    rule_id: p.ruleId,
    starts_at: p.startsAt,
    unit: p.unit,
    amount: p.amount,
    frames: p.frames,
    frame_days: p.frameDays,
    chosen: p.chosen,
    max: p.max,
    over_policy: p.overPolicy,
    soon_minutes: p.soonMinutes,
    escalate_minutes: p.escalateMinutes,
    start_at: at(p.startAt),
    due_at: at(p.dueAt),
    unpublished_year: p.unpublishedYear,
    set_at: at(p.setAt),
    set_reason: p.setReason,
    approved_by: p.approvedBy,
    postponed_from: at(p.postponedFrom),
    met_at: at(p.metAt),
    stopped_at: at(p.stoppedAt),
    stop_reason: p.stopReason,
    next_alarm_at: at(p.nextAlarmAt),
    next_alarm: p.nextAlarm,
  }
}

/** A creation's own values, from the second parameter on. */
function valuesOf(c: Creation): unknown[] {
  const t = c.ticket
  return [
    c.request?.clientId ?? null,
    c.request?.verb ?? null,
    c.request?.actor ?? null,
    t.receivedAt,
    c.request ? JSON.stringify(c.request.answer) : null,
    t.id,
    t.number,
    t.kind,
    t.class,
    t.subtype,
    t.severity,
    t.state,
    t.outcome,
    t.channel,
    t.text,
    t.place,
    t.unitId,
    t.accusedUnitId,
    t.revealToAccused,
    t.requesterAccountId,
    t.requesterPersonId,
    t.requesterName,
    t.requesterPhone,
    t.phoneBlind,
    t.enteredBy,
    t.enteredByName,
    t.onBehalf,
    t.firstReceiverId,
    t.firstReceiverName,
    t.atOnce,
    t.deviceTime,
    t.officeAt,
    t.handledAt,
    t.closedAt,
    t.consentedAt,
    t.dueAt,
    t.dueClock,
    t.dueSoonAt,
    // lexemes hold letters and digits only: nothing to escape
    `{${t.grams.join(',')}}`,
    JSON.stringify(c.promises.map(promiseJson)),
    c.answer?.id ?? null,
    c.answer?.text ?? null,
    c.audit.id,
    c.audit.actor_kind,
    c.audit.actor_id,
    c.audit.actor_name,
    c.audit.action,
    c.audit.device,
    c.audit.request_id,
    c.audit.after,
    c.jobId,
    JSON.stringify({ estateId: t.estateId, ticketId: t.id }),
    c.signalId,
    t.phoneTail,
    t.told,
  ]
}

/** One or several of the same estate. @returns for each whether it was written */
async function write(db: Db, group: readonly Creation[]): Promise<boolean[]> {
  const sqlText = statements.get(group.length)
  const estateId = group[0]?.ticket.estateId
  if (sqlText === undefined || group.some(c => c.ticket.estateId !== estateId))
    throw new Error(`no creation of ${group.length}, or of several estates`)
  const made = await rows<{ n: number }>(db, sqlText, [estateId, ...group.flatMap(valuesOf)])
  const written = new Set(made.map(m => m.n))
  return group.map((_, n) => written.has(n))
}

const writers = new WeakMap<House, Map<string, (c: Creation) => Promise<boolean>>>()

/**
 * Writes the creation with those of the same estate that wait at this moment, each in all its parts or not at all; inside
 * a transaction it goes alone, with it.
 * @returns false when a request with this client id was there before: nothing was written
 */
export function createTicketRow(house: House, db: Db, c: Creation): Promise<boolean> {
  if (db.isTransaction) return write(db, [c]).then(([made]) => made === true)
  const mine = writers.get(house) ?? new Map<string, (c: Creation) => Promise<boolean>>()
  writers.set(house, mine)
  const { estateId } = c.ticket
  const writer =
    mine.get(estateId) ??
    grouped<Creation, boolean>({
      sizes: SIZES,
      atOnce: 2,
      key: each => each.request?.clientId ?? null,
      write: group => write(house.db, group),
      apart: isRefusal,
    })
  mine.set(estateId, writer)
  return writer(c)
}

const BLOCK = 100
const blocks = new WeakMap<House, Map<string, { next: number; end: number; more?: Promise<void> }>>()

/**
 * The next running number of the estate, from a block that this process holds: no creation waits for another's commit.
 * Numbers of a process that stops are left out.
 */
export async function nextNumber(house: House, estateId: string): Promise<number> {
  const mine = blocks.get(house) ?? new Map<string, { next: number; end: number; more?: Promise<void> }>()
  blocks.set(house, mine)
  const block = mine.get(estateId) ?? { next: 0, end: 0 }
  mine.set(estateId, block)
  while (block.next >= block.end) {
    block.more ??= takeBlock(house, estateId, block).finally(() => delete block.more)
    await block.more
  }
  return block.next++
}

async function takeBlock(
  house: House,
  estateId: string,
  block: { next: number; end: number },
): Promise<void> {
  const found = await sql<{
    next: number
  }>`INSERT INTO ticket_number AS n (estate_id, next) VALUES (${estateId}, ${BLOCK + 1})
    ON CONFLICT (estate_id) DO UPDATE SET next = n.next + ${BLOCK} RETURNING next`.execute(house.db)
  block.end = found.rows[0]!.next
  block.next = block.end - BLOCK
}
