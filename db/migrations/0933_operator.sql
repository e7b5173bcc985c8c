-- External operators of parking (S4-20, S4-22, S4-23). Money in fen; until_on is the last day of the contract.
CREATE TABLE operator_contract (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  credit_code text,
  contract text NOT NULL,
  scope text NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  fee bigint NOT NULL,
  contact text NOT NULL,
  staff_wanted integer NOT NULL,
  ended_on date,
  end_reason text,
  reminded_for date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT operator_contract_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_contract_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT operator_contract_number_key UNIQUE (estate_id, contract),
  CONSTRAINT operator_contract_period_check CHECK (from_on <= until_on)
);
SELECT app.distribute('operator_contract');

-- The operator's own people: an account with the role of parking staff that ends with the contract.
CREATE TABLE operator_staff (
  estate_id uuid NOT NULL,
  contract_id uuid NOT NULL,
  account_id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  name text NOT NULL,
  duty text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  CONSTRAINT operator_staff_pkey PRIMARY KEY (estate_id, contract_id, account_id),
  CONSTRAINT operator_staff_contract_fkey FOREIGN KEY (estate_id, contract_id) REFERENCES operator_contract (estate_id, id)
);
SELECT app.distribute('operator_staff');

-- What the contract asks for, clause by clause, with the fine it names for a breach.
CREATE TABLE operator_rule (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  clause text NOT NULL,
  text text NOT NULL,
  fine bigint NOT NULL,
  ended_at timestamptz,
  CONSTRAINT operator_rule_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_rule_contract_fkey FOREIGN KEY (estate_id, contract_id) REFERENCES operator_contract (estate_id, id),
  CONSTRAINT operator_rule_fine_check CHECK (fine >= 0)
);
SELECT app.distribute('operator_rule');
CREATE UNIQUE INDEX operator_rule_clause_key ON operator_rule (estate_id, contract_id, clause) WHERE ended_at IS NULL;

CREATE TABLE operator_check (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  items jsonb NOT NULL,
  kept integer NOT NULL,
  asked integer NOT NULL,
  photos uuid[] NOT NULL DEFAULT '{}',
  device_at timestamptz,
  CONSTRAINT operator_check_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_check_contract_fkey FOREIGN KEY (estate_id, contract_id) REFERENCES operator_contract (estate_id, id)
);
SELECT app.distribute('operator_check');
CREATE INDEX operator_check_at_idx ON operator_check (estate_id, contract_id, at);

-- A fine follows a failed clause of a check; the operator may object once, another person decides.
CREATE TABLE operator_fine (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  check_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  amount bigint NOT NULL,
  note text,
  state text NOT NULL DEFAULT 'proposed',
  objection text,
  decision text,
  decided_by text,
  decided_at timestamptz,
  made_id text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT operator_fine_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_fine_check_fkey FOREIGN KEY (estate_id, check_id) REFERENCES operator_check (estate_id, id),
  CONSTRAINT operator_fine_rule_fkey FOREIGN KEY (estate_id, rule_id) REFERENCES operator_rule (estate_id, id),
  CONSTRAINT operator_fine_once_key UNIQUE (estate_id, check_id, rule_id),
  CONSTRAINT operator_fine_state_check CHECK (state IN ('proposed', 'objected', 'imposed', 'waived')),
  CONSTRAINT operator_fine_amount_check CHECK (amount > 0)
);
SELECT app.distribute('operator_fine');

-- Points of a garage patrol and the rounds over them (S4-23).
CREATE TABLE patrol_point (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  place text NOT NULL,
  code text NOT NULL,
  position integer NOT NULL,
  ended_at timestamptz,
  CONSTRAINT patrol_point_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT patrol_point_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('patrol_point');
CREATE UNIQUE INDEX patrol_point_code_key ON patrol_point (estate_id, code) WHERE ended_at IS NULL;

CREATE TABLE patrol_visit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  point_id uuid NOT NULL,
  round text NOT NULL,
  ok boolean NOT NULL,
  proof text NOT NULL,
  note text,
  at timestamptz NOT NULL,
  device_at timestamptz,
  by_id text NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT patrol_visit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT patrol_visit_point_fkey FOREIGN KEY (estate_id, point_id) REFERENCES patrol_point (estate_id, id),
  CONSTRAINT patrol_visit_once_key UNIQUE (estate_id, round, point_id),
  CONSTRAINT patrol_visit_proof_check CHECK (proof IN ('code', 'seen'))
);
SELECT app.distribute('patrol_visit');
CREATE INDEX patrol_visit_at_idx ON patrol_visit (estate_id, at);

-- Cameras of the parking ground: which, what they cover, how long the pictures are kept. Only a reference, no pictures.
CREATE TABLE cctv_reference (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  covers text NOT NULL,
  recorder text NOT NULL,
  keep_days integer NOT NULL,
  checked_on date NOT NULL,
  works boolean NOT NULL,
  ended_at timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT cctv_reference_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT cctv_reference_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT cctv_reference_days_check CHECK (keep_days >= 0)
);
SELECT app.distribute('cctv_reference');

CREATE TABLE parking_insurance (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  insurer text NOT NULL,
  policy text NOT NULL,
  sum bigint NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  reminded_for date,
  ended_at timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_insurance_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_insurance_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT parking_insurance_policy_key UNIQUE (estate_id, insurer, policy),
  CONSTRAINT parking_insurance_kind_check CHECK (kind IN ('liability', 'equipment', 'property', 'other')),
  CONSTRAINT parking_insurance_period_check CHECK (from_on <= until_on)
);
SELECT app.distribute('parking_insurance');

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('09330000-0000-7000-8000-000000000001', 'parking.operator', 'CN', NULL, NULL, '2020-01-01',
   '{"cctvDays": 30, "remindDays": 30}', '监控资料保存不少于 30 日；合同与保险到期前 30 日提醒（安居默认）', 'seed', '2026-01-01T00:00:00Z');
