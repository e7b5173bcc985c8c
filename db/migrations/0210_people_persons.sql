-- Persons of an estate and what ties them to its units. Phone and ID number stand only as ciphertext and blind index;
-- names are found by a stored pinyin key.
CREATE TABLE person (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'person',
  name text NOT NULL,
  pinyin text COLLATE "C" NOT NULL,
  initials text COLLATE "C" NOT NULL,
  phone_sealed bytea,
  phone_blind bytea,
  phone_tail bytea,
  id_sealed bytea,
  id_blind bytea,
  birth_year integer,
  note text,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT person_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT person_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT person_id_number_key UNIQUE (estate_id, id_blind),
  CONSTRAINT person_kind_check CHECK (kind IN ('person', 'company'))
);
SELECT app.distribute('person');
CREATE INDEX person_phone_idx ON person (estate_id, phone_blind);
CREATE INDEX person_tail_idx ON person (estate_id, phone_tail);
CREATE INDEX person_pinyin_idx ON person (estate_id, pinyin);
CREATE INDEX person_initials_idx ON person (estate_id, initials);
CREATE INDEX person_name_idx ON person (estate_id, name);

-- Which persons a phone number belongs to, over all estates, so that its holder can sign in. Keyed hash only.
CREATE TABLE phone_claim (
  phone_blind bytea NOT NULL,
  estate_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT phone_claim_pkey PRIMARY KEY (phone_blind, estate_id, person_id)
);
SELECT app.replicate('phone_claim');
CREATE INDEX phone_claim_person_idx ON phone_claim (estate_id, person_id);

-- S7-09: an owner holds a share of a unit; who uses it is in a household. Ended rows stay as history.
CREATE TABLE ownership (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  share_part integer NOT NULL,
  share_whole integer NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT ownership_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ownership_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT ownership_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person (estate_id, id),
  CONSTRAINT ownership_share_check CHECK (share_part > 0 AND share_part <= share_whole AND share_whole <= 10000),
  CONSTRAINT ownership_dates_check CHECK (until_at IS NULL OR until_at >= from_at)
);
SELECT app.distribute('ownership');
CREATE INDEX ownership_unit_idx ON ownership (estate_id, unit_id);
CREATE INDEX ownership_person_idx ON ownership (estate_id, person_id);
CREATE UNIQUE INDEX ownership_open_key ON ownership (estate_id, unit_id, person_id) WHERE until_at IS NULL;

CREATE TABLE household (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  kind text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT household_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT household_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT household_kind_check CHECK (kind IN ('own', 'lease')),
  CONSTRAINT household_dates_check CHECK (until_at IS NULL OR until_at >= from_at)
);
SELECT app.distribute('household');
CREATE INDEX household_unit_idx ON household (estate_id, unit_id);

CREATE TABLE household_member (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  person_id uuid NOT NULL,
  relation text NOT NULL,
  contact boolean NOT NULL DEFAULT false,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT household_member_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT household_member_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household (estate_id, id),
  CONSTRAINT household_member_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person (estate_id, id),
  CONSTRAINT household_member_relation_check CHECK (relation IN ('self', 'spouse', 'child', 'parent', 'relative', 'carer', 'flatmate', 'employee', 'other')),
  CONSTRAINT household_member_dates_check CHECK (until_at IS NULL OR until_at >= from_at)
);
SELECT app.distribute('household_member');
CREATE INDEX household_member_household_idx ON household_member (estate_id, household_id);
CREATE INDEX household_member_person_idx ON household_member (estate_id, person_id);
CREATE UNIQUE INDEX household_member_open_key ON household_member (estate_id, household_id, person_id) WHERE until_at IS NULL;

CREATE TABLE vehicle (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  plate text COLLATE "C" NOT NULL,
  kind text NOT NULL DEFAULT 'car',
  model text,
  unit_id uuid,
  person_id uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT vehicle_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT vehicle_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT vehicle_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person (estate_id, id),
  CONSTRAINT vehicle_kind_check CHECK (kind IN ('car', 'motorcycle', 'truck', 'other'))
);
SELECT app.distribute('vehicle');
CREATE UNIQUE INDEX vehicle_plate_key ON vehicle (estate_id, plate) WHERE until_at IS NULL;
CREATE INDEX vehicle_unit_idx ON vehicle (estate_id, unit_id);
CREATE INDEX vehicle_person_idx ON vehicle (estate_id, person_id);

CREATE TABLE consent (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  given_at timestamptz NOT NULL,
  until_at timestamptz,
  withdrawn_at timestamptz,
  made_by text NOT NULL,
  CONSTRAINT consent_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT consent_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person (estate_id, id),
  CONSTRAINT consent_channel_check CHECK (channel IN ('desk', 'paper', 'phone', 'app'))
);
SELECT app.distribute('consent');
CREATE INDEX consent_person_idx ON consent (estate_id, person_id);

-- One waiting sign-in code per phone; the code itself stands here as a keyed hash.
CREATE TABLE phone_code (
  phone_blind bytea NOT NULL,
  code_hash bytea NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  until_at timestamptz NOT NULL,
  CONSTRAINT phone_code_pkey PRIMARY KEY (phone_blind)
);
