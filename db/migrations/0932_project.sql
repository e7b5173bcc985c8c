-- The project of a garage (S4-13..15): from the vacant site to the first retrieval. Areas in 0.01 m2, cost in fen.
CREATE TABLE garage_project (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  name text NOT NULL,
  need text NOT NULL,
  state text NOT NULL DEFAULT 'draft',
  waiting integer NOT NULL,
  option_id uuid,
  voted_on date,
  voted_document text,
  voted_area integer,
  voted_area_for integer,
  voted_heads integer,
  voted_heads_for integer,
  approvals jsonb NOT NULL DEFAULT '[]',
  accepted_on date,
  accepted_by text,
  accepted_note text,
  inspected_on date,
  inspection_report text,
  inspected_until date,
  garage_id uuid,
  dropped_reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_project_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_project_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT garage_project_number_key UNIQUE (estate_id, number),
  CONSTRAINT garage_project_state_check CHECK (state IN ('draft', 'voting', 'approval', 'building', 'acceptance', 'inspection', 'in_use', 'dropped')),
  CONSTRAINT garage_project_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage (estate_id, id)
);
SELECT app.distribute('garage_project');

-- Alternatives side by side; green area lost and replaced must be said, also when it is none (S4-14).
CREATE TABLE garage_option (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  site text NOT NULL,
  site_kind text NOT NULL,
  land_area integer NOT NULL,
  green_lost integer NOT NULL,
  green_replaced integer NOT NULL,
  green_how text,
  spaces integer NOT NULL,
  spaces_lost integer NOT NULL,
  cost bigint NOT NULL,
  note text,
  CONSTRAINT garage_option_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_option_project_fkey FOREIGN KEY (estate_id, project_id) REFERENCES garage_project (estate_id, id),
  CONSTRAINT garage_option_name_key UNIQUE (estate_id, project_id, name),
  CONSTRAINT garage_option_site_check CHECK (site_kind IN ('vacant', 'surface', 'road', 'green', 'other')),
  CONSTRAINT garage_option_number_check CHECK (land_area > 0 AND green_lost >= 0 AND green_replaced >= 0 AND green_lost <= land_area AND spaces > 0 AND spaces_lost >= 0 AND cost >= 0),
  CONSTRAINT garage_option_green_check CHECK (green_replaced = 0 OR green_how IS NOT NULL)
);
SELECT app.distribute('garage_option');
CREATE INDEX garage_option_project_idx ON garage_option (estate_id, project_id);

CREATE TABLE garage_project_step (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  project_id uuid NOT NULL,
  act text NOT NULL,
  note text,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT garage_project_step_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_project_step_project_fkey FOREIGN KEY (estate_id, project_id) REFERENCES garage_project (estate_id, id)
);
SELECT app.distribute('garage_project_step');
CREATE INDEX garage_project_step_project_idx ON garage_project_step (estate_id, project_id, at);

-- S3-42: a plan of its own for a special matter as the garage: text, who approved it, its steps.
CREATE TABLE garage_plan (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid,
  title text NOT NULL,
  text text NOT NULL,
  steps jsonb NOT NULL,
  state text NOT NULL DEFAULT 'draft',
  approved_by text,
  approved_id text,
  approved_at timestamptz,
  made_id text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_plan_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_plan_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT garage_plan_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage (estate_id, id),
  CONSTRAINT garage_plan_state_check CHECK (state IN ('draft', 'approved', 'done'))
);
SELECT app.distribute('garage_plan');

-- Civil Code 278: what part of area and heads must take part, and what part of those must agree, as fractions.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('09320000-0000-7000-8000-000000000001', 'garage.vote', 'CN', NULL, NULL, '2021-01-01',
   '{"part": [2, 3], "agree": [3, 4]}', '民法典第二百七十八条：改变共有部分用途、改建附属设施', 'seed', '2026-01-01T00:00:00Z');
