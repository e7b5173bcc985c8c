-- J-08: each week somebody asks whether the measure is still needed and still the mildest.
CREATE TABLE closure_review (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  due_on date NOT NULL,
  result text NOT NULL,
  note text NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT closure_review_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT closure_review_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure (estate_id, id),
  CONSTRAINT closure_review_once_key UNIQUE (estate_id, closure_id, due_on),
  CONSTRAINT closure_review_result_check CHECK (result IN ('keep', 'ease', 'lift'))
);
SELECT app.distribute('closure_review');

-- J-01, J-03: who is isolated at home, and who needs care while the estate is closed. Who it is and what ails him stand
-- in `sealed` only, under the closure's own key; rows go with the closure's data.
CREATE TABLE care_case (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  sealed bytea NOT NULL,
  start_on date NOT NULL,
  end_on date,
  checks_a_day integer NOT NULL,
  worker_id uuid NOT NULL,
  worker_name text NOT NULL,
  state text NOT NULL,
  ended_name text,
  ended_at timestamptz,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT care_case_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT care_case_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure (estate_id, id),
  CONSTRAINT care_case_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT care_case_kind_check CHECK (kind IN ('isolation', 'care')),
  CONSTRAINT care_case_state_check CHECK (state IN ('open', 'ended')),
  CONSTRAINT care_case_period_check CHECK (end_on IS NULL OR end_on > start_on)
);
SELECT app.distribute('care_case');
CREATE INDEX care_case_closure_idx ON care_case (estate_id, closure_id);

-- One check of a day's turn: 1 in the morning, 2 in the evening. Sealed: temperature, signs.
CREATE TABLE care_check (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  day date NOT NULL,
  turn integer NOT NULL,
  alarm boolean NOT NULL,
  sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  CONSTRAINT care_check_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT care_check_case_fkey FOREIGN KEY (estate_id, case_id) REFERENCES care_case (estate_id, id),
  CONSTRAINT care_check_turn_key UNIQUE (estate_id, case_id, day, turn)
);
SELECT app.distribute('care_check');

-- Supplies and help asked for and brought.
CREATE TABLE care_need (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  kind text NOT NULL,
  sealed bytea NOT NULL,
  due_on date NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  brought_name text,
  brought_at timestamptz,
  CONSTRAINT care_need_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT care_need_case_fkey FOREIGN KEY (estate_id, case_id) REFERENCES care_case (estate_id, id),
  CONSTRAINT care_need_kind_check CHECK (kind IN ('food', 'medicine', 'rubbish', 'doctor', 'other'))
);
SELECT app.distribute('care_need');

-- S6-04: the survey as a campaign: led by the bureau with the town, over all estates, with a last day; its totals are
-- frozen when it closes, a correction is the next version.
CREATE TABLE survey_round (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  title text NOT NULL,
  bureau text NOT NULL,
  town text NOT NULL,
  starts_on date NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT survey_round_pkey PRIMARY KEY (id),
  CONSTRAINT survey_round_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT survey_round_state_check CHECK (state IN ('open', 'closed')),
  CONSTRAINT survey_round_period_check CHECK (due_on >= starts_on)
);
SELECT app.replicate('survey_round');
CREATE UNIQUE INDEX survey_round_open_key ON survey_round (region_id) WHERE state = 'open';

CREATE TABLE survey_result (
  round_id uuid NOT NULL,
  version integer NOT NULL,
  figures jsonb NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT survey_result_pkey PRIMARY KEY (round_id, version),
  CONSTRAINT survey_result_round_fkey FOREIGN KEY (round_id) REFERENCES survey_round (id)
);
SELECT app.replicate('survey_result');

-- S6-31: patrols of the police in the county town, planned and noted.
CREATE TABLE police_patrol (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  route text NOT NULL,
  leader text NOT NULL,
  officers integer NOT NULL,
  state text NOT NULL,
  note text,
  incidents integer,
  closed_name text,
  closed_at timestamptz,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT police_patrol_pkey PRIMARY KEY (id),
  CONSTRAINT police_patrol_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT police_patrol_state_check CHECK (state IN ('planned', 'done', 'dropped')),
  CONSTRAINT police_patrol_period_check CHECK (ends_at > starts_at),
  CONSTRAINT police_patrol_officers_check CHECK (officers > 0)
);
SELECT app.replicate('police_patrol');
CREATE INDEX police_patrol_region_idx ON police_patrol (region_id, starts_at);

-- S6-20: somebody sent to an estate that lacks people, for a while.
CREATE TABLE dispatch (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  member_id uuid,
  account_id uuid,
  name text NOT NULL,
  work text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  state text NOT NULL,
  arrived_at timestamptz,
  ended_at timestamptz,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT dispatch_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT dispatch_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT dispatch_member_fkey FOREIGN KEY (member_id) REFERENCES brigade_member (id),
  CONSTRAINT dispatch_state_check CHECK (state IN ('sent', 'arrived', 'over')),
  CONSTRAINT dispatch_who_check CHECK ((member_id IS NULL) <> (account_id IS NULL)),
  CONSTRAINT dispatch_period_check CHECK (until_at > from_at)
);
SELECT app.distribute('dispatch');
CREATE INDEX dispatch_until_idx ON dispatch (estate_id, until_at);

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000771', 'response.care', 'CN', NULL, NULL, '2020-01-01', '{"isolationDays": 14, "isolationChecks": 2, "careChecks": 1, "until": ["12:00", "20:00"]}',
   '2020—2022年各地通告的通行做法：居家隔离14天、每日两次检查；可按决定另立一条', 'seed', '2026-01-01T00:00:00Z');
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000772', 'response.review', 'CN', NULL, NULL, '2020-01-01', '{"days": 7}',
   '突发公共卫生事件应对法第八条：措施应与危害程度相适应并及时调整；安居默认每周复核', 'seed', '2026-01-01T00:00:00Z');
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000773', 'response.manning', 'CN', NULL, NULL, '2020-01-01', '{"people": 1}',
   '任务书第六章：杜绝出现工作人员空岗现象；每个封闭小区至少一人在岗', 'seed', '2026-01-01T00:00:00Z');
