-- One upload on its way in: the file, which column fills which, how far it is and what came of it (SX-15).
-- estate_id is the nil id for imports that belong to no single estate.
CREATE TABLE import_run (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  file_id uuid,
  file_name text NOT NULL,
  sha256 bytea NOT NULL,
  sheets jsonb NOT NULL,
  sheet integer NOT NULL,
  mapping jsonb NOT NULL,
  remembered boolean NOT NULL,
  mode text,
  total integer NOT NULL DEFAULT 0,
  bad integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  same integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  failures bytea,
  made_by text NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  finished_at timestamptz,
  CONSTRAINT import_run_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT import_run_state_check CHECK (state IN ('uploaded', 'queued', 'running', 'done', 'failed', 'discarded')),
  CONSTRAINT import_run_mode_check CHECK (mode IS NULL OR mode IN ('all', 'good'))
);
SELECT app.distribute('import_run');
CREATE INDEX import_run_made_idx ON import_run (estate_id, made_at);

-- Which column of a foreign file fills which of ours, remembered per organisation (or estate) and header.
CREATE TABLE import_mapping (
  owner_id uuid NOT NULL,
  kind text NOT NULL,
  signature text NOT NULL,
  mapping jsonb NOT NULL,
  used_by text NOT NULL,
  used_at timestamptz NOT NULL,
  CONSTRAINT import_mapping_pkey PRIMARY KEY (owner_id, kind, signature)
);
SELECT app.replicate('import_mapping');
