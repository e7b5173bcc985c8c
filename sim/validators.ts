/**
 * What the house promises, in words, each with the rows that break it: read after every step of a simulated town. They look
 * at the tables and at a journal kept outside the program, never at the program's own opinion.
 */
import type pg from 'pg'

/** A pool, or one connection of the owner. */
interface Db {
  query<R extends pg.QueryResultRow>(sql: string, params?: unknown[]): Promise<pg.QueryResult<R>>
}

/** An answered write, as the one who sent it noted it. */
export interface Answered {
  clientId: string
  estateId: string
  what: 'ticket' | 'passage' | 'act'
  /** the ticket, the attempt, or the ticket acted on */
  id: string
  /** an act's name as the audit knows it: ticket.take … */
  action?: string
  persons?: number
  vehicles?: number
}

export interface Validator {
  promise: string
  /** Compares with the journal: only when no request waits for its answer. */
  settled?: true
  /** What breaks the promise, one line each; empty when it holds. */
  broken(db: Db, journal: readonly Answered[]): Promise<string[]>
}

async function lines(db: Db, sql: string, params: readonly unknown[] = []): Promise<string[]> {
  const found = await db.query<{ line: string }>(sql, [...params])
  return found.rows.map(r => r.line)
}

const idsOf = (journal: readonly Answered[], what: Answered['what']) =>
  journal.filter(a => a.what === what).map(a => a.id)

/** Each answered id once in the table; what stands there without an answer is told too, once nothing is in flight. */
async function onceEach(db: Db, sql: string, answered: readonly string[], what: string): Promise<string[]> {
  const found = await db.query<{ id: string; n: number }>(sql)
  const kept = new Map(found.rows.map(r => [r.id, r.n]))
  const wanted = new Set(answered)
  return [
    ...[...wanted].filter(id => !kept.has(id)).map(id => `${what} ${id} was answered and is not there`),
    ...[...kept].filter(([id]) => !wanted.has(id)).map(([id]) => `${what} ${id} is there, nobody was told`),
    ...[...kept].filter(([, n]) => n > 1).map(([id, n]) => `${what} ${id} is there ${n} times`),
  ]
}

export const validators: readonly Validator[] = [
  {
    promise: 'no passage without a person or a plate',
    broken: db =>
      lines(
        db,
        `SELECT 'passage ' || id || ' of nobody' AS line FROM passage WHERE outcome = 'passed'
           AND CASE subject WHEN 'person' THEN registrant_id IS NULL ELSE plate_blind IS NULL END`,
      ),
  },
  {
    promise: 'every answered ticket is there once, and none that nobody was told of',
    settled: true,
    broken: (db, journal) =>
      onceEach(
        db,
        'SELECT id::text, count(*)::int AS n FROM ticket GROUP BY 1',
        idsOf(journal, 'ticket'),
        'ticket',
      ),
  },
  {
    promise: 'every answered registration is there once, with as many rows as persons and vehicles',
    settled: true,
    broken: async (db, journal) => {
      const found = await db.query<{ id: string; persons: number; vehicles: number; by: number }>(
        `SELECT attempt_id::text AS id, count(*) FILTER (WHERE subject = 'person')::int AS persons,
           count(*) FILTER (WHERE subject = 'vehicle')::int AS vehicles, count(DISTINCT client_id)::int AS by FROM passage GROUP BY 1`,
      )
      const kept = new Map(found.rows.map(r => [r.id, r]))
      const wanted = new Map(journal.filter(a => a.what === 'passage').map(a => [a.id, a]))
      return [
        ...[...wanted.values()].flatMap(a => {
          const row = kept.get(a.id)
          if (!row) return [`attempt ${a.id} was answered and is not there`]
          const same = row.persons === a.persons && row.vehicles === a.vehicles && row.by === 1
          return same ? [] : [`attempt ${a.id} has ${row.persons} persons, ${row.vehicles} vehicles`]
        }),
        ...[...kept.keys()]
          .filter(id => !wanted.has(id))
          .map(id => `attempt ${id} is there, nobody was told`),
      ]
    },
  },
  {
    promise: 'the hours’ counters equal the passages',
    broken: db =>
      lines(
        db,
        `WITH rows AS (
           SELECT p.estate_id, (coalesce(p.happened_at, p.at) AT TIME ZONE 'Asia/Shanghai')::date AS day,
             extract(hour FROM coalesce(p.happened_at, p.at) AT TIME ZONE 'Asia/Shanghai')::int AS hour,
             count(*) FILTER (WHERE outcome = 'passed' AND subject = 'person' AND direction = 'in') AS pin,
             count(*) FILTER (WHERE outcome = 'passed' AND subject = 'person' AND direction = 'out') AS pout,
             count(*) FILTER (WHERE outcome = 'passed' AND subject = 'vehicle' AND direction = 'in') AS vin,
             count(*) FILTER (WHERE outcome = 'passed' AND subject = 'vehicle' AND direction = 'out') AS vout,
             count(*) FILTER (WHERE outcome = 'refused') AS refused FROM passage p GROUP BY 1, 2, 3),
         told AS (
           SELECT estate_id, day, hour::int, sum(persons_in) AS pin, sum(persons_out) AS pout, sum(vehicles_in) AS vin, sum(vehicles_out) AS vout,
             sum(refusals) AS refused FROM gate_hour GROUP BY 1, 2, 3)
         SELECT 'hour ' || coalesce(r.day, t.day) || ' ' || coalesce(r.hour, t.hour) || ': ' || concat_ws(',', t.pin, t.pout, t.vin, t.vout, t.refused)
             || ' told, ' || concat_ws(',', r.pin, r.pout, r.vin, r.vout, r.refused) || ' there' AS line
         FROM rows r FULL JOIN told t ON t.estate_id = r.estate_id AND t.day = r.day AND t.hour = r.hour
         WHERE (r.pin, r.pout, r.vin, r.vout, r.refused) IS DISTINCT FROM (t.pin, t.pout, t.vin, t.vout, t.refused)`,
      ),
  },
  {
    promise: 'every ticket has its promises, and its time left is that of the nearest that runs',
    broken: db =>
      lines(
        db,
        `SELECT 'ticket ' || t.number || ' has no promise' AS line FROM ticket t
           WHERE NOT EXISTS (SELECT 1 FROM ticket_promise p WHERE p.estate_id = t.estate_id AND p.ticket_id = t.id)
         UNION ALL
         SELECT 'ticket ' || t.number || ' shows ' || coalesce(t.due_at::text, 'nothing') || ', its nearest is ' || coalesce(n.due::text, 'nothing')
         FROM ticket t, LATERAL (SELECT min(p.due_at) AS due FROM ticket_promise p
           WHERE p.estate_id = t.estate_id AND p.ticket_id = t.id AND p.met_at IS NULL AND p.stopped_at IS NULL) n
         WHERE t.closed_at IS NULL AND NOT t.paused AND t.due_at IS DISTINCT FROM n.due`,
      ),
  },
  {
    promise: 'no promise is due before it began',
    broken: db => lines(db, `SELECT 'promise ' || id AS line FROM ticket_promise WHERE due_at < start_at`),
  },
  {
    promise: 'no two tickets of an estate share a number',
    broken: db =>
      lines(
        db,
        `SELECT number || ' stands ' || count(*) || ' times' AS line FROM ticket GROUP BY estate_id, number HAVING count(*) > 1`,
      ),
  },
  {
    promise: 'one audit row for each write, and none for what did not happen',
    settled: true,
    broken: async (db, journal) => {
      const found = await db.query<{ key: string; n: number }>(
        `SELECT action || ' ' || subject_id AS key, count(*)::int AS n FROM audit
         WHERE action = ANY('{ticket.create,ticket.take,ticket.arrive,gate.register}') GROUP BY 1`,
      )
      const kept = new Map(found.rows.map(r => [r.key, r.n]))
      const name = (a: Answered) => a.action ?? (a.what === 'ticket' ? 'ticket.create' : 'gate.register')
      const wanted = new Map<string, Set<string>>()
      for (const a of journal) {
        const key = `${name(a)} ${a.id}`
        wanted.set(key, (wanted.get(key) ?? new Set()).add(a.clientId))
      }
      const odd = (key: string) => (wanted.get(key)?.size ?? 0) !== (kept.get(key) ?? 0)
      return [...new Set([...kept.keys(), ...wanted.keys()])]
        .filter(odd)
        .map(key => `${key}: ${wanted.get(key)?.size ?? 0} answered, ${kept.get(key) ?? 0} in the audit`)
    },
  },
  {
    promise: 'every audit row waits for its seal or has it',
    broken: db =>
      lines(
        db,
        `SELECT 'audit ' || a.id AS line FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.estate_id = a.estate_id AND s.audit_at = a.at AND s.audit_id = a.id)
           AND NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.estate_id = a.estate_id AND p.at = a.at AND p.id = a.id)`,
      ),
  },
]

/**
 * Every broken promise with what breaks it.
 * @param settled no request waits for its answer, so that the journal is whole
 */
export async function brokenPromises(
  db: Db,
  journal: readonly Answered[],
  settled = true,
): Promise<string[]> {
  const out: string[] = []
  for (const v of validators.filter(x => settled || !x.settled))
    for (const line of await v.broken(db, journal)) out.push(`${v.promise}: ${line}`)
  return out
}
