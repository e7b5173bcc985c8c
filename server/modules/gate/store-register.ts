/**
 * One registration is one statement: the request's own row (so a repeat changes nothing), persons, passages, the use of
 * a pass, the hour's counters, audit and outbox. It is all or nothing by itself; several that wait share a commit.
 */
import { type Db, hotSql, isRefusal, rows } from '../../core/db.ts'
import { grouped } from '../../core/group.ts'
import type { House } from '../../core/house.ts'

/** A person or vehicle of an attempt, as the statement takes it; bytes in hex. */
export interface Item {
  n: number
  row_id: string
  subject: 'person' | 'vehicle'
  /** known already */
  registrant: string | null
  /** the id a new registrant gets; null when none is to be made */
  fresh: string | null
  kind: string | null
  label: string | null
  /** name, ID, phone: kept with the registrant */
  who: string | null
  /** kept with the passage */
  sealed: string | null
  /** destination and reason, offered next time */
  trip: string | null
  plate: string | null
  id_blind: string | null
  last4: string | null
  initials: string | null
  plate_blind: string | null
  mask: boolean | null
  licence: boolean | null
  driving: boolean | null
  occupants: number | null
}

/** The statement's parameters by name, each with its type: `:now` becomes `$2::timestamptz`. */
export const registerParams = {
  estate: 'uuid',
  now: 'timestamptz',
  book: 'uuid',
  closure: 'uuid',
  items: 'jsonb',
  answer: 'jsonb',
  offline: 'boolean',
  strict: 'boolean',
  client: 'text',
  actor: 'text',
  passed: 'boolean',
  direction: 'text',
  pass: 'uuid',
  gate: 'uuid',
  due: 'timestamptz',
  happened: 'timestamptz',
  attempt: 'uuid',
  lane: 'uuid',
  terminal: 'uuid',
  refusal: 'text',
  note: 'text',
  emergency: 'text',
  actor_name: 'text',
  device_at: 'timestamptz',
  conflict: 'text',
  counts: 'jsonb',
  use_pass: 'uuid',
  day: 'date',
  hour: 'smallint',
  slot: 'smallint',
  audit_id: 'uuid',
  actor_kind: 'text',
  device: 'text',
  request_id: 'text',
  audit_reason: 'text',
  audit_after: 'jsonb',
  outbox_id: 'uuid',
  job: 'text',
  payload: 'jsonb',
} as const

export type RegisterParams = Record<keyof typeof registerParams, unknown>

const order = Object.keys(registerParams) as (keyof typeof registerParams)[]

const statement = `WITH p AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset(:items) AS x(n int, row_id uuid, subject text, registrant uuid, fresh uuid, kind text, label text, who text,
    sealed text, trip text, plate text, id_blind text, last4 text, initials text, plate_blind text, mask boolean, licence boolean, driving boolean, occupants int)),
u AS MATERIALIZED (SELECT id, label FROM unit WHERE estate_id = :estate AND label = ANY(ARRAY(SELECT label FROM p))),
g AS MATERIALIZED (
  SELECT p.n, coalesce(a.id, b.id) AS id, coalesce(a.last_direction, b.last_direction) AS last, coalesce(a.unit_id, b.unit_id) AS unit_id,
    coalesce(a.unit_label, b.unit_label) AS unit_label
  FROM p LEFT JOIN registrant a ON a.estate_id = :estate AND a.id = p.registrant AND a.closure_id = :book
    LEFT JOIN registrant b ON b.estate_id = :estate AND b.closure_id = :book AND b.id_blind = decode(p.id_blind, 'hex')
  WHERE p.subject = 'person'),
vl AS MATERIALIZED (
  SELECT p.n, t.last_direction AS last FROM p
    JOIN gate_vehicle t ON t.estate_id = :estate AND t.closure_id = :book AND t.plate_blind = decode(p.plate_blind, 'hex')
  WHERE p.subject = 'vehicle'),
ps AS MATERIALIZED (SELECT id FROM pass WHERE :use_pass IS NOT NULL AND estate_id = :estate AND id = :use_pass AND state = 'live' AND used < uses FOR UPDATE),
seen AS (SELECT
  CASE WHEN :closure IS NULL THEN :offline OR NOT EXISTS (SELECT 1 FROM closure c WHERE c.estate_id = :estate AND c.state = 'active' AND c.starts_at <= :now AND :now < c.ends_at)
    ELSE EXISTS (SELECT 1 FROM closure c WHERE c.estate_id = :estate AND c.id = :closure AND c.state = 'active') END AS closure_ok,
  (SELECT min(p.label) FROM p WHERE :strict AND p.label IS NOT NULL AND NOT EXISTS (SELECT 1 FROM u WHERE u.label = p.label)) AS no_unit,
  EXISTS (SELECT 1 FROM p JOIN g ON g.n = p.n WHERE p.registrant IS NOT NULL AND g.id IS NULL) AS no_registrant,
  (:use_pass IS NULL OR EXISTS (SELECT 1 FROM ps)) AS pass_ok),
r AS (INSERT INTO request (estate_id, client_id, verb, actor, at, answer)
  SELECT :estate, :client, 'gate.register', :actor, :now, :answer || jsonb_build_object('vehicleMissing', (
    SELECT CASE WHEN :passed AND vl.last = :direction THEN CASE :direction WHEN 'in' THEN 'exit' ELSE 'entry' END END FROM vl),
  'persons', coalesce((
    SELECT jsonb_agg(jsonb_build_object('registrantId', CASE WHEN :passed THEN coalesce(g.id, p.fresh) ELSE g.id END,
      'missing', CASE WHEN :passed AND g.last = :direction THEN CASE :direction WHEN 'in' THEN 'exit' ELSE 'entry' END END) ORDER BY p.n)
    FROM p JOIN g ON g.n = p.n), '[]'::jsonb))
  FROM seen WHERE closure_ok AND no_unit IS NULL AND NOT no_registrant AND pass_ok
  ON CONFLICT DO NOTHING RETURNING answer),
mk AS (INSERT INTO registrant (estate_id, id, closure_id, kind, unit_id, unit_label, sealed, trip, id_blind, last4_blind, initials_blind, plate, plate_blind,
    pass_id, last_direction, last_at, last_gate_id, due_out_at, made_at)
  SELECT :estate, p.fresh, :book, p.kind, u.id, p.label, decode(p.who, 'hex'), decode(p.trip, 'hex'), decode(p.id_blind, 'hex'), decode(p.last4, 'hex'),
    decode(p.initials, 'hex'), decode(p.plate, 'hex'), decode(p.plate_blind, 'hex'), :pass, :direction, :now, :gate, :due, :now
  FROM r, p LEFT JOIN u ON u.label = p.label WHERE :passed AND p.subject = 'person' AND p.registrant IS NULL AND p.fresh IS NOT NULL
  ON CONFLICT (estate_id, closure_id, id_blind) DO UPDATE SET kind = excluded.kind, unit_id = excluded.unit_id, unit_label = excluded.unit_label,
    sealed = excluded.sealed, trip = excluded.trip, last4_blind = excluded.last4_blind, initials_blind = excluded.initials_blind,
    plate = coalesce(excluded.plate, registrant.plate), plate_blind = coalesce(excluded.plate_blind, registrant.plate_blind),
    pass_id = coalesce(excluded.pass_id, registrant.pass_id), last_direction = excluded.last_direction, last_at = excluded.last_at,
    last_gate_id = excluded.last_gate_id, due_out_at = excluded.due_out_at
  RETURNING id, id_blind),
up AS (UPDATE registrant t SET last_direction = :direction, last_at = :now, last_gate_id = :gate, trip = coalesce(decode(p.trip, 'hex'), t.trip),
    plate = coalesce(decode(p.plate, 'hex'), t.plate), plate_blind = coalesce(decode(p.plate_blind, 'hex'), t.plate_blind),
    due_out_at = CASE WHEN :direction = 'in' THEN coalesce(:due, t.due_out_at) ELSE t.due_out_at END
  FROM p, r WHERE :passed AND t.estate_id = :estate AND t.closure_id = :book AND t.id = p.registrant),
vu AS (INSERT INTO gate_vehicle AS t (estate_id, closure_id, plate_blind, last_direction, last_at)
  SELECT :estate, :book, decode(p.plate_blind, 'hex'), :direction, :now FROM r, p WHERE :passed AND p.subject = 'vehicle'
  ON CONFLICT (estate_id, closure_id, plate_blind) DO UPDATE SET last_direction = excluded.last_direction, last_at = excluded.last_at),
px AS (UPDATE pass SET used = pass.used + 1, state = CASE WHEN pass.used + 1 >= pass.uses THEN 'used' ELSE pass.state END
  FROM r WHERE :use_pass IS NOT NULL AND pass.estate_id = :estate AND pass.id = :use_pass),
pg AS (INSERT INTO passage (estate_id, at, id, attempt_id, closure_id, gate_id, lane_id, terminal_id, direction, subject, outcome, refusal, note, emergency, mask,
    unit_id, unit_label, registrant_id, pass_id, plate_blind, licence_checked, driving_checked, occupants, missing, sealed, by_id, by_name, client_id,
    device_at, offline, conflict, happened_at)
  SELECT :estate, :now, p.row_id, :attempt, :closure, :gate, :lane, :terminal, :direction, p.subject, CASE WHEN :passed THEN 'passed' ELSE 'refused' END, :refusal, :note, :emergency, p.mask,
    coalesce(u.id, g.unit_id), coalesce(p.label, g.unit_label), CASE WHEN :passed THEN coalesce(g.id, mk.id, p.fresh) ELSE g.id END, :pass, decode(p.plate_blind, 'hex'),
    p.licence, p.driving, p.occupants,
    CASE WHEN :passed AND coalesce(g.last, vl.last) = :direction THEN CASE :direction WHEN 'in' THEN 'exit' ELSE 'entry' END END,
    decode(p.sealed, 'hex'), :actor, :actor_name, :client, :device_at, :offline, :conflict, CASE WHEN :offline THEN :happened END
  FROM r, p LEFT JOIN g ON g.n = p.n LEFT JOIN vl ON vl.n = p.n LEFT JOIN u ON u.label = p.label LEFT JOIN mk ON mk.id_blind = decode(p.id_blind, 'hex')),
hr AS (INSERT INTO gate_hour AS h (estate_id, day, hour, slot, persons_in, persons_out, vehicles_in, vehicles_out, refusals, emergencies)
  SELECT :estate, :day, :hour, :slot, c.persons_in, c.persons_out, c.vehicles_in, c.vehicles_out, c.refusals, c.emergencies
  FROM r, jsonb_to_record(:counts) AS c(persons_in int, persons_out int, vehicles_in int, vehicles_out int, refusals int, emergencies int)
  ON CONFLICT (estate_id, day, hour, slot) DO UPDATE SET persons_in = h.persons_in + excluded.persons_in, persons_out = h.persons_out + excluded.persons_out,
    vehicles_in = h.vehicles_in + excluded.vehicles_in, vehicles_out = h.vehicles_out + excluded.vehicles_out,
    refusals = h.refusals + excluded.refusals, emergencies = h.emergencies + excluded.emergencies),
au AS (INSERT INTO audit (estate_id, at, id, actor_kind, actor_id, actor_name, action, subject, subject_id, device, request_id, reason, after)
  SELECT :estate, :now, :audit_id, :actor_kind, :actor, :actor_name, 'gate.register', 'passage', :attempt::text, :device, :request_id, :audit_reason, :audit_after FROM r),
ap AS (INSERT INTO audit_pending (estate_id, at, id) SELECT :estate, :now, :audit_id FROM r),
ob AS (INSERT INTO outbox (estate_id, id, at, kind, payload) SELECT :estate, :outbox_id, :now, :job, :payload FROM r WHERE :job IS NOT NULL)
SELECT (SELECT answer FROM r) AS answer, seen.* FROM seen`

/** The statement's answer; `answer` is null when nothing was written: a repeat, or one of the reasons beside it. */
export interface RegisterResult {
  answer: unknown
  closure_ok: boolean
  no_unit: string | null
  no_registrant: boolean
  pass_ok: boolean
}

/** Prepared by name: planning its dozen parts anew cost 3.5 ms of database time at each person. */
export const registerSql = hotSql(
  'gate_register',
  statement.replace(
    /(?<!:):([a-z]\w*)/g,
    (_, name: keyof typeof registerParams) => `$${order.indexOf(name) + 1}::${registerParams[name]}`,
  ),
)

async function run(db: Db, params: RegisterParams): Promise<RegisterResult> {
  const [row] = await rows<RegisterResult>(
    db,
    registerSql,
    order.map(name => params[name]),
  )
  if (row === undefined) throw new Error('the registering statement answers one row')
  return row
}

/** Registrations of one lane wait for each other, so that no two of this process stand before the same hour's counter. */
const LANES = 4
const SIZES = [8, 7, 6, 5, 4, 3, 2, 1] as const

type Register = (params: RegisterParams) => Promise<RegisterResult>
const writers = new WeakMap<House, Map<string, Register>>()

function writer(house: House, params: RegisterParams): Register {
  const mine = writers.get(house) ?? new Map<string, Register>()
  writers.set(house, mine)
  const lane = `${params.estate} ${Number(params.slot) % LANES}`
  const known =
    mine.get(lane) ??
    grouped<RegisterParams, RegisterResult>({
      sizes: SIZES,
      atOnce: 1,
      // counters are locked in the order of their slots, also against another process
      key: p => `${String(p.slot).padStart(2, '0')} ${p.client}`,
      write: group => together(house, group),
      apart: isRefusal,
    })
  mine.set(lane, known)
  return known
}

async function together(house: House, group: readonly RegisterParams[]): Promise<RegisterResult[]> {
  const [first] = group
  if (first !== undefined && group.length === 1) return [await run(house.db, first)]
  return house.db.transaction().execute(async tx => {
    const out: RegisterResult[] = []
    for (const params of group) out.push(await run(tx, params))
    return out
  })
}

/**
 * Registers, in one commit with what waits at the same terminals' counters at this moment: at 32 terminals most of the
 * time went into waiting for the log and for each other's counters. Inside a transaction it goes with that.
 */
export function runRegister(house: House, db: Db, params: RegisterParams): Promise<RegisterResult> {
  return db.isTransaction ? run(db, params) : writer(house, params)(params)
}

/** The answer of the same client id before, if any; 'other' when it belonged to somebody else or another act. */
export async function firstRegister(
  db: Db,
  estateId: string,
  clientId: string,
  actor: string,
): Promise<unknown | 'other'> {
  const [found] = await rows<{ verb: string; actor: string; answer: unknown }>(
    db,
    'SELECT verb, actor, answer FROM request WHERE estate_id = $1 AND client_id = $2',
    [estateId, clientId],
  )
  if (found === undefined) return undefined
  return found.verb === 'gate.register' && found.actor === actor ? found.answer : 'other'
}
