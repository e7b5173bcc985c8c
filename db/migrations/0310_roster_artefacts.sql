-- Posters and cards of the stewards with their registers, swaps of turns, week templates, certificates and establishment.

-- The photo's size in pixels tells whether it is fine enough for paper; changed_at is when the content last changed.
ALTER TABLE staff_card ADD COLUMN photo_width integer;
ALTER TABLE staff_card ADD COLUMN photo_height integer;
ALTER TABLE staff_card ADD COLUMN changed_at timestamptz;

-- S1-10: what hangs where. shown is what stands on the panel, so that a change of the card tells which panels are old.
CREATE TABLE panel (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  place text NOT NULL,
  mounted_on date NOT NULL,
  account_id uuid NOT NULL,
  card_version integer NOT NULL,
  shown jsonb NOT NULL,
  photo_id uuid,
  by_id uuid,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  removed_on date,
  removed_by text,
  CONSTRAINT panel_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT panel_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building (estate_id, id),
  CONSTRAINT panel_photo_fkey FOREIGN KEY (estate_id, photo_id) REFERENCES file (estate_id, id),
  CONSTRAINT panel_period_check CHECK (removed_on IS NULL OR removed_on >= mounted_on)
);
SELECT app.distribute('panel');
CREATE INDEX panel_building_idx ON panel (estate_id, building_id, mounted_on);

-- S1-11: which household got how many cards of whom, when, from whom.
CREATE TABLE card_given (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  account_id uuid NOT NULL,
  card_version integer NOT NULL,
  shown jsonb NOT NULL,
  quantity integer NOT NULL,
  given_on date NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT card_given_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT card_given_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household (estate_id, id),
  CONSTRAINT card_given_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT card_given_quantity_check CHECK (quantity BETWEEN 1 AND 100)
);
SELECT app.distribute('card_given');
CREATE INDEX card_given_household_idx ON card_given (estate_id, household_id, given_on);

-- A week of turns to be laid over other weeks: [{"day":0,"postId":…,"kind":…,"accountId":…,"from":480,"minutes":720,"superior":…}].
CREATE TABLE roster_template (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  turns jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT roster_template_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT roster_template_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT roster_template_name_key UNIQUE (estate_id, name)
);
SELECT app.distribute('roster_template');

-- A swap: one asks another to take his turn (and may take one of his in return), the other agrees, the keeper approves.
CREATE TABLE duty_swap (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  duty_id uuid NOT NULL,
  return_id uuid,
  asked_id uuid NOT NULL,
  asked_name text NOT NULL,
  to_id uuid NOT NULL,
  to_name text NOT NULL,
  reason text NOT NULL,
  state text NOT NULL DEFAULT 'asked',
  asked_at timestamptz NOT NULL,
  answered_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  note text,
  CONSTRAINT duty_swap_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT duty_swap_duty_fkey FOREIGN KEY (estate_id, duty_id) REFERENCES duty (estate_id, id) ON DELETE CASCADE,
  CONSTRAINT duty_swap_return_fkey FOREIGN KEY (estate_id, return_id) REFERENCES duty (estate_id, id) ON DELETE CASCADE,
  CONSTRAINT duty_swap_state_check CHECK (state IN ('asked', 'agreed', 'declined', 'approved', 'refused', 'withdrawn'))
);
SELECT app.distribute('duty_swap');
CREATE UNIQUE INDEX duty_swap_open_key ON duty_swap (estate_id, duty_id) WHERE state IN ('asked', 'agreed');
CREATE INDEX duty_swap_asked_idx ON duty_swap (estate_id, asked_at);

-- S7-32: certificates that staff hold; the number stays on the paper, the scan is sealed.
CREATE TABLE staff_certificate (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  issuer text,
  valid_until date,
  file_id uuid,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT staff_certificate_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT staff_certificate_file_fkey FOREIGN KEY (estate_id, file_id) REFERENCES file (estate_id, id),
  CONSTRAINT staff_certificate_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('staff_certificate');
CREATE INDEX staff_certificate_account_idx ON staff_certificate (estate_id, account_id);

-- S7-32: how many persons of a role the service centre should have, and the certificate they need.
CREATE TABLE establishment (
  estate_id uuid NOT NULL,
  role text NOT NULL,
  headcount integer NOT NULL,
  certificate text,
  CONSTRAINT establishment_pkey PRIMARY KEY (estate_id, role),
  CONSTRAINT establishment_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT establishment_headcount_check CHECK (headcount BETWEEN 0 AND 999)
);
SELECT app.distribute('establishment');
