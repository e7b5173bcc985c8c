-- Gates as a first-class thing (S0-01): a community is a set of gates, each open, guarded or closed.
-- A closed gate stays an emergency exit (K14): keeper, place of the key, checks.
CREATE TABLE gate (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  state_reason text,
  state_by text,
  state_at timestamptz,
  keeper text,
  key_place text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT gate_name_key UNIQUE (estate_id, name),
  CONSTRAINT gate_kind_check CHECK (kind IN ('main', 'side', 'vehicle', 'fire')),
  CONSTRAINT gate_state_check CHECK (state IN ('open', 'guarded', 'closed'))
);
SELECT app.distribute('gate');

CREATE TABLE lane (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  name text NOT NULL,
  direction text NOT NULL,
  carries text NOT NULL,
  CONSTRAINT lane_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id),
  CONSTRAINT lane_name_key UNIQUE (estate_id, gate_id, name),
  CONSTRAINT lane_direction_check CHECK (direction IN ('in', 'out', 'both')),
  CONSTRAINT lane_carries_check CHECK (carries IN ('person', 'vehicle', 'both'))
);
SELECT app.distribute('lane');

-- The tablet or phone at a post; a lost one is revoked and learns it at its next contact.
CREATE TABLE terminal (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  name text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  seen_at timestamptz,
  revoked_by text,
  revoked_at timestamptz,
  CONSTRAINT terminal_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT terminal_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id),
  CONSTRAINT terminal_name_key UNIQUE (estate_id, name)
);
SELECT app.distribute('terminal');

-- K14: checks of a closed entrance and each opening of it in an emergency.
CREATE TABLE gate_check (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  kind text NOT NULL,
  ok boolean NOT NULL,
  note text,
  made_by text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT gate_check_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_check_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id),
  CONSTRAINT gate_check_kind_check CHECK (kind IN ('check', 'emergency_opening'))
);
SELECT app.distribute('gate_check');
CREATE INDEX gate_check_gate_idx ON gate_check (estate_id, gate_id, at);

-- S6-01: the document that closes or opens; one may cover a county (region) or one estate.
CREATE TABLE closure_decision (
  id uuid NOT NULL,
  kind text NOT NULL,
  region_id uuid,
  issuer text NOT NULL,
  number text NOT NULL,
  decided_on date NOT NULL,
  scope text NOT NULL,
  measures text,
  purpose_zh text,
  purpose_en text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT closure_decision_pkey PRIMARY KEY (id),
  CONSTRAINT closure_decision_number_key UNIQUE (issuer, number, kind),
  CONSTRAINT closure_decision_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT closure_decision_kind_check CHECK (kind IN ('close', 'extend', 'lift'))
);
SELECT app.replicate('closure_decision');

-- In force from starts_at until (not at) ends_at while active; who, when and why stand beside (S0-01).
CREATE TABLE closure (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  decision_id uuid NOT NULL,
  state text NOT NULL,
  buildings text[],
  reason text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  review_on date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  lift_decision_id uuid,
  lift_reason text,
  lifted_by text,
  lifted_at timestamptz,
  erased_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT closure_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT closure_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT closure_decision_fkey FOREIGN KEY (decision_id) REFERENCES closure_decision (id),
  CONSTRAINT closure_lift_fkey FOREIGN KEY (lift_decision_id) REFERENCES closure_decision (id),
  CONSTRAINT closure_state_check CHECK (state IN ('active', 'lifted')),
  CONSTRAINT closure_period_check CHECK (starts_at < ends_at)
);
SELECT app.distribute('closure');
CREATE UNIQUE INDEX closure_active_key ON closure (estate_id) WHERE state = 'active';

-- S6-15: a second entrance needs a special reason and another person's approval.
CREATE TABLE gate_exception (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  gate_id uuid NOT NULL,
  reason text NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  state text NOT NULL,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  CONSTRAINT gate_exception_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_exception_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure (estate_id, id),
  CONSTRAINT gate_exception_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id),
  CONSTRAINT gate_exception_state_check CHECK (state IN ('asked', 'approved', 'refused'))
);
SELECT app.distribute('gate_exception');
CREATE UNIQUE INDEX gate_exception_open_key ON gate_exception (estate_id, closure_id, gate_id) WHERE state <> 'refused';

-- Everybody who has been registered: residents, visitors, workers. Names, ID and phone stand in `sealed` only, under
-- the closure's key (or the estate's, closure_id nil, where no closure is in force and no ID exists).
CREATE TABLE registrant (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  unit_label text,
  person_id uuid,
  sealed bytea,
  trip bytea,
  id_blind bytea,
  last4_blind bytea,
  initials_blind bytea,
  plate bytea,
  plate_blind bytea,
  pass_id uuid,
  last_direction text,
  last_at timestamptz,
  last_gate_id uuid,
  due_out_at timestamptz,
  made_at timestamptz NOT NULL,
  CONSTRAINT registrant_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT registrant_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT registrant_once_key UNIQUE (estate_id, closure_id, id_blind),
  CONSTRAINT registrant_kind_check CHECK (kind IN ('resident', 'visitor', 'worker')),
  CONSTRAINT registrant_direction_check CHECK (last_direction IN ('in', 'out'))
);
SELECT app.distribute('registrant');
CREATE INDEX registrant_unit_idx ON registrant (estate_id, closure_id, unit_label);
CREATE INDEX registrant_last4_idx ON registrant (estate_id, closure_id, last4_blind);
CREATE INDEX registrant_initials_idx ON registrant (estate_id, closure_id, initials_blind);
CREATE INDEX registrant_plate_idx ON registrant (estate_id, closure_id, plate_blind);
CREATE INDEX registrant_inside_idx ON registrant (estate_id, closure_id, last_at) WHERE last_direction = 'in';

-- One row per person and one per vehicle of each attempt, let through or refused (S6-34..43).
CREATE TABLE passage (
  estate_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  closure_id uuid,
  gate_id uuid NOT NULL,
  lane_id uuid,
  terminal_id uuid,
  direction text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL,
  refusal text,
  note text,
  emergency text,
  mask boolean,
  unit_id uuid,
  unit_label text,
  registrant_id uuid,
  pass_id uuid,
  plate_blind bytea,
  licence_checked boolean,
  driving_checked boolean,
  occupants integer,
  missing text,
  sealed bytea,
  by_id text NOT NULL,
  by_name text NOT NULL,
  client_id text,
  device_at timestamptz,
  offline boolean NOT NULL DEFAULT false,
  conflict text,
  CONSTRAINT passage_pkey PRIMARY KEY (estate_id, at, id),
  CONSTRAINT passage_direction_check CHECK (direction IN ('in', 'out')),
  CONSTRAINT passage_subject_check CHECK (subject IN ('person', 'vehicle')),
  CONSTRAINT passage_outcome_check CHECK (outcome IN ('passed', 'refused'))
) PARTITION BY RANGE (at);
SELECT app.distribute('passage');
CREATE TABLE part.passage_default PARTITION OF passage DEFAULT;
CREATE INDEX passage_registrant_idx ON passage (estate_id, registrant_id, at);
CREATE INDEX passage_refused_idx ON passage (estate_id, at) WHERE outcome = 'refused';

-- The daily roll-up as it happens; `slot` spreads one estate's terminals over several rows so that they do not wait
-- for each other. A day is the sum of its hours and slots.
CREATE TABLE gate_hour (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  hour smallint NOT NULL,
  slot smallint NOT NULL,
  persons_in integer NOT NULL DEFAULT 0,
  persons_out integer NOT NULL DEFAULT 0,
  vehicles_in integer NOT NULL DEFAULT 0,
  vehicles_out integer NOT NULL DEFAULT 0,
  refusals integer NOT NULL DEFAULT 0,
  emergencies integer NOT NULL DEFAULT 0,
  incidents integer NOT NULL DEFAULT 0,
  CONSTRAINT gate_hour_pkey PRIMARY KEY (estate_id, day, hour, slot)
);
SELECT app.distribute('gate_hour');
CREATE INDEX gate_hour_day_idx ON gate_hour (day, estate_id);

-- Days that are over, one row each; the row of the nil estate says that a day has been closed. Boards sum these and
-- only the last days' hours.
CREATE TABLE gate_day (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  persons_in integer NOT NULL DEFAULT 0,
  persons_out integer NOT NULL DEFAULT 0,
  vehicles_in integer NOT NULL DEFAULT 0,
  vehicles_out integer NOT NULL DEFAULT 0,
  refusals integer NOT NULL DEFAULT 0,
  emergencies integer NOT NULL DEFAULT 0,
  incidents integer NOT NULL DEFAULT 0,
  unattended integer NOT NULL DEFAULT 0,
  CONSTRAINT gate_day_pkey PRIMARY KEY (estate_id, day)
);
SELECT app.distribute('gate_day');
CREATE INDEX gate_day_day_idx ON gate_day (day, estate_id);

CREATE TABLE pass (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  code_blind bytea NOT NULL,
  code_sealed bytea NOT NULL,
  guest bytea,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  plate_blind bytea,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  uses integer NOT NULL,
  used integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  issued_as text NOT NULL,
  issued_by text NOT NULL,
  issued_name text NOT NULL,
  issued_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT pass_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT pass_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT pass_kind_check CHECK (kind IN ('visitor', 'delivery', 'worker')),
  CONSTRAINT pass_state_check CHECK (state IN ('live', 'used', 'revoked')),
  CONSTRAINT pass_issued_check CHECK (issued_as IN ('guard', 'desk', 'resident')),
  CONSTRAINT pass_period_check CHECK (from_at < until_at)
);
SELECT app.distribute('pass');
CREATE UNIQUE INDEX pass_code_key ON pass (estate_id, code_blind) WHERE state = 'live';
CREATE INDEX pass_unit_idx ON pass (estate_id, unit_id, issued_at);

-- S6-32: gate-crashing, ramming and other non-cooperation.
CREATE TABLE gate_incident (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  happened_at timestamptz NOT NULL,
  gate_id uuid,
  place text NOT NULL,
  closure_id uuid,
  sealed bytea,
  photos uuid[] NOT NULL DEFAULT '{}',
  police_number text,
  handed_at timestamptz,
  handed_by text,
  result text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_incident_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_incident_kind_check CHECK (kind IN ('crash', 'ram', 'dispute', 'other')),
  CONSTRAINT gate_incident_state_check CHECK (state IN ('open', 'handed', 'closed'))
);
SELECT app.distribute('gate_incident');
CREATE INDEX gate_incident_at_idx ON gate_incident (estate_id, happened_at);

-- What a terminal sent that could not be entered (unreadable, closure over, unit unknown): kept for a person to decide.
CREATE TABLE gate_stray (
  estate_id uuid NOT NULL,
  client_id text NOT NULL,
  terminal_id uuid,
  sealed jsonb NOT NULL,
  code text NOT NULL,
  device_at timestamptz,
  sent_by text NOT NULL,
  at timestamptz NOT NULL,
  decided text,
  decided_by text,
  decided_at timestamptz,
  CONSTRAINT gate_stray_pkey PRIMARY KEY (estate_id, client_id),
  CONSTRAINT gate_stray_decided_check CHECK (decided IN ('dropped', 'entered'))
);
SELECT app.distribute('gate_stray');

-- S6-50: asked for by one, confirmed by another; counts before and after are the certificate.
CREATE TABLE closure_erasure (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  confirmed_by text,
  confirmed_name text,
  confirmed_at timestamptz,
  before jsonb,
  after jsonb,
  key_destroyed boolean,
  CONSTRAINT closure_erasure_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT closure_erasure_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure (estate_id, id),
  CONSTRAINT closure_erasure_once_key UNIQUE (estate_id, closure_id)
);
SELECT app.distribute('closure_erasure');

-- S6-33: seven to twenty-one; an estate may have hours of its own by a row that names it.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000701', 'gate.hours', 'CN', NULL, NULL, '2020-01-01', '{"from": "07:00", "until": "21:00"}',
   '任务书第六章：各小区每天封闭管理时间为7时至21时', 'seed', '2026-01-01T00:00:00Z');
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000702', 'gate.pass', 'CN', NULL, NULL, '2020-01-01', '{"hours": 12, "maxHours": 168, "uses": 1}',
   '安居默认：访客通行码当日有效，进一次，出不限', 'seed', '2026-01-01T00:00:00Z');
