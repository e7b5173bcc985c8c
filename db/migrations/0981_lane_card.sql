-- Cards and codes that open lanes (S3-48, S4-18): decided by the house as plates are. The number is found by its blind index
-- in one written form (a Wiegand number as plain decimal); who carries it is sealed beside it.
CREATE TABLE lane_card (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  number_sealed bytea NOT NULL,
  number_blind bytea NOT NULL,
  holder_sealed bytea NOT NULL,
  lanes uuid[],
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  CONSTRAINT lane_card_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_card_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT lane_card_kind_check CHECK (kind IN ('card', 'code'))
);
SELECT app.distribute('lane_card');
CREATE UNIQUE INDEX lane_card_live_key ON lane_card (estate_id, number_blind) WHERE ended_at IS NULL;
CREATE INDEX lane_card_made_idx ON lane_card (estate_id, made_at);
