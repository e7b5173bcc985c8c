-- Which plate may pass where and when. The room `lane` owns the table; parking, the gate and the register of vehicles
-- write rows of it. Plates stand sealed and under a blind index of the estate's key. `lanes` NULL: every lane of the estate.
-- `stay_group`: rights of one household that share its spaces; at most `group_spaces` of them are inside at a time.
CREATE TABLE passage_right (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  plate_blind bytea NOT NULL,
  plate_sealed bytea NOT NULL,
  lanes uuid[],
  direction text NOT NULL DEFAULT 'both',
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  stay_group uuid,
  group_spaces integer,
  source text NOT NULL,
  source_id uuid NOT NULL,
  note text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  CONSTRAINT passage_right_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT passage_right_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT passage_right_kind_check CHECK (kind IN ('owner', 'monthly', 'visitor', 'temporary', 'exit', 'barred', 'special')),
  CONSTRAINT passage_right_direction_check CHECK (direction IN ('in', 'out', 'both')),
  CONSTRAINT passage_right_period_check CHECK (until_at IS NULL OR from_at < until_at),
  CONSTRAINT passage_right_group_check CHECK (stay_group IS NULL OR group_spaces >= 0)
);
SELECT app.distribute('passage_right');
CREATE UNIQUE INDEX passage_right_source_key ON passage_right (estate_id, source, source_id, plate_blind, kind) WHERE ended_at IS NULL;
CREATE INDEX passage_right_plate_idx ON passage_right (estate_id, plate_blind) WHERE ended_at IS NULL;
