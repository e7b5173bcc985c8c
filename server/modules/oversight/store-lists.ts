/** SQL of the lists behind the figures; each is narrowed to a scope and to a region or estate in it. */
import { type SqlBool, sql } from 'kysely'
import type { ScopeWhere } from '../../core/access.ts'
import type { Instant } from '../../core/clock.ts'
import type { Db } from '../../core/db.ts'
import { NIL } from '../../core/ids.ts'
import { estatesCounted, estatesWithin } from '../estate/store.ts'
import { happenedWithin } from '../gate/store-passage.ts'

export interface Within {
  scope: ScopeWhere
  path: string | undefined
  estateId: string | undefined
  offset: number
  limit: number
}

function within(w: Within) {
  return sql<SqlBool>`${estatesWithin(w.scope)} AND (${w.estateId ?? null}::uuid IS NULL OR e.id = ${w.estateId ?? null}::uuid)
    AND (${w.path ?? null}::text IS NULL OR e.id IN ${estatesCounted(w.path ?? '')})`
}

export interface TicketRow {
  estate_id: string
  estate: string
  id: string
  number: string
  kind: 'complaint' | 'inquiry' | 'repair' | 'suggestion' | 'order'
  severity: string
  state: string
  outcome: string | null
  received_at: Instant
  due_at: Instant | null
  closed_at: Instant | null
  late: boolean
  satisfied: boolean | null
  total: number
}

/** Late means open, not paused, and past the nearest limit at this moment. */
export async function tickets(
  db: Db,
  w: Within,
  f: { show: 'open' | 'late' | 'closed' | 'all'; kind: string | undefined; now: Instant },
): Promise<TicketRow[]> {
  const late = sql<SqlBool>`(t.closed_at IS NULL AND NOT t.paused AND t.due_at < ${f.now})`
  const show = {
    open: sql<SqlBool>`t.closed_at IS NULL`,
    late,
    closed: sql<SqlBool>`t.closed_at IS NOT NULL`,
    all: sql<SqlBool>`TRUE`,
  }[f.show]
  const found =
    await sql<TicketRow>`SELECT t.estate_id, e.name AS estate, t.id, t.number, t.kind, t.severity, t.state, t.outcome,
      t.received_at, t.due_at, t.closed_at, coalesce(${late}, false) AS late, t.satisfied, count(*) OVER ()::int AS total
    FROM ticket t JOIN estate e ON e.id = t.estate_id
    WHERE ${within(w)} AND ${show} AND (${f.kind ?? null}::text IS NULL OR t.kind = ${f.kind ?? ''})
    ORDER BY t.due_at NULLS LAST, t.received_at DESC, t.id OFFSET ${w.offset} LIMIT ${w.limit}`.execute(db)
  return found.rows
}

export interface PassageRow {
  estate_id: string
  estate: string
  id: string
  at: Instant
  gate: string | null
  direction: 'in' | 'out'
  subject: 'person' | 'vehicle'
  outcome: 'passed' | 'refused'
  refusal: string | null
  emergency: boolean
  total: number
}

export async function passages(
  db: Db,
  w: Within,
  f: {
    from: Instant
    until: Instant
    direction: string | undefined
    outcome: string | undefined
    subject: string | undefined
  },
): Promise<PassageRow[]> {
  const found =
    await sql<PassageRow>`SELECT p.estate_id, e.name AS estate, p.id, p.at, g.name AS gate, p.direction, p.subject, p.outcome,
      p.refusal, p.emergency IS NOT NULL AS emergency, count(*) OVER ()::int AS total
    FROM passage p JOIN estate e ON e.id = p.estate_id LEFT JOIN gate g ON g.estate_id = p.estate_id AND g.id = p.gate_id
    WHERE ${happenedWithin(f.from, f.until)} AND ${within(w)}
      AND (${f.direction ?? null}::text IS NULL OR p.direction = ${f.direction ?? ''})
      AND (${f.outcome ?? null}::text IS NULL OR p.outcome = ${f.outcome ?? ''})
      AND (${f.subject ?? null}::text IS NULL OR p.subject = ${f.subject ?? ''})
    ORDER BY p.at DESC, p.id OFFSET ${w.offset} LIMIT ${w.limit}`.execute(db)
  return found.rows
}

export interface IncidentRow {
  estate_id: string
  estate: string
  id: string
  number: string
  kind: 'crash' | 'ram' | 'dispute' | 'other'
  state: 'open' | 'handed' | 'closed'
  at: Instant
  gate: string | null
  total: number
}

export async function incidents(
  db: Db,
  w: Within,
  f: { from: Instant; until: Instant; kind: string | undefined; state: string | undefined },
): Promise<IncidentRow[]> {
  const found =
    await sql<IncidentRow>`SELECT i.estate_id, e.name AS estate, i.id, i.number, i.kind, i.state, i.happened_at AS at,
      g.name AS gate, count(*) OVER ()::int AS total
    FROM gate_incident i JOIN estate e ON e.id = i.estate_id LEFT JOIN gate g ON g.estate_id = i.estate_id AND g.id = i.gate_id
    WHERE i.happened_at >= ${f.from} AND i.happened_at < ${f.until} AND ${within(w)}
      AND (${f.kind ?? null}::text IS NULL OR i.kind = ${f.kind ?? ''})
      AND (${f.state ?? null}::text IS NULL OR i.state = ${f.state ?? ''})
    ORDER BY i.happened_at DESC, i.id OFFSET ${w.offset} LIMIT ${w.limit}`.execute(db)
  return found.rows
}

export interface InsideRow {
  estate_id: string
  estate: string
  id: string
  kind: 'resident' | 'visitor' | 'worker'
  since: Instant | null
  gate: string | null
  overstay: boolean
  total: number
}

/** Who the figure counts: the estate's own book and that of its running closure. Past their time first. */
export async function inside(
  db: Db,
  w: Within,
  f: { kind: string | undefined; overstay: boolean; now: Instant },
): Promise<InsideRow[]> {
  const overstay = sql<SqlBool>`coalesce(r.due_out_at < ${f.now}, false)`
  const found =
    await sql<InsideRow>`SELECT r.estate_id, e.name AS estate, r.id, r.kind, r.last_at AS since, g.name AS gate,
      ${overstay} AS overstay, count(*) OVER ()::int AS total
    FROM registrant r JOIN estate e ON e.id = r.estate_id
    LEFT JOIN closure c ON c.estate_id = r.estate_id AND c.state = 'active' AND c.starts_at <= ${f.now} AND ${f.now} < c.ends_at
    LEFT JOIN gate g ON g.estate_id = r.estate_id AND g.id = r.last_gate_id
    WHERE r.last_direction = 'in' AND (r.closure_id = ${NIL} OR r.closure_id = c.id) AND ${within(w)}
      AND (${f.kind ?? null}::text IS NULL OR r.kind = ${f.kind ?? ''})
      AND (NOT ${f.overstay} OR ${overstay})
    ORDER BY ${overstay} DESC, r.last_at DESC NULLS LAST, r.id OFFSET ${w.offset} LIMIT ${w.limit}`.execute(
      db,
    )
  return found.rows
}

export interface PostRow {
  estate_id: string
  estate: string
  id: string
  post: string
  kind: string
  present: number
  since: Instant | null
  alarmed: string | null
  total: number
}

export async function posts(db: Db, w: Within, unattended: boolean): Promise<PostRow[]> {
  const found = await sql<PostRow>`SELECT p.estate_id, e.name AS estate, p.id, p.name AS post, p.kind,
      (SELECT count(*) FROM presence x WHERE x.estate_id = p.estate_id AND x.post_id = p.id AND x.out_at IS NULL)::int AS present,
      v.since, v.alarmed_name AS alarmed, count(*) OVER ()::int AS total
    FROM post p JOIN estate e ON e.id = p.estate_id
    LEFT JOIN vacancy v ON v.estate_id = p.estate_id AND v.post_id = p.id AND v.ended_at IS NULL
    WHERE p.closed_at IS NULL AND ${within(w)} AND (NOT ${unattended} OR v.id IS NOT NULL)
    ORDER BY v.since NULLS LAST, e.name, p.name, p.id OFFSET ${w.offset} LIMIT ${w.limit}`.execute(db)
  return found.rows
}
