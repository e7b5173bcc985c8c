-- S6-46 to S6-48: the daily summary of a level. A version is never changed; a correction is the next version, with its
-- reason. `parts` is what was summed: the estates of a neighbourhood from their records, above it the reports below.
CREATE TABLE gate_report (
  region_id uuid NOT NULL,
  level text NOT NULL,
  day date NOT NULL,
  version integer NOT NULL,
  due_at timestamptz NOT NULL,
  figures jsonb NOT NULL,
  parts jsonb NOT NULL,
  note text,
  reason text,
  by_id text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  before_hash text,
  hash text NOT NULL,
  CONSTRAINT gate_report_pkey PRIMARY KEY (region_id, level, day, version),
  CONSTRAINT gate_report_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT gate_report_level_check CHECK (level IN ('neighbourhood', 'town', 'group', 'headquarters')),
  CONSTRAINT gate_report_version_check CHECK ((version = 1) = (reason IS NULL))
);
SELECT app.replicate('gate_report');
CREATE INDEX gate_report_day_idx ON gate_report (day, region_id);

-- Who reports for a level, and who is told next when he is late (SX-09).
CREATE TABLE gate_report_duty (
  region_id uuid NOT NULL,
  level text NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  deputy_id uuid,
  deputy_name text,
  made_by text NOT NULL,
  at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_report_duty_pkey PRIMARY KEY (region_id, level),
  CONSTRAINT gate_report_duty_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT gate_report_duty_level_check CHECK (level IN ('neighbourhood', 'town', 'group', 'headquarters')),
  CONSTRAINT gate_report_duty_deputy_check CHECK ((deputy_id IS NULL) = (deputy_name IS NULL))
);
SELECT app.replicate('gate_report_duty');

-- Each reminder and alarm about a missing report goes out once; kept_with is the estate whose messages hold it.
CREATE TABLE gate_report_told (
  region_id uuid NOT NULL,
  level text NOT NULL,
  day date NOT NULL,
  what text NOT NULL,
  at timestamptz NOT NULL,
  name text,
  kept_with uuid,
  CONSTRAINT gate_report_told_pkey PRIMARY KEY (region_id, level, day, what),
  CONSTRAINT gate_report_told_what_check CHECK (what IN ('reminder', 'alarm'))
);
SELECT app.replicate('gate_report_told');

-- cutHour: the reporting day ends at this hour (24: at midnight), so that nothing of the day is still to come when it is
-- reported; what happens later belongs to the next. due: by when each level has reported, on that same day.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000725', 'gate.report', 'CN', NULL, NULL, '2020-01-01',
   '{"cutHour": 21, "due": {"neighbourhood": "21:30", "town": "22:00", "group": "22:30", "headquarters": "23:00"}, "remindMinutes": 10, "escalateMinutes": 10}',
   '任务书第六章：各社区每天汇总、镇综合、综合协调组上报指挥部；时刻为安居默认，封闭时间（7时至21时）结束后开始', 'seed', '2026-01-01T00:00:00Z');
