-- The capacity planner: saved scenarios with their answer, and arrivals that were brought in as a table (no plates in them).
CREATE TABLE plan_scenario (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  source text NOT NULL,
  from_on date,
  until_on date,
  question jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued',
  progress smallint NOT NULL DEFAULT 0,
  answer jsonb,
  refusal text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT plan_scenario_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT plan_scenario_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT plan_scenario_source_check CHECK (source IN ('passages', 'table')),
  CONSTRAINT plan_scenario_state_check CHECK (state IN ('queued', 'running', 'done', 'failed')),
  CONSTRAINT plan_scenario_done_check CHECK ((state = 'done') = (answer IS NOT NULL))
);
SELECT app.distribute('plan_scenario');

CREATE TABLE plan_stay (
  estate_id uuid NOT NULL,
  ref text NOT NULL,
  in_at timestamptz NOT NULL,
  out_at timestamptz,
  CONSTRAINT plan_stay_pkey PRIMARY KEY (estate_id, ref),
  CONSTRAINT plan_stay_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT plan_stay_order_check CHECK (out_at IS NULL OR in_at <= out_at)
);
SELECT app.distribute('plan_stay');

-- Until an estate has timed its own gate, what a car takes there. slowShare per mille of cars that the guard must handle.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('09340000-0000-7000-8000-000000000001', 'parking.planner', 'CN', NULL, NULL, '2020-01-01',
   '{"plate": {"seconds": 3, "slowPerMille": 30, "slowSeconds": 25}, "card": {"seconds": 10, "slowPerMille": 20, "slowSeconds": 25},
     "guard": {"seconds": 20, "slowPerMille": 50, "slowSeconds": 60}, "samples": 30, "replications": 200, "room": 4}',
   '安居默认：识别、刷卡、人工登记的单车通过时间；本小区实测满 30 次后以实测为准', 'seed', '2026-01-01T00:00:00Z');

-- S4-21: how content people are with parking is asked each year; it weighs 15 of 100, taken from the heaviest of the others.
UPDATE rule_set SET body = jsonb_set(body, '{questions}', '[{"key":"reply","weight":20,"zh":"投诉、咨询和报修的处理","en":"Complaints, inquiries and repairs"},{"key":"clean","weight":20,"zh":"清洁与绿化","en":"Cleaning and greening"},{"key":"order","weight":15,"zh":"秩序与安全","en":"Order and safety"},{"key":"parking","weight":15,"zh":"停车管理","en":"Parking"},{"key":"upkeep","weight":15,"zh":"公共设施维护","en":"Upkeep of common facilities"},{"key":"manner","weight":15,"zh":"服务态度","en":"Manner of the staff"}]')
  WHERE id = '06310000-0000-7000-8000-000000000001';

-- S4-03, S4-04: what counts as an old estate, the age bands compared, and by which words a complaint is about parking.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('09340000-0000-7000-8000-000000000002', 'parking.numbers', 'CN', NULL, NULL, '2020-01-01',
   '{"oldUntil": 2000, "bands": [1990, 2000, 2010, 2020], "complaint": "停车|车位|占道|堵车|道闸|车库|挪车|乱停"}',
   '国办发〔2020〕23号：城镇老旧小区指 2000 年底前建成；年代分组与投诉关键词为安居默认', 'seed', '2026-01-01T00:00:00Z');
