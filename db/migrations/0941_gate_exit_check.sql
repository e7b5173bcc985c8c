-- K14: a closed entrance stays an emergency exit; how often it is looked at is a rule like the others.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000941', 'gate.exit_check', 'CN', NULL, NULL, '2020-01-01', '{"days": 7}',
   '安居默认：封闭的出入口是应急出口，每七天至少检查一次', 'seed', '2026-01-01T00:00:00Z');
