-- What every module stands on: audit, outbox, idempotent requests, signals, files, data keys, rights versions.
CREATE SCHEMA IF NOT EXISTS part;

-- Makes a month's partition of an append-only table; the program's role may call it but owns nothing.
CREATE FUNCTION app.ensure_month(t text, month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE name text := t || '_' || to_char(month, 'YYYY_MM');
BEGIN
  IF t NOT IN ('audit', 'passage', 'device_event') THEN RAISE EXCEPTION 'no partitioned table %', t; END IF;
  IF to_regclass('part.' || quote_ident(name)) IS NULL THEN
    EXECUTE format('CREATE TABLE part.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
      name, t, date_trunc('month', month)::timestamp AT TIME ZONE 'UTC', (date_trunc('month', month) + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  END IF;
END $$;

CREATE TABLE audit (
  estate_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  subject_id text NOT NULL,
  device text,
  request_id text NOT NULL,
  reason text,
  before jsonb,
  after jsonb,
  sealed bytea,
  CONSTRAINT audit_pkey PRIMARY KEY (estate_id, at, id)
) PARTITION BY RANGE (at);
SELECT app.distribute('audit');
CREATE INDEX audit_subject_idx ON audit (estate_id, subject, subject_id, at);
CREATE TABLE part.audit_default PARTITION OF audit DEFAULT;

CREATE TABLE audit_pending (
  estate_id uuid NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  CONSTRAINT audit_pending_pkey PRIMARY KEY (estate_id, at, id)
);
SELECT app.distribute('audit_pending');

CREATE TABLE audit_seal (
  estate_id uuid NOT NULL,
  seq bigint NOT NULL,
  audit_at timestamptz NOT NULL,
  audit_id uuid NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_seal_pkey PRIMARY KEY (estate_id, seq)
);
SELECT app.distribute('audit_seal');
CREATE INDEX audit_seal_row_idx ON audit_seal (estate_id, audit_at, audit_id);

-- The chain's end where a month of rows was dropped at the end of its keeping time.
CREATE TABLE audit_head (
  estate_id uuid NOT NULL,
  seq bigint NOT NULL,
  month date NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (estate_id, seq)
);
SELECT app.distribute('audit_head');

-- The keys of single audit rows' sensitive values; erasing one leaves the chain whole.
CREATE TABLE audit_key (
  estate_id uuid NOT NULL,
  audit_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT audit_key_pkey PRIMARY KEY (estate_id, audit_id)
);
SELECT app.distribute('audit_key');

CREATE TABLE outbox (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  run_at timestamptz,
  key text,
  CONSTRAINT outbox_pkey PRIMARY KEY (estate_id, id)
);
SELECT app.distribute('outbox');
CREATE INDEX outbox_at_idx ON outbox (at);

CREATE TABLE request (
  estate_id uuid NOT NULL,
  client_id text NOT NULL,
  verb text NOT NULL,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  answer jsonb,
  CONSTRAINT request_pkey PRIMARY KEY (estate_id, client_id)
);
SELECT app.distribute('request');
CREATE INDEX request_at_idx ON request (estate_id, at);

CREATE TABLE device_seen (
  estate_id uuid NOT NULL,
  device_id uuid NOT NULL,
  record text NOT NULL,
  device_time timestamptz NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT device_seen_pkey PRIMARY KEY (estate_id, device_id, record, device_time)
);
SELECT app.distribute('device_seen');

CREATE TABLE signal (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  topic text NOT NULL,
  ref text NOT NULL,
  account_id uuid,
  CONSTRAINT signal_pkey PRIMARY KEY (estate_id, id)
);
SELECT app.distribute('signal');
CREATE INDEX signal_id_idx ON signal (id);

CREATE TABLE file (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  sha256 bytea NOT NULL,
  purpose text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT file_pkey PRIMARY KEY (estate_id, id)
);
SELECT app.distribute('file');

CREATE TABLE data_key (
  estate_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT data_key_pkey PRIMARY KEY (estate_id)
);
SELECT app.distribute('data_key');

-- Raised by every change of rights, estates or regions; caches look at it each second.
CREATE TABLE rights_version (
  estate_id uuid NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT rights_version_pkey PRIMARY KEY (estate_id)
);
SELECT app.distribute('rights_version');

-- Rules as data: promise table, hours, thresholds, retention; by jurisdiction, estate and date (DESIGN section 5).
CREATE TABLE rule_set (
  id uuid NOT NULL,
  kind text NOT NULL,
  jurisdiction text NOT NULL,
  estate_id uuid,
  level text,
  effective_from date NOT NULL,
  effective_until date,
  body jsonb NOT NULL,
  source text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT rule_set_pkey PRIMARY KEY (id)
);
SELECT app.replicate('rule_set');
CREATE INDEX rule_set_kind_idx ON rule_set (kind, jurisdiction, estate_id, effective_from);

-- Settings, with the open places of the mission's text that must not be filled silently (SX-10).
CREATE TABLE setting (
  scope_id uuid NOT NULL,
  key text NOT NULL,
  value jsonb,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (scope_id, key)
);
SELECT app.replicate('setting');
