-- Registrations at gates without a closure have an end too (PIPL 19: the shortest time the purpose needs). No national law
-- names a time for entry records of a residential estate: the days are ours, beside the ninety days of lane events; never
-- less than the thirty that the Security Services Regulations art. 25 ask of pictures, so that both can be read together.
-- A closed incident is evidence of a claim and stays three years (Civil Code 188). What was taken so many hours around an
-- incident that is still open stays with it.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000001055', 'gate.keep', 'CN', NULL, NULL, '2020-01-01', '{"days": 90, "least": 30, "most": 180, "incidentDays": 1095, "aroundHours": 24}',
   '安居默认：平时出入登记保存九十天（个人信息保护法第十九条：实现目的所必要的最短时间），不少于三十天（参照保安服务管理条例第二十五条对影像的规定）；已办结事件保存三年（民法典第一百八十八条诉讼时效）', 'seed', '2026-01-01T00:00:00Z');

-- How far an estate's passages are cleared (the next night begins there: millions of rows are not read again), and what
-- the last night that found something erased. `clear_until` is NULL until a first night is through.
CREATE TABLE gate_keep (
  estate_id uuid NOT NULL,
  clear_until timestamptz,
  ran_at timestamptz NOT NULL,
  cutoff timestamptz NOT NULL,
  days integer NOT NULL,
  counts jsonb NOT NULL,
  CONSTRAINT gate_keep_pkey PRIMARY KEY (estate_id),
  CONSTRAINT gate_keep_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('gate_keep');

-- From when an incident's time counts. Those closed before this day count from the hand-over, else from when it happened.
ALTER TABLE gate_incident ADD COLUMN closed_at timestamptz;
