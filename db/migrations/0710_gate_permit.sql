-- Phones that sign: the private key never leaves the phone, only this public one is here. The gate verifies a 30-second
-- code with it, also without network.
CREATE TABLE pass_key (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  account_name text NOT NULL,
  person_id uuid,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  public_key bytea NOT NULL,
  device text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT pass_key_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT pass_key_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT pass_key_once_key UNIQUE (estate_id, public_key),
  CONSTRAINT pass_key_size_check CHECK (length(public_key) = 65)
);
SELECT app.distribute('pass_key');
CREATE INDEX pass_key_account_idx ON pass_key (estate_id, account_id);
CREATE INDEX pass_key_made_idx ON pass_key (estate_id, made_at);

-- A signed code opens once: the second use, at this gate or another, finds this row.
CREATE TABLE code_use (
  estate_id uuid NOT NULL,
  code bytea NOT NULL,
  key_id uuid NOT NULL,
  client_id text NOT NULL,
  gate_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT code_use_pkey PRIMARY KEY (estate_id, code)
);
SELECT app.distribute('code_use');
CREATE INDEX code_use_at_idx ON code_use (at);

-- Passes that stay: one per household under a closure, for workers, for shifts (J-03). `proof` is SHA-256 of
-- `<id>:<what the printed code says>`, so that a terminal can check a paper and could not make one.
CREATE TABLE gate_permit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  unit_label text,
  holder bytea,
  gates uuid[],
  hours jsonb,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  proof text NOT NULL,
  token bytea NOT NULL,
  state text NOT NULL,
  replaces uuid,
  reason text,
  printed integer NOT NULL DEFAULT 0,
  issued_by text NOT NULL,
  issued_name text NOT NULL,
  issued_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_permit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_permit_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT gate_permit_number_key UNIQUE (estate_id, number),
  CONSTRAINT gate_permit_kind_check CHECK (kind IN ('household', 'worker', 'shift')),
  CONSTRAINT gate_permit_state_check CHECK (state IN ('live', 'lost', 'revoked')),
  CONSTRAINT gate_permit_period_check CHECK (from_at < until_at),
  CONSTRAINT gate_permit_home_check CHECK (kind <> 'household' OR unit_id IS NOT NULL)
);
SELECT app.distribute('gate_permit');
CREATE UNIQUE INDEX gate_permit_home_key ON gate_permit (estate_id, unit_id) WHERE state = 'live' AND kind = 'household';
CREATE INDEX gate_permit_changed_idx ON gate_permit (estate_id, changed_at);

-- Who went out when, for the quotas of a closure: `n` counts up per home or person, so of two at two gates in the same
-- moment one finds his number taken and is judged again.
CREATE TABLE gate_outing (
  estate_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  whose text NOT NULL,
  n integer NOT NULL,
  client_id text NOT NULL,
  gate_id uuid NOT NULL,
  day date NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT gate_outing_pkey PRIMARY KEY (estate_id, closure_id, whose, n)
);
SELECT app.distribute('gate_outing');
CREATE INDEX gate_outing_client_idx ON gate_outing (estate_id, client_id);
CREATE INDEX gate_outing_at_idx ON gate_outing (estate_id, closure_id, at);

-- A signed code lives 30 s; two clocks may differ by the skew. Kept at the limit, late one millisecond after.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000710', 'gate.code', 'CN', NULL, NULL, '2020-01-01', '{"seconds": 30, "skewSeconds": 5, "readSeconds": 300}',
   '安居默认：动态码三十秒一换，终端与手机时钟容差五秒', 'seed', '2026-01-01T00:00:00Z');

-- J-03: quotas and what each kind of pass opens. outings 0: no limit. beyondHours: opens outside the closure's hours too.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000711', 'gate.permit', 'CN', NULL, NULL, '2020-01-01',
   '{"per": "household", "outings": 0, "everyDays": 2, "required": false, "days": {"household": 28, "worker": 30, "shift": 30}, "beyondHours": ["shift"]}',
   '安居默认：不限次数；按封闭决定在“通行证规则”中设定，如每户每两天一人一次', 'seed', '2026-01-01T00:00:00Z');
