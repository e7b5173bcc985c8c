-- Order of parking (S3-81, S4-05, S4-08..10). Plates stand sealed and under a blind index of the estate's key.
CREATE TABLE order_violation (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  phase text NOT NULL,
  type text NOT NULL,
  zone text NOT NULL,
  place text NOT NULL,
  plate_sealed bytea NOT NULL,
  plate_blind bytea NOT NULL,
  vehicle_kind text NOT NULL,
  vehicle_id uuid,
  unit_id uuid,
  person_id uuid,
  account_id uuid,
  repeat integer NOT NULL,
  note text,
  photos uuid[] NOT NULL DEFAULT '{}',
  happened_at timestamptz NOT NULL,
  device_at timestamptz,
  green_area integer,
  damage text,
  compensation bigint,
  charged_at timestamptz,
  state text NOT NULL DEFAULT 'open',
  told_at timestamptz,
  slips integer NOT NULL DEFAULT 0,
  result text,
  closed_by text,
  closed_at timestamptz,
  made_id text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT order_violation_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_violation_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT order_violation_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT order_violation_phase_check CHECK (phase IN ('entry', 'driving', 'parking')),
  CONSTRAINT order_violation_kind_check CHECK (vehicle_kind IN ('car', 'motorcycle', 'bicycle', 'other')),
  CONSTRAINT order_violation_state_check CHECK (state IN ('open', 'closed', 'void')),
  CONSTRAINT order_violation_charge_check CHECK (charged_at IS NULL OR compensation > 0)
);
SELECT app.distribute('order_violation');
CREATE INDEX order_violation_at_idx ON order_violation (estate_id, happened_at);
CREATE INDEX order_violation_plate_idx ON order_violation (estate_id, plate_blind, happened_at);

-- Move your car: asked and answered without a phone number on either side.
CREATE TABLE order_move (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  place text NOT NULL,
  reason text NOT NULL,
  plate_sealed bytea NOT NULL,
  plate_blind bytea NOT NULL,
  owner_unit_id uuid,
  owner_ids uuid[] NOT NULL DEFAULT '{}',
  asked_id text NOT NULL,
  asked_by text NOT NULL,
  asked_as text NOT NULL,
  asked_at timestamptz NOT NULL,
  answer_by timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'asked',
  answer text,
  minutes integer,
  answered_at timestamptz,
  raised_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  result text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT order_move_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_move_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT order_move_as_check CHECK (asked_as IN ('resident', 'staff')),
  CONSTRAINT order_move_state_check CHECK (state IN ('asked', 'coming', 'cannot', 'closed'))
);
SELECT app.distribute('order_move');
CREATE INDEX order_move_at_idx ON order_move (estate_id, asked_at);
CREATE UNIQUE INDEX order_move_open_key ON order_move (estate_id, plate_blind) WHERE state <> 'closed';

-- S4-10: each accident or damage has somebody who answers for it and a closing record. `parties` (plates, names) is sealed.
CREATE TABLE order_accident (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  zone text NOT NULL,
  place text NOT NULL,
  happened_at timestamptz NOT NULL,
  what text NOT NULL,
  injured integer NOT NULL DEFAULT 0,
  parties bytea,
  photos uuid[] NOT NULL DEFAULT '{}',
  accountable_id uuid NOT NULL,
  accountable text NOT NULL,
  police_number text,
  insurance_id uuid,
  state text NOT NULL DEFAULT 'open',
  result text,
  liable text,
  closed_at timestamptz,
  closed_by text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT order_accident_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_accident_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT order_accident_kind_check CHECK (kind IN ('accident', 'damage', 'theft', 'fire')),
  CONSTRAINT order_accident_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL) AND (state = 'open' OR result IS NOT NULL))
);
SELECT app.distribute('order_accident');
CREATE INDEX order_accident_at_idx ON order_accident (estate_id, happened_at);

-- S4-09: the queue of a gate stands on the road: how long, how far, why. length in metres.
CREATE TABLE order_congestion (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  length integer NOT NULL,
  cause text NOT NULL,
  note text,
  measure text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT order_congestion_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_congestion_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id),
  CONSTRAINT order_congestion_period_check CHECK (until_at IS NULL OR from_at <= until_at),
  CONSTRAINT order_congestion_cause_check CHECK (cause IN ('peak', 'barrier', 'visitor', 'dispute', 'parked', 'road', 'other'))
);
SELECT app.distribute('order_congestion');
CREATE INDEX order_congestion_at_idx ON order_congestion (estate_id, from_at);

-- S4-06: how long one car takes at a gate, timed by hand; `method` is how it was read.
CREATE TABLE gate_timing (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  direction text NOT NULL,
  method text NOT NULL,
  millis integer NOT NULL,
  queue integer NOT NULL,
  at timestamptz NOT NULL,
  made_by text NOT NULL,
  CONSTRAINT gate_timing_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_timing_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id),
  CONSTRAINT gate_timing_direction_check CHECK (direction IN ('in', 'out')),
  CONSTRAINT gate_timing_method_check CHECK (method IN ('plate', 'card', 'guard')),
  CONSTRAINT gate_timing_millis_check CHECK (millis BETWEEN 100 AND 1800000 AND queue >= 0)
);
SELECT app.distribute('gate_timing');
CREATE INDEX gate_timing_at_idx ON gate_timing (estate_id, gate_id, at);

-- points: what each counts against the 20 points that parking order has in a zone's environment score (S3-83).
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('09310000-0000-7000-8000-000000000001', 'parking.order', 'CN', NULL, NULL, '2020-01-01',
   '{"repeatDays": 365, "moveMinutes": 10, "full": 20, "points": {"wrong": 1, "blocked": 2, "green": 3, "accident": 5},
     "types": [
      {"code": "tailgate", "phase": "entry", "counts": "wrong", "zh": "跟车闯杆", "en": "Tailgating"},
      {"code": "wrong_lane", "phase": "entry", "counts": "wrong", "zh": "逆行进出", "en": "Wrong lane at the gate"},
      {"code": "unregistered", "phase": "entry", "counts": "wrong", "zh": "未登记进入", "en": "Entered unregistered"},
      {"code": "speeding", "phase": "driving", "counts": "wrong", "zh": "超速行驶", "en": "Speeding"},
      {"code": "horn", "phase": "driving", "counts": "wrong", "zh": "鸣笛扰民", "en": "Sounding the horn"},
      {"code": "wrong_way", "phase": "driving", "counts": "wrong", "zh": "逆行", "en": "Wrong way"},
      {"code": "outside_lines", "phase": "parking", "counts": "wrong", "zh": "压线、越位停放", "en": "Outside the lines"},
      {"code": "others_space", "phase": "parking", "counts": "wrong", "zh": "占用他人车位", "en": "In another’s space"},
      {"code": "charger", "phase": "parking", "counts": "wrong", "zh": "占用充电车位", "en": "Blocking a charger"},
      {"code": "fire_lane", "phase": "parking", "counts": "blocked", "zh": "占用消防通道", "en": "Blocking the fire lane"},
      {"code": "lane", "phase": "parking", "counts": "blocked", "zh": "堵塞车道", "en": "Blocking a lane"},
      {"code": "entrance", "phase": "parking", "counts": "blocked", "zh": "堵塞单元门、楼道", "en": "Blocking an entrance or stairs"},
      {"code": "green", "phase": "parking", "counts": "green", "zh": "占压绿地", "en": "Parked on green"}]}',
   '安居默认：车辆秩序违规种类与环境评分；小区可另行规定', 'seed', '2026-01-01T00:00:00Z');
