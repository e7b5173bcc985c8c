/**
 * Creating a ticket is the desk's hot verb: ticket, promises, audit, outbox, signal and the idempotency row are one
 * statement, so one round trip and one commit (docs: DESIGN, a hot verb is one SQL statement).
 */
import type { AuditRow } from '../../core/audit.ts'
import { instantText } from '../../core/clock.ts'
import { type Db, hotSql, rows, sql } from '../../core/db.ts'
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

/** The whole creation; also run bare beside the program by the measurement. */
export const creationSql = hotSql(
  'desk_create',
  `WITH req AS (
  INSERT INTO request (estate_id, client_id, verb, actor, at, answer)
  SELECT $1, $2, $3, $4, $5, $6::jsonb WHERE $2::text IS NOT NULL ON CONFLICT DO NOTHING RETURNING 1),
ok AS (SELECT 1 WHERE $2::text IS NULL OR EXISTS (SELECT 1 FROM req)),
t AS (INSERT INTO ticket (estate_id, id, number, kind, class, subtype, severity, state, outcome, channel, text, place, unit_id, accused_unit_id,
    reveal_to_accused, requester_account_id, requester_person_id, requester_name, requester_phone, phone_blind, entered_by, entered_by_name,
    on_behalf, first_receiver_id, first_receiver_name, at_once, received_at, device_time, office_at, handled_at, closed_at, consented_at,
    due_at, due_clock, due_soon_at, grams, phone_tail, told)
  SELECT $1::uuid, $7::uuid, $8::text, $9::text, $10::text, $11::text, $12::text, $13::text, $14::text, $15::text, $16::text, $17::text, $18::uuid, $19::uuid,
    $20::boolean, $21::uuid, $22::uuid, $23::bytea, $24::bytea, $25::bytea, $26::uuid, $27::text,
    $28::boolean, $29::uuid, $30::text, $31::boolean, $5::timestamptz, $32::timestamptz, $33::timestamptz, $34::timestamptz, $35::timestamptz, $36::timestamptz,
    $37::timestamptz, $38::text, $39::timestamptz, array_to_tsvector($40::text[]), $55::bytea, $56::jsonb FROM ok),
p AS (INSERT INTO ticket_promise (estate_id, ticket_id, ${promiseNames})
  SELECT $1::uuid, $7::uuid, x.* FROM ok, jsonb_to_recordset($41::jsonb) AS x(${promiseColumns})),
e AS (INSERT INTO ticket_event (estate_id, ticket_id, id, seq, at, act, by_id, by_name, text)
  SELECT $1::uuid, $7::uuid, $42::uuid, 1, $5::timestamptz, 'reply', $26::uuid, $27::text, $43::text FROM ok WHERE $42::uuid IS NOT NULL),
a AS (INSERT INTO audit (estate_id, at, id, actor_kind, actor_id, actor_name, action, subject, subject_id, device, request_id, after)
  SELECT $1::uuid, $5::timestamptz, $44::uuid, $45::text, $46::text, $47::text, $48::text, 'ticket', $7::text, $49::text, $50::text, $51::jsonb FROM ok),
ap AS (INSERT INTO audit_pending (estate_id, at, id) SELECT $1::uuid, $5::timestamptz, $44::uuid FROM ok),
o AS (INSERT INTO outbox (estate_id, id, at, kind, payload) SELECT $1::uuid, $52::uuid, $5::timestamptz, 'desk.created', $53::jsonb FROM ok),
s AS (INSERT INTO signal (estate_id, id, at, topic, ref) SELECT $1::uuid, $54::uuid, $5::timestamptz, 'ticket', $7::text FROM ok)
SELECT 1 AS made FROM ok`,
)

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

/** @returns false when a request with this client id was there before: nothing was written */
export async function createTicketRow(db: Db, c: Creation): Promise<boolean> {
  const t = c.ticket
  const made = await rows<{ made: number }>(db, creationSql, [
    t.estateId,
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
  ])
  return made.length > 0
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
