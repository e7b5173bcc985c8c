-- A steward's leave: who stands in for him in his buildings, from when to when (S1-05, S1-06).

-- until_date is the last day away; ended_on the day from which he is back earlier than planned.
CREATE TABLE steward_leave (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  stand_in_id uuid NOT NULL,
  stand_in_name text NOT NULL,
  from_date date NOT NULL,
  until_date date NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_on date,
  ended_by text,
  CONSTRAINT steward_leave_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT steward_leave_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT steward_leave_period_check CHECK (until_date >= from_date),
  CONSTRAINT steward_leave_self_check CHECK (stand_in_id <> account_id)
);
SELECT app.distribute('steward_leave');
CREATE INDEX steward_leave_days_idx ON steward_leave (estate_id, until_date);
