-- What was told about a review or an unread plan: each once, also when the watch runs again.
CREATE TABLE response_told (
  topic text NOT NULL,
  subject text NOT NULL,
  what text NOT NULL,
  kept_with uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT response_told_pkey PRIMARY KEY (topic, subject, what)
);
SELECT app.replicate('response_told');

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000943', 'response.unread', 'CN', NULL, NULL, '2020-01-01', '{"hours": 24}',
   '安居默认：方案发出满24小时仍未确认收到的，提醒收件单位并告知发件人', 'seed', '2026-01-01T00:00:00Z');
