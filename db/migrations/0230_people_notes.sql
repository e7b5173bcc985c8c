-- Notes on a home for who serves it (E2), and the dated entries of an employee's own file (S7-16). Free text may tell
-- of persons, so it stands sealed.
CREATE TABLE unit_note (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  text_sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT unit_note_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT unit_note_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id)
);
SELECT app.distribute('unit_note');
CREATE INDEX unit_note_unit_idx ON unit_note (estate_id, unit_id) WHERE ended_at IS NULL;

CREATE TABLE staff_entry (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  on_date date NOT NULL,
  title text NOT NULL,
  text_sealed bytea,
  score integer,
  made_by text NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  seen_at timestamptz,
  reply_sealed bytea,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  CONSTRAINT staff_entry_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT staff_entry_kind_check CHECK (kind IN ('training', 'commendation', 'discipline', 'assessment')),
  CONSTRAINT staff_entry_score_check CHECK ((score IS NULL OR kind = 'assessment') AND score BETWEEN 0 AND 100)
);
SELECT app.distribute('staff_entry');
CREATE INDEX staff_entry_account_idx ON staff_entry (estate_id, account_id, on_date);
