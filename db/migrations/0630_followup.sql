-- Monthly follow-up (S1-48..53): what the system drew, who was called and what he said, the frozen months.

-- One round of a month: the tickets closed in [cut_from, cut_until), the seed made of their list, and what was drawn.
CREATE TABLE followup_draw (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  round integer NOT NULL,
  cut_from timestamptz NOT NULL,
  cut_until timestamptz NOT NULL,
  percent integer NOT NULL,
  population integer NOT NULL,
  drawn integer NOT NULL,
  list_hash text NOT NULL,
  seed text NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT followup_draw_pkey PRIMARY KEY (estate_id, month, round),
  CONSTRAINT followup_draw_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT followup_draw_month_check CHECK (extract(day FROM month) = 1),
  CONSTRAINT followup_draw_percent_check CHECK (percent BETWEEN 1 AND 100)
);
SELECT app.distribute('followup_draw');

-- A closed complaint or inquiry of the month. place: its rank in the drawn order of its round. number, kind, class,
-- drawn_major and final_refusal stand as they were at the draw, so that anybody can draw again from the same list.
CREATE TABLE followup_item (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  ticket_id uuid NOT NULL,
  round integer NOT NULL,
  place integer NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  class text NOT NULL,
  closed_at timestamptz NOT NULL,
  drawn_major boolean NOT NULL,
  major boolean NOT NULL,
  final_refusal boolean NOT NULL,
  how text,
  due_on date,
  assigned_id uuid,
  assigned_name text,
  attempts integer NOT NULL DEFAULT 0,
  attempt_days integer NOT NULL DEFAULT 0,
  last_attempt_at timestamptz,
  result text,
  result_at timestamptz,
  CONSTRAINT followup_item_pkey PRIMARY KEY (estate_id, month, ticket_id),
  CONSTRAINT followup_item_draw_fkey FOREIGN KEY (estate_id, month, round) REFERENCES followup_draw (estate_id, month, round),
  CONSTRAINT followup_item_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT followup_item_how_check CHECK (how IS NULL OR how IN ('major', 'sample', 'replacement')),
  CONSTRAINT followup_item_result_check CHECK (result IS NULL OR result IN ('satisfied', 'partly', 'dissatisfied', 'refused', 'unreachable'))
);
SELECT app.distribute('followup_item');
CREATE INDEX followup_item_open_idx ON followup_item (estate_id, due_on) WHERE how IS NOT NULL AND result IS NULL;

-- Every attempt and every correction, never changed.
CREATE TABLE followup_call (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  device_time timestamptz,
  by_id uuid,
  by_name text NOT NULL,
  outcome text NOT NULL,
  satisfaction text,
  script_version integer,
  answers jsonb,
  note text,
  CONSTRAINT followup_call_pkey PRIMARY KEY (estate_id, month, ticket_id, id),
  CONSTRAINT followup_call_item_fkey FOREIGN KEY (estate_id, month, ticket_id) REFERENCES followup_item (estate_id, month, ticket_id),
  CONSTRAINT followup_call_outcome_check CHECK (outcome IN ('answered', 'refused', 'noAnswer', 'correction')),
  CONSTRAINT followup_call_answer_check CHECK ((outcome = 'answered') = (satisfaction IS NOT NULL))
);
SELECT app.distribute('followup_call');

-- SX-08: a closed month. Version 1 is the closing, each later one a correction with its reason; none is ever changed.
CREATE TABLE followup_version (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  reason text,
  report jsonb NOT NULL,
  hash text NOT NULL,
  CONSTRAINT followup_version_pkey PRIMARY KEY (estate_id, month, version),
  CONSTRAINT followup_version_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT followup_version_reason_check CHECK (version = 1 OR reason IS NOT NULL)
);
SELECT app.distribute('followup_version');

-- The estate's own words for the call, a new version with each change; without one the house script of rule_set is read.
CREATE TABLE followup_script (
  estate_id uuid NOT NULL,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT followup_script_pkey PRIMARY KEY (estate_id, version),
  CONSTRAINT followup_script_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('followup_script');

-- The closed tickets of a stretch of time.
CREATE INDEX ticket_closed_idx ON ticket (estate_id, closed_at) WHERE closed_at IS NOT NULL;

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('06300000-0000-7000-8000-000000000001', 'followup.rules', 'CN', NULL, NULL, '2020-01-01', NULL, '{"attempts":3,"attemptDays":2,"callDays":7}', 'S1-49', 'seed', '2020-01-01T00:00:00Z'),
  ('06300000-0000-7000-8000-000000000002', 'followup.script', 'CN', NULL, NULL, '2020-01-01', NULL, '{"intro":{"zh":"您好，这里是物业服务中心。您之前反映的事项已办结，按规定做一次回访，只需一分钟，可以吗？","en":"Hello, this is the property service centre. The matter you raised has been closed; may we ask you about it for a minute?"},"questions":[{"key":"solved","kind":"yesNo","zh":"您反映的问题是否已经解决？","en":"Is the matter solved?"},{"key":"intime","kind":"yesNo","zh":"我们是否在承诺的时间内答复或到场？","en":"Did we answer or arrive within the promised time?"},{"key":"manner","kind":"scale","zh":"请为工作人员的态度打分（1–5 分）","en":"How would you rate our manner, from 1 to 5?"},{"key":"more","kind":"text","zh":"您还有什么意见或建议？","en":"Is there anything else you would like to tell us?"}]}', 'S1-49', 'seed', '2020-01-01T00:00:00Z');
