/** The queue: filter, search, sort, page and number in one statement, whatever the number of tickets. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Db, nameShape } from '../../core/db.ts'
import type { ListInput } from './contract-shapes.ts'
import type { TicketRecord } from './store.ts'
import { visible } from './store.ts'
import type { Viewpoint } from './viewpoint.ts'
import { gramQuery, placeOf } from './words.ts'

/** Counted no further than this: a screen says "1,000+" rather than waiting for a count of 100,000. */
export const COUNT_CAP = 1000

export type ListRow = Pick<
  TicketRecord,
  | 'id'
  | 'number'
  | 'kind'
  | 'class'
  | 'subtype'
  | 'severity'
  | 'state'
  | 'outcome'
  | 'text'
  | 'unit'
  | 'channel'
  | 'on_behalf'
  | 'assignee_name'
  | 'first_receiver_name'
  | 'due_clock'
  | 'late'
  | 'repeats'
  | 'paused'
  | 'accused_unit_id'
  | 'reveal_to_accused'
  | 'version'
> &
  Times

/** As the database writes them, or as instants where a whole ticket was read. */
type Times = {
  [K in 'received_at' | 'closed_at' | 'due_at' | 'due_soon_at']:
    | TicketRecord[K]
    | (null extends TicketRecord[K] ? string | null : string)
}

type Where = RawBuilder<SqlBool>

/**
 * What a row shows. Words are cut; times stay text, they only pass through to the screen. The unit comes by its key below:
 * a join is planned as a scan of all units while the house has no statistics.
 */
const ROW = `p.id, p.number, p.kind, p.class, p.subtype, p.severity, p.state, p.outcome, left(p.text, 200) AS text, p.channel, p.on_behalf,
  p.assignee_name, p.first_receiver_name, p.received_at::text, p.closed_at::text, p.due_at::text, p.due_clock, p.due_soon_at::text, p.late,
  p.repeats, p.paused, p.accused_unit_id, p.reveal_to_accused, p.version`

/**
 * One page and, where the page is full, the number of all, in one statement. The first pages of the queue's own filters
 * are prepared by name; a search is planned for its words, since a frequent one and a rare one want different plans.
 * @returns `total` up to COUNT_CAP; `more` when there are more than that
 */
export async function listTickets(
  db: Db,
  estateId: string,
  v: Viewpoint,
  input: ListInput,
  now: TicketRecord['received_at'],
  look: PhoneLook = {},
): Promise<{ rows: ListRow[]; total: number; more: boolean }> {
  const where = sql.join(conditions(estateId, v, input, now, look), sql` AND `)
  const counted = sql`(SELECT count(*)::int FROM (SELECT 1 FROM ticket t WHERE ${where} LIMIT ${sql.raw(String(COUNT_CAP + 1))}) c)`
  const order = orderOf(input)
  // limit and offset are integers by the contract; as parameters the planner would guess them to be a tenth of the table
  const page = sql.raw(`ORDER BY ${order('t')} OFFSET ${input.offset} LIMIT ${input.limit}`)
  const query = sql<ListRow & { n: number | null }>`SELECT ${sql.raw(ROW)},
      (SELECT u.label FROM unit u WHERE u.estate_id = ${estateId} AND u.id = p.unit_id) AS unit,
      CASE WHEN count(*) OVER () = ${sql.raw(String(input.limit))} THEN ${counted} END AS n
    FROM (SELECT t.* FROM ticket t WHERE ${where} ${page}) p ORDER BY ${sql.raw(order('p'))}`.compile(db)
  if (input.q === undefined && input.offset <= NAMED_UP_TO) nameShape('desk_list', query.sql)
  const { rows } = await db.executeQuery(query)
  const first = rows[0]
  if (typeof first?.n === 'number') return { rows, ...capped(first.n) }
  // a page that is not full has told the number itself; one past the end has not
  if (first !== undefined || input.offset === 0)
    return { rows, total: input.offset + rows.length, more: false }
  const alone = await sql<{ n: number }>`SELECT ${counted} AS n`.execute(db)
  return { rows, ...capped(alone.rows[0]?.n ?? 0) }
}

/** Pages further back are asked for seldom: planned as they come. */
const NAMED_UP_TO = 200

const capped = (n: number) => ({ total: Math.min(n, COUNT_CAP), more: n > COUNT_CAP })

function orderOf(input: ListInput): (table: string) => string {
  if (input.sort === 'oldest') return t => `${t}.id`
  const newest = input.sort === 'newest' || input.show === 'closed' || input.show === 'all'
  return newest ? t => `${t}.id DESC` : t => `${t}.due_at, ${t}.id`
}

function conditions(
  estateId: string,
  v: Viewpoint,
  input: ListInput,
  now: TicketRecord['received_at'],
  look: PhoneLook,
): Where[] {
  const out: Where[] = [sql`t.estate_id = ${estateId}`]
  if (v.reach !== 'all') out.push(visible(v, false))
  if (input.show === 'closed') out.push(sql`t.closed_at IS NOT NULL`)
  else if (input.show !== 'all') out.push(sql`t.closed_at IS NULL`)
  if (input.show === 'late') out.push(sql`t.due_at < ${now}`)
  if (input.show === 'soon') out.push(sql`t.due_at >= ${now} AND t.due_soon_at <= ${now}`)
  if (input.kind) out.push(sql`t.kind = ${input.kind}`)
  if (input.class) out.push(sql`t.class = ${input.class}`)
  if (input.severity) out.push(sql`t.severity = ${input.severity}`)
  if (input.unitId) out.push(sql`t.unit_id = ${input.unitId}`)
  if (input.mine === 'assigned') out.push(sql`t.assignee_id = ${v.accountId}::uuid`)
  if (input.mine === 'received') out.push(sql`t.first_receiver_id = ${v.accountId}::uuid`)
  if (input.mark) out.push(marked(input.mark))
  if (input.q) out.push(search(estateId, input.q, look))
  return out
}

/** S1-47 and what else the desk keeps an eye on. */
function marked(mark: NonNullable<ListInput['mark']>): Where {
  if (mark === 'repeated') return sql`t.repeats > 0`
  if (mark === 'postponed') return sql`t.postponed`
  if (mark === 'onBehalf') return sql`t.on_behalf`
  return sql`EXISTS (SELECT 1 FROM ticket_promise b WHERE b.estate_id = t.estate_id AND b.ticket_id = t.id
    AND b.chosen AND b.set_at IS NOT NULL AND b.amount > b.max AND b.stopped_at IS NULL)`
}

/** Blind values of a phone that was typed, or of its last four digits. */
export interface PhoneLook {
  phone?: Buffer | undefined
  tail?: Buffer | undefined
}

/** The caller's phone, or a registered person's with that phone; four digits are also the end of a number. */
function byPhone(estateId: string, q: string, look: PhoneLook): Where {
  const phone = look.phone ?? null
  const tail = look.tail ?? null
  return sql`(t.phone_blind = ${phone}::bytea OR t.phone_tail = ${tail}::bytea OR t.number LIKE ${`__-__${q}`}
    OR t.requester_person_id IN (SELECT p.id FROM person p WHERE p.estate_id = ${estateId}
      AND (p.phone_blind = ${phone}::bytea OR p.phone_tail = ${tail}::bytea)))`
}

/** 26-000123 is a number, 1-2-301 a room; everything else words of the text. */
function search(estateId: string, q: string, look: PhoneLook): Where {
  if (/^\d{2}-\d{6}$/.test(q)) return sql`t.number = ${q}`
  if (look.phone || look.tail) return byPhone(estateId, q, look)
  if (/^[0-9A-Za-z]+(-[0-9A-Za-z]+){1,2}$/.test(q)) {
    return sql`t.unit_id IN (SELECT u.id FROM unit u WHERE u.estate_id = ${estateId} AND starts_with(u.label, ${q}))`
  }
  const words = gramQuery(q, placeOf(estateId))
  return words === null ? sql`FALSE` : sql`t.grams @@ ${words}::tsquery`
}
