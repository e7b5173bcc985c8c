/**
 * A lane's events in one statement (S4-18, SX-13): the dedupe rows, events, further frames of a car, where each plate was
 * last let through, the hour's counters, audit, news and the screens' signal. As many events of an estate as wait go into
 * one; it commits all or nothing without a transaction around it.
 */
import { type Db, hotSql, rows } from '../../core/db.ts'

/** One event as the statement takes it; bytes in hex, times in text. */
export interface EventItem {
  n: number
  id: string
  at: string
  device: string | null
  record: string | null
  /** what stands in the dedupe row; the device's time or a fixed one */
  seen_time: string
  device_at: string | null
  lane: string
  gate: string
  direction: 'in' | 'out'
  subject: 'vehicle' | 'card'
  replay: boolean
  manual: boolean
  sealed: string | null
  blind: string | null
  read: string | null
  plate_kind: string | null
  colour: string | null
  vehicle: string
  confidence: number | null
  outcome: string
  code: string
  right_kind: string | null
  right_id: string | null
  near: string | null
  marks: string[]
  through: boolean
  opened_by: string | null
  picture: string | null
  note: string | null
  settled_by: string | null
  settled_as: string | null
  /** a further frame of this event's car */
  same_id: string | null
  same_at: string | null
  /** a held reading of the same car that this one makes void */
  over_id: string | null
  over_at: string | null
  passed_at: string
  day: string
  hour: number
  audit_id: string
  actor_kind: string
  actor: string
  actor_name: string
  reason: string | null
  outbox_id: string
  job: string | null
  payload: object | null
}

export interface Stored {
  n: number
  fresh: boolean
  event_id: string | null
  /** when the event that has this record was stored, milliseconds since 1970; null for a fresh one */
  event_ms: number | null
  outcome: string | null
  code: string | null
}

const shape = `n int, id uuid, at timestamptz, device uuid, record text, seen_time timestamptz, device_at timestamptz, lane uuid, gate uuid, direction text,
  subject text, replay boolean, manual boolean, sealed text, blind text, read text, plate_kind text, colour text, vehicle text, confidence smallint,
  outcome text, code text, right_kind text, right_id uuid, near text, marks jsonb, through boolean, opened_by text, picture uuid, note text,
  settled_by text, settled_as text, same_id uuid, same_at timestamptz, over_id uuid, over_at timestamptz, passed_at timestamptz, day date, hour smallint,
  audit_id uuid, actor_kind text, actor text, actor_name text, reason text, outbox_id uuid, job text, payload jsonb`

const FRAMES = `fr AS (UPDATE lane_event e SET frames = e.frames + c.more
  FROM (SELECT f.same_id, f.same_at, count(*)::int AS more FROM f WHERE f.same_id IS NOT NULL GROUP BY 1, 2) c
  WHERE e.estate_id = $1::uuid AND e.at = c.same_at AND e.id = c.same_id),
ov AS (UPDATE lane_event e SET settled_at = f.at, settled_by = f.actor, settled_as = 'superseded' FROM f
  WHERE f.over_id IS NOT NULL AND e.estate_id = $1::uuid AND e.at = f.over_at AND e.id = f.over_id AND e.settled_at IS NULL),
`

/**
 * $1 estate, $2 items, $3 signal id, $4 now, $5 request id. A record that is there already is looked up by its key, one
 * by one (LATERAL … LIMIT 1): as a join the planner reads all records of the estate for a handful of items.
 */
const textFor = (
  earlier: string,
) => `WITH p AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($2::jsonb) AS x(${shape})),
seen AS (INSERT INTO device_seen (estate_id, device_id, record, device_time, at, event_id, event_at)
  SELECT $1::uuid, p.device, p.record, p.seen_time, p.at, coalesce(p.same_id, p.id), coalesce(p.same_at, p.at) FROM p WHERE p.device IS NOT NULL
  ON CONFLICT DO NOTHING RETURNING device_id, record, device_time),
f AS MATERIALIZED (SELECT p.* FROM p WHERE p.device IS NULL OR EXISTS (
  SELECT 1 FROM seen s WHERE s.device_id = p.device AND s.record = p.record AND s.device_time = p.seen_time)),
ev AS (INSERT INTO lane_event (estate_id, at, id, device_id, lane_id, gate_id, direction, subject, device_at, record, replay, manual, plate_sealed,
    plate_blind, read_sealed, plate_kind, plate_colour, vehicle_kind, confidence, outcome, code, right_kind, right_id, near_sealed, marks, let_through,
    opened_by, picture_id, note, settled_at, settled_by, settled_as)
  SELECT $1::uuid, f.at, f.id, f.device, f.lane, f.gate, f.direction, f.subject, f.device_at, f.record, f.replay, f.manual, decode(f.sealed, 'hex'),
    decode(f.blind, 'hex'), decode(f.read, 'hex'), f.plate_kind, f.colour, f.vehicle, f.confidence, f.outcome, f.code, f.right_kind, f.right_id,
    decode(f.near, 'hex'), ARRAY(SELECT jsonb_array_elements_text(f.marks)), f.through, f.opened_by, f.picture, f.note,
    CASE WHEN f.settled_as IS NOT NULL THEN f.at END, f.settled_by, f.settled_as
  FROM f WHERE f.same_id IS NULL),
${earlier}pl AS (INSERT INTO lane_plate AS t (estate_id, plate_blind, plate_sealed, direction, at, lane_id, event_id, right_kind)
  SELECT DISTINCT ON (f.blind) $1::uuid, decode(f.blind, 'hex'), decode(f.sealed, 'hex'), f.direction, f.passed_at, f.lane, f.id, f.right_kind
  FROM f WHERE f.through AND f.blind IS NOT NULL AND f.same_id IS NULL AND f.subject = 'vehicle' ORDER BY f.blind, f.passed_at DESC
  ON CONFLICT (estate_id, plate_blind) DO UPDATE SET plate_sealed = excluded.plate_sealed, direction = excluded.direction, at = excluded.at,
    lane_id = excluded.lane_id, event_id = excluded.event_id, right_kind = excluded.right_kind WHERE t.at <= excluded.at),
hr AS (INSERT INTO lane_hour AS h (estate_id, day, hour, lane_id, passed_in, passed_out, held, refused, replayed)
  SELECT $1::uuid, f.day, f.hour, f.lane, count(*) FILTER (WHERE f.through AND f.direction = 'in'), count(*) FILTER (WHERE f.through AND f.direction = 'out'),
    count(*) FILTER (WHERE f.outcome = 'hold'), count(*) FILTER (WHERE f.outcome = 'refuse'), count(*) FILTER (WHERE f.replay)
  FROM f WHERE f.same_id IS NULL AND f.subject = 'vehicle' GROUP BY f.day, f.hour, f.lane
  ON CONFLICT (estate_id, day, hour, lane_id) DO UPDATE SET passed_in = h.passed_in + excluded.passed_in, passed_out = h.passed_out + excluded.passed_out,
    held = h.held + excluded.held, refused = h.refused + excluded.refused, replayed = h.replayed + excluded.replayed),
au AS (INSERT INTO audit (estate_id, at, id, actor_kind, actor_id, actor_name, action, subject, subject_id, device, request_id, reason, after)
  SELECT $1::uuid, f.at, f.audit_id, f.actor_kind, f.actor, f.actor_name, 'lane.' || CASE WHEN f.outcome = 'note' THEN 'event' ELSE f.outcome END, 'lane_event',
    f.id::text, f.device::text, $5::text, f.reason,
    jsonb_build_object('code', f.code, 'lane', f.lane, 'direction', f.direction, 'replay', f.replay, 'through', f.through, 'right', f.right_id)
  FROM f WHERE f.same_id IS NULL),
ap AS (INSERT INTO audit_pending (estate_id, at, id) SELECT $1::uuid, f.at, f.audit_id FROM f WHERE f.same_id IS NULL),
ob AS (INSERT INTO outbox (estate_id, id, at, kind, payload) SELECT $1::uuid, f.outbox_id, f.at, f.job, f.payload FROM f
  WHERE f.job IS NOT NULL AND f.same_id IS NULL),
sg AS (INSERT INTO signal (estate_id, id, at, topic, ref) SELECT $1::uuid, $3::uuid, $4::timestamptz, 'lane', min(f.lane::text) FROM f HAVING count(*) > 0)
SELECT p.n, f.n IS NOT NULL AS fresh, d.event_id, (extract(epoch FROM d.event_at) * 1000)::float8 AS event_ms, e.outcome, e.code
FROM p LEFT JOIN f ON f.n = p.n
  LEFT JOIN LATERAL (SELECT s.event_id, s.event_at FROM device_seen s WHERE f.n IS NULL AND s.estate_id = $1::uuid AND s.device_id = p.device
    AND s.record = p.record AND s.device_time = p.seen_time LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT l.outcome, l.code FROM lane_event l WHERE d.event_id IS NOT NULL AND l.estate_id = $1::uuid AND l.at = d.event_at
    AND l.id = d.event_id LIMIT 1) e ON true`

/** Each car for itself: nothing of it touches an event that is there, so that no partition is opened for changing. */
const plainSql = hotSql('lane_event', textFor(''))
/** With further frames of a car, or a reading that makes an earlier one void. */
const changingSql = hotSql('lane_event_changing', textFor(FRAMES))

export function storeEvents(
  db: Db,
  estateId: string,
  items: readonly EventItem[],
  more: { signalId: string; now: string; requestId: string },
): Promise<Stored[]> {
  const changing = items.some(item => item.same_id !== null || item.over_id !== null)
  return rows<Stored>(db, changing ? changingSql : plainSql, [
    estateId,
    JSON.stringify(items),
    more.signalId,
    more.now,
    more.requestId,
  ])
}
