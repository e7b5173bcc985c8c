-- K14: that a check of a closed entrance is overdue is told once for each day it was due by.
CREATE TABLE gate_check_told (
  estate_id uuid NOT NULL,
  gate_id uuid NOT NULL,
  due_on date NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT gate_check_told_pkey PRIMARY KEY (estate_id, gate_id, due_on),
  CONSTRAINT gate_check_told_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate (estate_id, id)
);
SELECT app.distribute('gate_check_told');

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000001000', 'gate.exit_alarm', 'CN', NULL, NULL, '2020-01-01', '{"minutes": 120}',
   '安居默认：应急出口逾期未检查，通知后两小时无人接手转下一人', 'seed', '2026-01-01T00:00:00Z');
