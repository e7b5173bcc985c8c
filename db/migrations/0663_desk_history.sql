-- Tickets of the time before: an estate's old table, kept to be looked up. No promise counts on them and no rate reads them.

-- flags: what is odd about a row (closed before it was opened, a room that does not exist); it is kept all the same.
CREATE TABLE ticket_history (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  source_key text NOT NULL,
  number text,
  opened_on date NOT NULL,
  opened_time time,
  closed_on date,
  closed_time time,
  kind text,
  text text NOT NULL,
  room text,
  unit_id uuid,
  result text,
  flags text[] NOT NULL DEFAULT '{}',
  source text NOT NULL DEFAULT 'imported',
  imported_by text NOT NULL,
  imported_at timestamptz NOT NULL,
  CONSTRAINT ticket_history_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ticket_history_source_key UNIQUE (estate_id, source_key),
  CONSTRAINT ticket_history_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT ticket_history_source_check CHECK (source = 'imported')
);
SELECT app.distribute('ticket_history');
CREATE INDEX ticket_history_opened_idx ON ticket_history (estate_id, opened_on, id);
