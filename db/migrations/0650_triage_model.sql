-- What each estate's desk has learnt from its own tickets (a small classical model), and how good it was when tried.
-- The bytes hold single signs and pairs of signs that several texts share, never a sentence.
CREATE TABLE triage_model (
  estate_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  form integer NOT NULL,
  tickets integer NOT NULL,
  threshold double precision NOT NULL,
  figures jsonb NOT NULL,
  body bytea NOT NULL,
  CONSTRAINT triage_model_pkey PRIMARY KEY (estate_id),
  CONSTRAINT triage_model_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('triage_model');
