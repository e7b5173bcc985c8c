-- S7-25, S7-26: the guide to correct use and the owners' covenant, in published versions, with a receipt per home.
-- S7-17, W25: improper conduct: what was seen, how it was dissuaded, what came of it, and to whom it was reported.

CREATE TABLE owner_text (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  decision text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  published_at timestamptz,
  published_name text,
  CONSTRAINT owner_text_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT owner_text_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT owner_text_version_key UNIQUE (estate_id, kind, version),
  CONSTRAINT owner_text_kind_check CHECK (kind IN ('guide', 'covenant')),
  CONSTRAINT owner_text_decision_check CHECK (kind <> 'covenant' OR published_at IS NULL OR decision IS NOT NULL)
);
SELECT app.distribute('owner_text');

CREATE TABLE owner_text_receipt (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  text_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  name text NOT NULL,
  channel text NOT NULL,
  at timestamptz NOT NULL,
  entered_by text NOT NULL,
  entered_name text NOT NULL,
  on_behalf boolean NOT NULL,
  CONSTRAINT owner_text_receipt_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT owner_text_receipt_text_fkey FOREIGN KEY (estate_id, text_id) REFERENCES owner_text (estate_id, id),
  CONSTRAINT owner_text_receipt_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT owner_text_receipt_once_key UNIQUE (estate_id, text_id, unit_id),
  CONSTRAINT owner_text_receipt_channel_check CHECK (channel IN ('app', 'desk', 'paper'))
);
SELECT app.distribute('owner_text_receipt');

-- who, what and what followed may tell of persons: sealed. repeat_no counts the same kind at the same home within the
-- rule's months, this one included. text_id: the covenant in force, where an article of it was broken.
CREATE TABLE conduct (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  who bytea,
  what bytea NOT NULL,
  place text,
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  recorded_name text NOT NULL,
  result text NOT NULL,
  result_note bytea,
  article text,
  text_id uuid,
  photo_id uuid,
  repeat_no integer NOT NULL DEFAULT 1,
  report_due boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'recorded',
  reply bytea,
  reply_at timestamptz,
  closed_at timestamptz,
  closed_name text,
  outcome text,
  CONSTRAINT conduct_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT conduct_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT conduct_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT conduct_text_fkey FOREIGN KEY (estate_id, text_id) REFERENCES owner_text (estate_id, id),
  CONSTRAINT conduct_photo_fkey FOREIGN KEY (estate_id, photo_id) REFERENCES file (estate_id, id),
  CONSTRAINT conduct_result_check CHECK (result IN ('stopped', 'promised', 'refused', 'left')),
  CONSTRAINT conduct_state_check CHECK (state IN ('recorded', 'reported', 'closed')),
  CONSTRAINT conduct_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
SELECT app.distribute('conduct');
CREATE INDEX conduct_unit_idx ON conduct (estate_id, unit_id, kind, happened_at);
CREATE INDEX conduct_state_idx ON conduct (estate_id, state, happened_at);

CREATE TABLE conduct_report (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  conduct_id uuid NOT NULL,
  to_whom text NOT NULL,
  to_name text NOT NULL,
  text bytea NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT conduct_report_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT conduct_report_conduct_fkey FOREIGN KEY (estate_id, conduct_id) REFERENCES conduct (estate_id, id),
  CONSTRAINT conduct_report_whom_check CHECK (to_whom IN ('committee', 'neighbourhood', 'police', 'fire', 'housing', 'enforcement'))
);
SELECT app.distribute('conduct_report');
CREATE INDEX conduct_report_conduct_idx ON conduct_report (estate_id, conduct_id);

-- reportAfter: from which repeat on a matter must be reported; atOnce: kinds that must be when they were not stopped.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('04300000-0000-7000-8000-000000000001', 'conduct.terms', 'CN', NULL, NULL, '2020-01-01', NULL,
   '{"repeatMonths":12,"reportAfter":3,"atOnce":["fire_passage","high_throw","wall","dangerous"]}', 'S7-17, 物业管理条例 46', 'seed', '2020-01-01T00:00:00Z');
