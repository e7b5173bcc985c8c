-- Posts, who is on duty there and when, who is really there, and which steward a building has.

-- covers: frames of the local day in minutes, [{"from":0,"until":1440}]. unattended_minutes overrides the rule of the
-- estate. headcount and certificate: how many persons of what training the post should have (S7-32).
CREATE TABLE post (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  building_id uuid,
  section_id uuid,
  party text NOT NULL DEFAULT 'company',
  covers jsonb NOT NULL,
  unattended_minutes integer,
  headcount integer,
  certificate text,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT post_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT post_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building (estate_id, id),
  CONSTRAINT post_section_fkey FOREIGN KEY (estate_id, section_id) REFERENCES section (estate_id, id),
  CONSTRAINT post_name_key UNIQUE (estate_id, name),
  CONSTRAINT post_kind_check CHECK (kind IN ('lobby', 'gate', 'desk', 'other')),
  CONSTRAINT post_party_check CHECK (party IN ('neighbourhood', 'company', 'brigade', 'subject_unit')),
  CONSTRAINT post_minutes_check CHECK (unattended_minutes IS NULL OR unattended_minutes >= 0)
);
SELECT app.distribute('post');

-- A person's turn: at a post (kind is then the post's) or on call for a kind. Without ends_at it stands until ended.
CREATE TABLE duty (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  post_id uuid,
  account_id uuid NOT NULL,
  name text NOT NULL,
  party text NOT NULL DEFAULT 'company',
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  superior_id uuid,
  superior_name text,
  absent_at timestamptz,
  absence_reason text,
  made_by text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT duty_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT duty_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post (estate_id, id),
  CONSTRAINT duty_period_check CHECK (ends_at IS NULL OR ends_at > starts_at),
  CONSTRAINT duty_superior_check CHECK ((superior_id IS NULL) = (superior_name IS NULL))
);
SELECT app.distribute('duty');
CREATE INDEX duty_kind_idx ON duty (estate_id, kind, starts_at);
CREATE INDEX duty_post_idx ON duty (estate_id, post_id, starts_at);
CREATE INDEX duty_account_idx ON duty (estate_id, account_id, starts_at);

-- Who is at the post: from check-in to check-out, with the note for who comes next.
CREATE TABLE presence (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  duty_id uuid,
  in_at timestamptz NOT NULL,
  in_device_time timestamptz,
  out_at timestamptz,
  out_device_time timestamptz,
  note text,
  handed_to uuid,
  handed_name text,
  read_at timestamptz,
  CONSTRAINT presence_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT presence_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post (estate_id, id),
  CONSTRAINT presence_duty_fkey FOREIGN KEY (estate_id, duty_id) REFERENCES duty (estate_id, id),
  CONSTRAINT presence_period_check CHECK (out_at IS NULL OR out_at >= in_at)
);
SELECT app.distribute('presence');
CREATE UNIQUE INDEX presence_open_key ON presence (estate_id, post_id, account_id) WHERE out_at IS NULL;
CREATE INDEX presence_post_idx ON presence (estate_id, post_id, in_at);

-- An unattended post (S6-45): since when nobody was there, who was alarmed, when somebody came.
CREATE TABLE vacancy (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  since timestamptz NOT NULL,
  limit_minutes integer NOT NULL,
  alarmed_at timestamptz NOT NULL,
  alarmed_id uuid,
  alarmed_name text,
  ended_at timestamptz,
  CONSTRAINT vacancy_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT vacancy_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post (estate_id, id)
);
SELECT app.distribute('vacancy');
CREATE UNIQUE INDEX vacancy_open_key ON vacancy (estate_id, post_id) WHERE ended_at IS NULL;
CREATE INDEX vacancy_since_idx ON vacancy (estate_id, since);

-- A coming gap of the roster is told once.
CREATE TABLE gap_notice (
  estate_id uuid NOT NULL,
  post_id uuid NOT NULL,
  gap_from timestamptz NOT NULL,
  gap_until timestamptz NOT NULL,
  told_at timestamptz NOT NULL,
  CONSTRAINT gap_notice_pkey PRIMARY KEY (estate_id, post_id, gap_from),
  CONSTRAINT gap_notice_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post (estate_id, id)
);
SELECT app.distribute('gap_notice');

-- S1-06: one steward per building at a time; from_date is his first day, until_date the first day he is not.
CREATE TABLE stewardship (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  full_time boolean NOT NULL DEFAULT true,
  from_date date NOT NULL,
  until_date date,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT stewardship_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT stewardship_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building (estate_id, id),
  CONSTRAINT stewardship_period_check CHECK (until_date IS NULL OR until_date > from_date)
);
SELECT app.distribute('stewardship');
CREATE UNIQUE INDEX stewardship_open_key ON stewardship (estate_id, building_id) WHERE until_date IS NULL;
CREATE INDEX stewardship_building_idx ON stewardship (estate_id, building_id, from_date);

-- What residents see of a person of the estate's staff: photo, strengths, service phone, further items.
CREATE TABLE staff_card (
  estate_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  photo_id uuid,
  strengths text,
  phone text,
  more jsonb NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT staff_card_pkey PRIMARY KEY (estate_id, account_id),
  CONSTRAINT staff_card_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT staff_card_photo_fkey FOREIGN KEY (estate_id, photo_id) REFERENCES file (estate_id, id)
);
SELECT app.distribute('staff_card');

-- unattendedMinutes: how long a post may have nobody; escalateMinutes: how long an alarm may stay unacknowledged;
-- gapHours: how long ahead a gap in the roster is told. The mission leaves the numbers to the estate.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('03000000-0000-7000-8000-000000000001', 'roster.post', 'CN', NULL, NULL, '2020-01-01', NULL, '{"unattendedMinutes":10,"escalateMinutes":5,"gapHours":24}', 'S6-45', 'seed', '2020-01-01T00:00:00Z');
