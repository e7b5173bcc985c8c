-- A visitor stands at the gate and the home is asked on its phone; no answer in the rule's minutes and the guard asks by phone.
CREATE TABLE gate_ask (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  guest bytea NOT NULL,
  gate_id uuid NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  at timestamptz NOT NULL,
  told integer NOT NULL,
  state text NOT NULL,
  how text,
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  pass_id uuid,
  CONSTRAINT gate_ask_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_ask_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT gate_ask_state_check CHECK (state IN ('asked', 'allowed', 'refused')),
  CONSTRAINT gate_ask_how_check CHECK (how IN ('app', 'phone', 'desk'))
);
SELECT app.distribute('gate_ask');
CREATE INDEX gate_ask_at_idx ON gate_ask (estate_id, at);

-- Couriers come as far as the point (J-03): the parcel waits there and the home is told.
CREATE TABLE gate_parcel (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  carrier text NOT NULL,
  courier bytea,
  place text NOT NULL,
  pieces integer NOT NULL,
  state text NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  at timestamptz NOT NULL,
  ended_name text,
  ended_at timestamptz,
  CONSTRAINT gate_parcel_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_parcel_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT gate_parcel_state_check CHECK (state IN ('waiting', 'collected', 'returned')),
  CONSTRAINT gate_parcel_pieces_check CHECK (pieces BETWEEN 1 AND 99)
);
SELECT app.distribute('gate_parcel');
CREATE INDEX gate_parcel_at_idx ON gate_parcel (estate_id, at);

-- A drill or a fire: who was inside, ticked off one by one, also by tablets without network. `key` is the device's own
-- client id, so that a list begun offline is one list.
CREATE TABLE gate_muster (
  estate_id uuid NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  begun_by text NOT NULL,
  begun_name text NOT NULL,
  at timestamptz NOT NULL,
  device_at timestamptz,
  inside integer NOT NULL,
  ended_name text,
  ended_at timestamptz,
  CONSTRAINT gate_muster_pkey PRIMARY KEY (estate_id, key),
  CONSTRAINT gate_muster_kind_check CHECK (kind IN ('drill', 'fire', 'other'))
);
SELECT app.distribute('gate_muster');
CREATE TABLE gate_muster_tick (
  estate_id uuid NOT NULL,
  muster_key text NOT NULL,
  person_id uuid NOT NULL,
  safe boolean NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  device_at timestamptz NOT NULL,
  CONSTRAINT gate_muster_tick_pkey PRIMARY KEY (estate_id, muster_key, person_id),
  CONSTRAINT gate_muster_tick_muster_fkey FOREIGN KEY (estate_id, muster_key) REFERENCES gate_muster (estate_id, key)
);
SELECT app.distribute('gate_muster_tick');

-- S3-94: visitors and tenants named to an authority that asks lawfully: basis, approval by another, one export.
CREATE TABLE gate_disclosure (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  authority text NOT NULL,
  officer text NOT NULL,
  document text NOT NULL,
  basis text NOT NULL,
  kinds text[] NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  note text,
  exported_name text,
  exported_at timestamptz,
  rows integer,
  CONSTRAINT gate_disclosure_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_disclosure_number_key UNIQUE (estate_id, number),
  CONSTRAINT gate_disclosure_period_check CHECK (from_on <= until_on),
  CONSTRAINT gate_disclosure_state_check CHECK (state IN ('asked', 'approved', 'refused', 'exported'))
);
SELECT app.distribute('gate_disclosure');

ALTER TABLE registrant ADD COLUMN overstay_told timestamptz;

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000713', 'gate.ask', 'CN', NULL, NULL, '2020-01-01', '{"minutes": 3, "openMinutes": 30, "overstayMinutes": 15, "parcelDays": 3}',
   '安居默认：访客到门口三分钟无人答复由门岗电话核实；逾时十五分钟提醒', 'seed', '2026-01-01T00:00:00Z');
