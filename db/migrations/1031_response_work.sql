-- Work of a closure that is late goes to the next person when nobody answers within these minutes (SX-09). A check of
-- somebody isolated, and the note of a patrol, are called to mind this long before they are due.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000001031', 'response.work', 'CN', NULL, NULL, '2020-01-01', '{"escalateMinutes": 60, "beforeMinutes": 60, "checkEscalateMinutes": 15}',
   '安居默认：围挡、维修、消毒、网格任务和摸底排查在最后一天提醒，逾期告知责任人，60分钟无人应答逐级上报；隔离检查和巡逻记录提前60分钟提醒，漏检15分钟无人应答上报', 'seed', '2026-01-01T00:00:00Z');
