-- The yearly survey of overall satisfaction (S7-08): a measure of its own beside the monthly follow-up (K12).

-- population: owners and users registered when it was opened, all of whom are asked. result is frozen at the closing.
CREATE TABLE survey (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  year integer NOT NULL,
  target integer NOT NULL,
  questions jsonb NOT NULL,
  population integer NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by text NOT NULL,
  closed_at timestamptz,
  closed_by text,
  result jsonb,
  CONSTRAINT survey_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT survey_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT survey_year_key UNIQUE (estate_id, year),
  CONSTRAINT survey_closed_check CHECK ((closed_at IS NULL) = (result IS NULL))
);
SELECT app.distribute('survey');

-- respondent is a blind index of survey and account: nobody answers twice, and no answer names anybody.
CREATE TABLE survey_answer (
  estate_id uuid NOT NULL,
  survey_id uuid NOT NULL,
  respondent bytea NOT NULL,
  kind text NOT NULL,
  scores jsonb NOT NULL,
  day date NOT NULL,
  CONSTRAINT survey_answer_pkey PRIMARY KEY (estate_id, survey_id, respondent),
  CONSTRAINT survey_answer_survey_fkey FOREIGN KEY (estate_id, survey_id) REFERENCES survey (estate_id, id),
  CONSTRAINT survey_answer_kind_check CHECK (kind IN ('owner', 'user'))
);
SELECT app.distribute('survey_answer');

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('06310000-0000-7000-8000-000000000001', 'survey.rules', 'CN', NULL, NULL, '2020-01-01', NULL, '{"target":90,"satisfiedFrom":4,"questions":[{"key":"reply","weight":25,"zh":"投诉、咨询和报修的处理","en":"Complaints, inquiries and repairs"},{"key":"clean","weight":20,"zh":"清洁与绿化","en":"Cleaning and greening"},{"key":"order","weight":20,"zh":"秩序与安全","en":"Order and safety"},{"key":"upkeep","weight":20,"zh":"公共设施维护","en":"Upkeep of common facilities"},{"key":"manner","weight":15,"zh":"服务态度","en":"Manner of the staff"}]}', 'S7-08', 'seed', '2020-01-01T00:00:00Z');
