-- S3-94: the paper and how much of a person is told; buildings asked for; whether residents may be told yet (PIPL 18, 35).
ALTER TABLE gate_disclosure ADD COLUMN buildings text[];
ALTER TABLE gate_disclosure ADD COLUMN extent text NOT NULL DEFAULT 'masked';
ALTER TABLE gate_disclosure ADD COLUMN paper uuid;
ALTER TABLE gate_disclosure ADD COLUMN secret_until date;
ALTER TABLE gate_disclosure ADD CONSTRAINT gate_disclosure_extent_check CHECK (extent IN ('masked', 'full'));
ALTER TABLE gate_disclosure ADD CONSTRAINT gate_disclosure_two_check CHECK (decided_by IS NULL OR decided_by <> asked_by);
CREATE INDEX gate_disclosure_asked_idx ON gate_disclosure (estate_id, asked_at);

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000714', 'gate.disclosure', 'CN', NULL, NULL, '2020-01-01',
   '{"full": ["criminal", "security", "terror"], "mostDays": 92, "secretDays": 180}',
   '刑事诉讼法、治安管理处罚法、反恐怖主义法规定的调取可提供完整信息；治安防范、租赁核查等只提供脱敏名单；一次不超过九十二天', 'seed', '2026-01-01T00:00:00Z');
