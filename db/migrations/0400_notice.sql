-- Messages to a named person with every attempt to reach him, channels out of the house, bulletins and their schedule.

-- One step of an alarm or message. thread is the first step's id; account_id is empty when nobody could be named.
-- deliver_at is later than at when a matter of the working day waits for the morning.
CREATE TABLE message (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  thread uuid NOT NULL,
  step integer NOT NULL DEFAULT 1,
  account_id uuid,
  name text,
  kind text NOT NULL,
  title jsonb NOT NULL,
  body jsonb NOT NULL,
  ref_topic text,
  ref_id text,
  urgent boolean NOT NULL,
  at timestamptz NOT NULL,
  deliver_at timestamptz NOT NULL,
  delivered_at timestamptz,
  seen_at timestamptz,
  acknowledged_at timestamptz,
  withdrawn_at timestamptz,
  escalate_minutes integer,
  chain jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT message_pkey PRIMARY KEY (estate_id, id)
);
SELECT app.distribute('message');
CREATE INDEX message_account_idx ON message (account_id, deliver_at, id);
CREATE INDEX message_thread_idx ON message (estate_id, thread, step);
CREATE INDEX message_ref_idx ON message (estate_id, ref_topic, ref_id) WHERE ref_id IS NOT NULL;

-- Each attempt on each channel is a row; target is masked.
CREATE TABLE message_attempt (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  channel text NOT NULL,
  channel_id uuid,
  target text NOT NULL,
  at timestamptz NOT NULL,
  try integer NOT NULL DEFAULT 1,
  ok boolean NOT NULL,
  error text,
  CONSTRAINT message_attempt_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT message_attempt_message_fkey FOREIGN KEY (estate_id, message_id) REFERENCES message (estate_id, id),
  CONSTRAINT message_attempt_channel_check CHECK (channel IN ('in_app', 'sms', 'wecom', 'dingtalk', 'webhook'))
);
SELECT app.distribute('message_attempt');
CREATE INDEX message_attempt_message_idx ON message_attempt (estate_id, message_id, at);

-- A group's robot or an integration's address; url and secret are sealed with the estate's key.
CREATE TABLE channel (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  url bytea NOT NULL,
  host text NOT NULL,
  secret bytea,
  urgent_only boolean NOT NULL DEFAULT true,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT channel_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT channel_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT channel_name_key UNIQUE (estate_id, name),
  CONSTRAINT channel_kind_check CHECK (kind IN ('wecom', 'dingtalk', 'webhook'))
);
SELECT app.distribute('channel');

-- S1-24..26: categories of bulletins; rows of the nil estate are common, an estate adds its own.
CREATE TABLE bulletin_category (
  estate_id uuid NOT NULL,
  key text NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  place integer NOT NULL,
  CONSTRAINT bulletin_category_pkey PRIMARY KEY (estate_id, key)
);
SELECT app.distribute('bulletin_category');
INSERT INTO bulletin_category (estate_id, key, zh, en, place) VALUES
  ('00000000-0000-0000-0000-000000000000', 'notice', '小区通知', 'Estate notice', 1),
  ('00000000-0000-0000-0000-000000000000', 'law', '物业法规政策', 'Property law and policy', 2),
  ('00000000-0000-0000-0000-000000000000', 'company', '企业新闻', 'Company news', 3),
  ('00000000-0000-0000-0000-000000000000', 'policy', '相关政策', 'Related policies', 4),
  ('00000000-0000-0000-0000-000000000000', 'reform', '制度改革最新动态', 'Changes of institutions', 5),
  ('00000000-0000-0000-0000-000000000000', 'weather', '天气预报', 'Weather forecast', 6),
  ('00000000-0000-0000-0000-000000000000', 'health', '健康信息', 'Health information', 7),
  ('00000000-0000-0000-0000-000000000000', 'safety', '安全常识', 'Safety knowledge', 8),
  ('00000000-0000-0000-0000-000000000000', 'service', '最新服务信息', 'Latest service information', 9);

-- S1-23: every so many days a bulletin is due; next_due is a local date, the responsible person is named.
CREATE TABLE bulletin_schedule (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  category text NOT NULL,
  title text NOT NULL,
  every_days integer NOT NULL,
  next_due date NOT NULL,
  audience jsonb NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  ended_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT bulletin_schedule_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT bulletin_schedule_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT bulletin_schedule_days_check CHECK (every_days BETWEEN 1 AND 366)
);
SELECT app.distribute('bulletin_schedule');

-- A missed date stays on record even when the bulletin comes later.
CREATE TABLE bulletin_miss (
  estate_id uuid NOT NULL,
  schedule_id uuid NOT NULL,
  due date NOT NULL,
  alarmed_at timestamptz NOT NULL,
  CONSTRAINT bulletin_miss_pkey PRIMARY KEY (estate_id, schedule_id, due),
  CONSTRAINT bulletin_miss_schedule_fkey FOREIGN KEY (estate_id, schedule_id) REFERENCES bulletin_schedule (estate_id, id)
);
SELECT app.distribute('bulletin_miss');

-- audience: {"to": "all" | "residents" | "staff", "buildings": [ids], "roles": [names]}; empty lists mean no narrowing.
CREATE TABLE bulletin (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  category text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  audience jsonb NOT NULL,
  state text NOT NULL,
  publish_at timestamptz,
  sent_at timestamptz,
  withdrawn_at timestamptz,
  sender_id uuid,
  sender_name text NOT NULL,
  schedule_id uuid,
  schedule_due date,
  made_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT bulletin_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT bulletin_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT bulletin_schedule_fkey FOREIGN KEY (estate_id, schedule_id) REFERENCES bulletin_schedule (estate_id, id),
  CONSTRAINT bulletin_state_check CHECK (state IN ('draft', 'scheduled', 'sent', 'withdrawn'))
);
SELECT app.distribute('bulletin');
CREATE INDEX bulletin_sent_idx ON bulletin (estate_id, sent_at DESC) WHERE state = 'sent';
CREATE INDEX bulletin_due_idx ON bulletin (publish_at) WHERE state = 'scheduled';

CREATE TABLE bulletin_read (
  estate_id uuid NOT NULL,
  bulletin_id uuid NOT NULL,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT bulletin_read_pkey PRIMARY KEY (estate_id, bulletin_id, account_id),
  CONSTRAINT bulletin_read_bulletin_fkey FOREIGN KEY (estate_id, bulletin_id) REFERENCES bulletin (estate_id, id)
);
SELECT app.distribute('bulletin_read');

-- S1-24: what was explained to a household face to face.
CREATE TABLE explanation (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  topic text NOT NULL,
  on_date date NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT explanation_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT explanation_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id)
);
SELECT app.distribute('explanation');
CREATE INDEX explanation_unit_idx ON explanation (estate_id, unit_id, on_date);

-- Quiet hours: what is not urgent waits for the morning; minutes of the local day.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('04000000-0000-7000-8000-000000000001', 'notice.quiet', 'CN', NULL, NULL, '2020-01-01', NULL, '{"from":1260,"until":480}', 'SX-09', 'seed', '2020-01-01T00:00:00Z');
