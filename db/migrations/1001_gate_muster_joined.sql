-- S6-34: a count that is begun while one is running is the running one; what a tablet ticked under its own key counts there.
ALTER TABLE gate_muster ADD COLUMN joined_key text;

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000001001', 'gate.muster', 'CN', NULL, NULL, '2020-01-01', '{"joinHours": 6}',
   '安居默认：六小时内开始、尚未结束的清点，再点开始即加入同一份', 'seed', '2026-01-01T00:00:00Z');
