-- Mechanical garages (S4-11): structure, slots, retrieval queue, faults with people in them, statutory inspections.
-- lot_id names the lot of the parking room it belongs to; cycle_seconds is the maker's figure until cycles are measured.
-- land_area in 0.01 m2; inspected_until is the last day on which it may run (special equipment law, article 40).
CREATE TABLE garage (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid,
  name text NOT NULL,
  kind text NOT NULL,
  levels integer NOT NULL,
  machines integer NOT NULL DEFAULT 1,
  cycle_seconds integer NOT NULL,
  land_area integer NOT NULL,
  place text NOT NULL,
  registration text NOT NULL,
  keeper text NOT NULL,
  rescue text NOT NULL,
  inspected_until date NOT NULL,
  applied_on date,
  apply_told_for date,
  in_use_from date NOT NULL,
  state text NOT NULL DEFAULT 'running',
  state_reason text,
  state_by text,
  state_at timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT garage_name_key UNIQUE (estate_id, name),
  CONSTRAINT garage_kind_check CHECK (kind IN ('lift_slide', 'stack', 'vertical', 'rotary', 'planar', 'aisle')),
  CONSTRAINT garage_state_check CHECK (state IN ('running', 'stopped', 'fault')),
  CONSTRAINT garage_counts_check CHECK (levels > 0 AND machines > 0 AND cycle_seconds > 0 AND land_area > 0)
);
SELECT app.distribute('garage');

-- Lengths in mm, weight in kg. A slot is given to a home; the car in it is that home's.
CREATE TABLE garage_slot (
  estate_id uuid NOT NULL,
  garage_id uuid NOT NULL,
  code text NOT NULL,
  level integer NOT NULL,
  max_length integer NOT NULL,
  max_width integer NOT NULL,
  max_height integer NOT NULL,
  max_weight integer NOT NULL,
  state text NOT NULL DEFAULT 'free',
  note text,
  unit_id uuid,
  vehicle_id uuid,
  car jsonb,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_slot_pkey PRIMARY KEY (estate_id, garage_id, code),
  CONSTRAINT garage_slot_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage (estate_id, id),
  CONSTRAINT garage_slot_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT garage_slot_vehicle_fkey FOREIGN KEY (estate_id, vehicle_id) REFERENCES vehicle (estate_id, id),
  CONSTRAINT garage_slot_state_check CHECK (state IN ('free', 'taken', 'blocked')),
  CONSTRAINT garage_slot_size_check CHECK (max_length > 0 AND max_width > 0 AND max_height > 0 AND max_weight > 0)
);
SELECT app.distribute('garage_slot');
CREATE INDEX garage_slot_unit_idx ON garage_slot (estate_id, unit_id);

-- Who asked for his car, in order; began and ready measure the cycle.
CREATE TABLE garage_fetch (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  slot text NOT NULL,
  unit_id uuid,
  asked_id text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting',
  began_at timestamptz,
  ready_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  CONSTRAINT garage_fetch_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_fetch_slot_fkey FOREIGN KEY (estate_id, garage_id, slot) REFERENCES garage_slot (estate_id, garage_id, code),
  CONSTRAINT garage_fetch_state_check CHECK (state IN ('waiting', 'moving', 'ready', 'taken', 'cancelled'))
);
SELECT app.distribute('garage_fetch');
CREATE UNIQUE INDEX garage_fetch_open_key ON garage_fetch (estate_id, garage_id, slot) WHERE state IN ('waiting', 'moving', 'ready');
CREATE INDEX garage_fetch_asked_idx ON garage_fetch (estate_id, garage_id, asked_at);

-- A fault: who found what and when. With somebody trapped (sealed: who), the rescue's limit runs from the call (H-02).
CREATE TABLE garage_fault (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  number text NOT NULL,
  what text NOT NULL,
  found_at timestamptz NOT NULL,
  device_at timestamptz,
  found_by text NOT NULL,
  photos uuid[] NOT NULL DEFAULT '{}',
  trapped integer NOT NULL DEFAULT 0,
  trapped_who bytea,
  slot text,
  called_at timestamptz,
  called_who text,
  arrive_by timestamptz,
  reminded_at timestamptz,
  overdue_at timestamptz,
  arrived_at timestamptz,
  freed_at timestamptz,
  harm text,
  accountable_id uuid,
  accountable text,
  repaired_at timestamptz,
  repaired_by text,
  cause text,
  repair text,
  inspection_id uuid,
  closed_at timestamptz,
  closed_by text,
  state text NOT NULL DEFAULT 'open',
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_fault_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_fault_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage (estate_id, id),
  CONSTRAINT garage_fault_state_check CHECK (state IN ('rescue', 'open', 'repaired', 'closed')),
  CONSTRAINT garage_fault_trapped_check CHECK (trapped >= 0 AND (state <> 'rescue' OR trapped > 0)),
  CONSTRAINT garage_fault_rescue_check CHECK ((called_at IS NULL) = (arrive_by IS NULL))
);
SELECT app.distribute('garage_fault');
CREATE INDEX garage_fault_garage_idx ON garage_fault (estate_id, garage_id, found_at);

CREATE TABLE garage_inspection (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  kind text NOT NULL,
  done_on date NOT NULL,
  passed boolean NOT NULL,
  report text NOT NULL,
  body text NOT NULL,
  valid_until date,
  note text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT garage_inspection_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_inspection_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage (estate_id, id),
  CONSTRAINT garage_inspection_kind_check CHECK (kind IN ('periodic', 'after_fault', 'first')),
  CONSTRAINT garage_inspection_until_check CHECK (kind = 'after_fault' OR NOT passed OR valid_until IS NOT NULL)
);
SELECT app.distribute('garage_inspection');

-- Stops, starts and what else was done to it: the garage's book.
CREATE TABLE garage_note (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  kind text NOT NULL,
  reason text,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT garage_note_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_note_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage (estate_id, id)
);
SELECT app.distribute('garage_note');
CREATE INDEX garage_note_garage_idx ON garage_note (estate_id, garage_id, at);

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('09300000-0000-7000-8000-000000000001', 'garage.rules', 'CN', NULL, NULL, '2020-01-01',
   '{"arriveMinutes": 30, "remindMinutes": 10, "applyMonths": 1, "nextPersonMinutes": 3, "cycleSamples": 20}',
   '救援 30 分钟内到场（各地电梯条例，机械式停车设备同为特种设备）；检验合格有效期届满前一个月申请，未经检验不得使用（特种设备安全法第四十条）', 'seed', '2026-01-01T00:00:00Z');
