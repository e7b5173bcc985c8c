-- Who does what when a county closes its estates. What belongs to a region (leaders, groupings, plans) is small and read
-- everywhere: reference tables. What belongs to an estate is distributed.

-- S6-17..19: a neighbourhood's county leader and section-level cadre, a town's main responsibility; one each at a time.
-- until_on is the first day he is it no more.
CREATE TABLE region_duty (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  kind text NOT NULL,
  holder text NOT NULL,
  office text NOT NULL,
  phone_sealed bytea,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT region_duty_pkey PRIMARY KEY (id),
  CONSTRAINT region_duty_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT region_duty_kind_check CHECK (kind IN ('county_leader', 'section_cadre', 'main')),
  CONSTRAINT region_duty_period_check CHECK (until_on IS NULL OR until_on >= from_on)
);
SELECT app.replicate('region_duty');
CREATE UNIQUE INDEX region_duty_current_key ON region_duty (region_id, kind) WHERE until_on IS NULL;

-- S6-25, S6-28: who answers for an estate on the side of its subject unit, its company or its own management.
CREATE TABLE estate_duty (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  party text NOT NULL,
  holder text NOT NULL,
  office text NOT NULL,
  phone_sealed bytea,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT estate_duty_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT estate_duty_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT estate_duty_party_check CHECK (party IN ('subject_unit', 'company', 'self', 'neighbourhood')),
  CONSTRAINT estate_duty_period_check CHECK (until_on IS NULL OR until_on >= from_on)
);
SELECT app.distribute('estate_duty');
CREATE UNIQUE INDEX estate_duty_current_key ON estate_duty (estate_id, party) WHERE until_on IS NULL;

-- S6-12: the brigade's members; the number is the brigade's own and finds a member again in the next table.
CREATE TABLE brigade_member (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  number text NOT NULL,
  name text NOT NULL,
  squad text,
  phone_sealed bytea,
  left_on date,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT brigade_member_pkey PRIMARY KEY (id),
  CONSTRAINT brigade_member_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  CONSTRAINT brigade_member_number_key UNIQUE (organisation_id, number)
);
SELECT app.replicate('brigade_member');

-- S6-30: the grouping of a neighbourhood: proposed, then confirmed by the neighbourhood and the forestry bureau. A change
-- is the next version and wants both again; until then the last agreed one holds.
CREATE TABLE grouping (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  groups jsonb NOT NULL,
  reason text,
  community_by text,
  community_name text,
  community_at timestamptz,
  forestry_by text,
  forestry_name text,
  forestry_at timestamptz,
  returned_name text,
  returned_reason text,
  returned_at timestamptz,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  agreed_at timestamptz,
  ended_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT grouping_pkey PRIMARY KEY (id),
  CONSTRAINT grouping_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT grouping_version_key UNIQUE (region_id, version),
  CONSTRAINT grouping_state_check CHECK (state IN ('open', 'agreed', 'superseded'))
);
SELECT app.replicate('grouping');
CREATE UNIQUE INDEX grouping_open_key ON grouping (region_id) WHERE state = 'open';
CREATE UNIQUE INDEX grouping_agreed_key ON grouping (region_id) WHERE state = 'agreed';

-- S6-27: the members of an agreed grouping at an estate, with dates; the history of who stood where.
CREATE TABLE brigade_post (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  grouping_id uuid NOT NULL,
  group_name text NOT NULL,
  member_id uuid NOT NULL,
  leads boolean NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  CONSTRAINT brigade_post_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT brigade_post_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT brigade_post_grouping_fkey FOREIGN KEY (grouping_id) REFERENCES grouping (id),
  CONSTRAINT brigade_post_member_fkey FOREIGN KEY (member_id) REFERENCES brigade_member (id)
);
SELECT app.distribute('brigade_post');
CREATE UNIQUE INDEX brigade_post_current_key ON brigade_post (estate_id, member_id) WHERE until_at IS NULL;

-- S6-13: vehicles and what they are used for; one use at a time. The place is a neighbourhood's group or an estate.
CREATE TABLE response_vehicle (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  plate text NOT NULL,
  kind text NOT NULL,
  seats integer,
  left_on date,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT response_vehicle_pkey PRIMARY KEY (id),
  CONSTRAINT response_vehicle_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  CONSTRAINT response_vehicle_plate_key UNIQUE (plate)
);
SELECT app.replicate('response_vehicle');

CREATE TABLE vehicle_use (
  id uuid NOT NULL,
  vehicle_id uuid NOT NULL,
  region_id uuid NOT NULL,
  place_kind text NOT NULL,
  place_id uuid NOT NULL,
  place_name text NOT NULL,
  driver text,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT vehicle_use_pkey PRIMARY KEY (id),
  CONSTRAINT vehicle_use_vehicle_fkey FOREIGN KEY (vehicle_id) REFERENCES response_vehicle (id),
  CONSTRAINT vehicle_use_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT vehicle_use_place_check CHECK (place_kind IN ('group', 'estate')),
  CONSTRAINT vehicle_use_period_check CHECK (until_on IS NULL OR until_on >= from_on)
);
SELECT app.replicate('vehicle_use');
CREATE UNIQUE INDEX vehicle_use_current_key ON vehicle_use (vehicle_id) WHERE until_on IS NULL;

-- S6-14, S6-16, S6-21, S6-23, S6-24: work at an estate, done by somebody with a phone, seen by who asked for it.
-- cost in fen; minutes is the time used; plan_key makes a planned day's work exist once.
CREATE TABLE response_task (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  place text,
  detail text,
  due_on date NOT NULL,
  organisation_name text NOT NULL,
  account_id uuid,
  account_name text,
  state text NOT NULL,
  started_at timestamptz,
  started_name text,
  started_device timestamptz,
  done_at timestamptz,
  done_by text,
  done_name text,
  device_at timestamptz,
  minutes integer,
  material text,
  cost bigint,
  note text,
  photos uuid[] NOT NULL DEFAULT '{}',
  returned_reason text,
  seen_name text,
  seen_at timestamptz,
  plan_key text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT response_task_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT response_task_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT response_task_plan_key UNIQUE (estate_id, kind, plan_key),
  CONSTRAINT response_task_kind_check CHECK (kind IN ('fence', 'repair', 'disinfect', 'grid')),
  CONSTRAINT response_task_state_check CHECK (state IN ('planned', 'started', 'done', 'seen', 'cancelled')),
  CONSTRAINT response_task_cost_check CHECK (cost IS NULL OR cost >= 0),
  CONSTRAINT response_task_minutes_check CHECK (minutes IS NULL OR minutes >= 0)
);
SELECT app.distribute('response_task');
CREATE INDEX response_task_due_idx ON response_task (estate_id, due_on);

-- S6-21: a grid worker's grid: buildings of an estate, with dates.
CREATE TABLE grid_worker (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  grid text NOT NULL,
  buildings uuid[] NOT NULL,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT grid_worker_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT grid_worker_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT grid_worker_period_check CHECK (until_on IS NULL OR until_on >= from_on)
);
SELECT app.distribute('grid_worker');
CREATE UNIQUE INDEX grid_worker_current_key ON grid_worker (estate_id, account_id) WHERE until_on IS NULL;

CREATE TABLE grid_report (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  day date NOT NULL,
  visited integer NOT NULL,
  not_met integer NOT NULL,
  needs text,
  note text,
  photos uuid[] NOT NULL DEFAULT '{}',
  made_at timestamptz NOT NULL,
  device_at timestamptz,
  CONSTRAINT grid_report_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT grid_report_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT grid_report_count_check CHECK (visited >= 0 AND not_met >= 0)
);
SELECT app.distribute('grid_report');
CREATE INDEX grid_report_day_idx ON grid_report (estate_id, day);

-- S6-02, S6-22: the work plan with its versions and the instructions to companies; sent to units, read and confirmed.
CREATE TABLE response_paper (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  kind text NOT NULL,
  series uuid NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  body jsonb NOT NULL,
  reason text,
  state text NOT NULL,
  due_on date,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  sent_by text,
  sent_name text,
  sent_at timestamptz,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT response_paper_pkey PRIMARY KEY (id),
  CONSTRAINT response_paper_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT response_paper_version_key UNIQUE (series, version),
  CONSTRAINT response_paper_kind_check CHECK (kind IN ('plan', 'instruction')),
  CONSTRAINT response_paper_state_check CHECK (state IN ('draft', 'sent', 'replaced'))
);
SELECT app.replicate('response_paper');

CREATE TABLE paper_unit (
  paper_id uuid NOT NULL,
  unit_kind text NOT NULL,
  unit_id uuid NOT NULL,
  unit_name text NOT NULL,
  read_by text,
  read_name text,
  read_at timestamptz,
  reply text,
  CONSTRAINT paper_unit_pkey PRIMARY KEY (paper_id, unit_kind, unit_id),
  CONSTRAINT paper_unit_paper_fkey FOREIGN KEY (paper_id) REFERENCES response_paper (id),
  CONSTRAINT paper_unit_kind_check CHECK (unit_kind IN ('region', 'organisation', 'estate'))
);
SELECT app.replicate('paper_unit');
