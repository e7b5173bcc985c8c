-- Any partitioned table of the house may have its months made ahead; the list of names was a list to forget.
CREATE OR REPLACE FUNCTION app.ensure_month(t text, month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE name text := t || '_' || to_char(month, 'YYYY_MM');
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_partitioned_table p JOIN pg_catalog.pg_class c ON c.oid = p.partrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname = t)
    THEN RAISE EXCEPTION 'no partitioned table %', t; END IF;
  IF to_regclass('part.' || quote_ident(name)) IS NULL THEN
    EXECUTE format('CREATE TABLE part.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
      name, t, date_trunc('month', month)::timestamp AT TIME ZONE 'UTC', (date_trunc('month', month) + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  END IF;
END $$;

-- How a lane decides: what it does with cars that have no right, how sure a reading must be, what its board shows.
CREATE TABLE lane_setting (
  estate_id uuid NOT NULL,
  lane_id uuid NOT NULL,
  temporary text NOT NULL DEFAULT 'hold',
  leaving text NOT NULL DEFAULT 'right',
  passback text NOT NULL DEFAULT 'mark',
  texts jsonb NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT lane_setting_pkey PRIMARY KEY (estate_id, lane_id),
  CONSTRAINT lane_setting_lane_fkey FOREIGN KEY (estate_id, lane_id) REFERENCES lane (estate_id, id),
  CONSTRAINT lane_setting_temporary_check CHECK (temporary IN ('open', 'hold', 'refuse')),
  CONSTRAINT lane_setting_leaving_check CHECK (leaving IN ('right', 'free')),
  CONSTRAINT lane_setting_passback_check CHECK (passback IN ('off', 'mark', 'hold'))
);
SELECT app.distribute('lane_setting');

-- A camera, controller or agent. Only the hash of its key is kept; what it wants from us to log in to it is sealed.
CREATE TABLE lane_device (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lane_id uuid,
  name text NOT NULL,
  maker text NOT NULL,
  direction text NOT NULL,
  key_hash bytea NOT NULL,
  serial text,
  host text,
  login_sealed bytea,
  channel integer NOT NULL DEFAULT 1,
  way text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_by text,
  revoked_at timestamptz,
  stopped_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT lane_device_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_device_lane_fkey FOREIGN KEY (estate_id, lane_id) REFERENCES lane (estate_id, id),
  CONSTRAINT lane_device_key_key UNIQUE (estate_id, key_hash),
  CONSTRAINT lane_device_maker_check CHECK (maker IN ('vzenith', 'huaxia', 'hikvision', 'dahua', 'access', 'plain', 'agent')),
  CONSTRAINT lane_device_direction_check CHECK (direction IN ('in', 'out', 'told')),
  CONSTRAINT lane_device_way_check CHECK (way IN ('answer', 'digest', 'agent', 'none'))
);
SELECT app.distribute('lane_device');

-- What is known of a device's health; written every few seconds, not at each event.
CREATE TABLE lane_health (
  estate_id uuid NOT NULL,
  device_id uuid NOT NULL,
  seen_at timestamptz,
  beat_at timestamptz,
  event_at timestamptz,
  drift_ms bigint,
  backlog integer,
  events bigint NOT NULL DEFAULT 0,
  replays bigint NOT NULL DEFAULT 0,
  malformed bigint NOT NULL DEFAULT 0,
  address text,
  serial text,
  p50_ms real,
  p99_ms real,
  wrong_passwords integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_health_pkey PRIMARY KEY (estate_id, device_id),
  CONSTRAINT lane_health_device_fkey FOREIGN KEY (estate_id, device_id) REFERENCES lane_device (estate_id, id)
);
SELECT app.distribute('lane_health');

-- Devices that knock with an address nobody gave them: kept small, one row each, without body or pictures.
CREATE TABLE lane_stray (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  face text NOT NULL,
  maker text NOT NULL,
  serial text,
  name text,
  address text,
  knocks bigint NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  dropped_at timestamptz,
  CONSTRAINT lane_stray_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_stray_face_key UNIQUE (estate_id, face)
);
SELECT app.distribute('lane_stray');

-- One row per vehicle (or card) that a device or a guard told of, with what was decided and why (S4-18).
CREATE TABLE lane_event (
  estate_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  device_id uuid,
  lane_id uuid NOT NULL,
  gate_id uuid NOT NULL,
  direction text NOT NULL,
  subject text NOT NULL,
  device_at timestamptz,
  record text,
  replay boolean NOT NULL DEFAULT false,
  manual boolean NOT NULL DEFAULT false,
  plate_sealed bytea,
  plate_blind bytea,
  plate_kind text,
  plate_colour text,
  vehicle_kind text NOT NULL,
  confidence smallint,
  outcome text NOT NULL,
  code text NOT NULL,
  right_kind text,
  right_id uuid,
  near_sealed bytea,
  marks text[] NOT NULL DEFAULT '{}',
  frames integer NOT NULL DEFAULT 1,
  let_through boolean NOT NULL,
  opened_by text,
  picture_id uuid,
  settled_at timestamptz,
  settled_by text,
  settled_as text,
  read_sealed bytea,
  note text,
  offence text,
  CONSTRAINT lane_event_pkey PRIMARY KEY (estate_id, at, id),
  CONSTRAINT lane_event_direction_check CHECK (direction IN ('in', 'out')),
  CONSTRAINT lane_event_subject_check CHECK (subject IN ('vehicle', 'card')),
  CONSTRAINT lane_event_outcome_check CHECK (outcome IN ('open', 'hold', 'refuse', 'note'))
) PARTITION BY RANGE (at);
SELECT app.distribute('lane_event');
CREATE TABLE part.lane_event_default PARTITION OF lane_event DEFAULT;
CREATE INDEX lane_event_plate_idx ON lane_event (estate_id, plate_blind, at) WHERE plate_blind IS NOT NULL;
CREATE INDEX lane_event_held_idx ON lane_event (estate_id, at) WHERE outcome = 'hold' AND settled_at IS NULL;

-- Where each plate was last let through: who is inside, anti-passback, spaces of a household.
CREATE TABLE lane_plate (
  estate_id uuid NOT NULL,
  plate_blind bytea NOT NULL,
  plate_sealed bytea NOT NULL,
  direction text NOT NULL,
  at timestamptz NOT NULL,
  lane_id uuid NOT NULL,
  event_id uuid NOT NULL,
  right_kind text,
  CONSTRAINT lane_plate_pkey PRIMARY KEY (estate_id, plate_blind),
  CONSTRAINT lane_plate_direction_check CHECK (direction IN ('in', 'out'))
);
SELECT app.distribute('lane_plate');

CREATE TABLE lane_hour (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  hour smallint NOT NULL,
  lane_id uuid NOT NULL,
  passed_in integer NOT NULL DEFAULT 0,
  passed_out integer NOT NULL DEFAULT 0,
  held integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  replayed integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_hour_pkey PRIMARY KEY (estate_id, day, hour, lane_id)
);
SELECT app.distribute('lane_hour');

-- A command to a barrier and how far it got. `accepted` is the device's word, not the barrier's: only a position
-- signal makes it `opened`.
CREATE TABLE lane_command (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lane_id uuid NOT NULL,
  device_id uuid NOT NULL,
  act text NOT NULL,
  way text NOT NULL,
  state text NOT NULL,
  position text,
  reason text NOT NULL,
  event_id uuid,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  sent_at timestamptz,
  done_at timestamptz,
  answer text,
  tries integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_command_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_command_device_fkey FOREIGN KEY (estate_id, device_id) REFERENCES lane_device (estate_id, id),
  CONSTRAINT lane_command_act_check CHECK (act IN ('open', 'close')),
  CONSTRAINT lane_command_state_check CHECK (state IN ('queued', 'sent', 'accepted', 'failed')),
  CONSTRAINT lane_command_position_check CHECK (position IN ('opened', 'closed', 'no_signal'))
);
SELECT app.distribute('lane_command');
CREATE INDEX lane_command_waiting_idx ON lane_command (estate_id, device_id, asked_at) WHERE state IN ('queued', 'sent');

-- Barred and special plates that people of the house entered; a barred one binds when a second person confirmed it.
CREATE TABLE lane_list (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  service text,
  plate_sealed bytea NOT NULL,
  plate_blind bytea NOT NULL,
  reason text NOT NULL,
  until_at timestamptz,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT lane_list_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_list_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT lane_list_kind_check CHECK (kind IN ('barred', 'special')),
  CONSTRAINT lane_list_state_check CHECK (state IN ('asked', 'live', 'refused', 'ended'))
);
SELECT app.distribute('lane_list');
CREATE UNIQUE INDEX lane_list_live_key ON lane_list (estate_id, plate_blind, kind) WHERE state IN ('asked', 'live');

-- White lists that were given to a camera for the time without us: which, when, and whether it said it took them.
CREATE TABLE lane_push (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  device_id uuid NOT NULL,
  plates integer NOT NULL,
  rest_sealed bytea,
  state text NOT NULL,
  parts integer NOT NULL,
  sent_parts integer NOT NULL DEFAULT 0,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  sent_at timestamptz,
  confirmed_at timestamptz,
  answer text,
  CONSTRAINT lane_push_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_push_device_fkey FOREIGN KEY (estate_id, device_id) REFERENCES lane_device (estate_id, id),
  CONSTRAINT lane_push_state_check CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'replaced'))
);
SELECT app.distribute('lane_push');
CREATE INDEX lane_push_device_idx ON lane_push (estate_id, device_id, asked_at);

ALTER TABLE device_seen ADD COLUMN event_id uuid;
ALTER TABLE device_seen ADD COLUMN event_at timestamptz;

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('07510000-0000-7000-8000-000000000001', 'lane.decision', 'CN', NULL, NULL, '2020-01-01',
   '{"confidence": 80, "knownConfidence": 60, "sameMs": 8000, "twoLanesMs": 2000, "repeatMs": 10000, "lateMs": 120000, "eventDays": 90, "pictureDays": 30}',
   '安居默认：车牌识别的把握、同车重复帧和两车道时差；小区可另行规定', 'seed', '2026-01-01T00:00:00Z');

CREATE INDEX passage_right_made_idx ON passage_right (estate_id, made_at);
CREATE INDEX passage_right_ended_idx ON passage_right (estate_id, ended_at) WHERE ended_at IS NOT NULL;
