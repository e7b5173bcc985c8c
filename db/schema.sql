-- Generated from the catalogues; the shape that the migrations add up to. Compared in CI.
CREATE TABLE audit (
  estate_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
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
);
CREATE INDEX audit_subject_idx ON ONLY public.audit USING btree (estate_id, subject, subject_id, at);
CREATE TABLE audit_head (
  estate_id uuid NOT NULL,
  seq bigint NOT NULL,
  month date NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (estate_id, seq)
);
CREATE TABLE audit_key (
  estate_id uuid NOT NULL,
  audit_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT audit_key_pkey PRIMARY KEY (estate_id, audit_id)
);
CREATE TABLE audit_pending (
  estate_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  CONSTRAINT audit_pending_pkey PRIMARY KEY (estate_id, at, id)
);
CREATE TABLE audit_seal (
  estate_id uuid NOT NULL,
  seq bigint NOT NULL,
  audit_at timestamp with time zone NOT NULL,
  audit_id uuid NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_seal_pkey PRIMARY KEY (estate_id, seq)
);
CREATE INDEX audit_seal_row_idx ON public.audit_seal USING btree (estate_id, audit_at, audit_id);
CREATE TABLE building (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  floors integer,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT building_name_key UNIQUE (estate_id, name),
  CONSTRAINT building_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT building_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE TABLE census (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  facts jsonb NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  checked_by text,
  checked_at timestamp with time zone,
  CONSTRAINT census_version_key UNIQUE (estate_id, version),
  CONSTRAINT census_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT census_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE TABLE data_key (
  estate_id uuid NOT NULL,
  wrapped bytea NOT NULL,
  CONSTRAINT data_key_pkey PRIMARY KEY (estate_id)
);
CREATE TABLE device_seen (
  estate_id uuid NOT NULL,
  device_id uuid NOT NULL,
  record text NOT NULL,
  device_time timestamp with time zone NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT device_seen_pkey PRIMARY KEY (estate_id, device_id, record, device_time)
);
CREATE TABLE estate (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  care text NOT NULL,
  company_id uuid,
  subject_unit_id uuid,
  address text,
  zone text NOT NULL DEFAULT 'Asia/Shanghai'::text,
  jurisdiction text NOT NULL DEFAULT 'CN'::text,
  service_level text,
  fictional boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT estate_name_key UNIQUE (region_id, name),
  CONSTRAINT estate_pkey PRIMARY KEY (id),
  CONSTRAINT estate_company_fkey FOREIGN KEY (company_id) REFERENCES organisation(id),
  CONSTRAINT estate_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT estate_subject_fkey FOREIGN KEY (subject_unit_id) REFERENCES organisation(id),
  CONSTRAINT estate_care_check CHECK ((care = ANY (ARRAY['company'::text, 'abandoned'::text, 'self_managed'::text]))),
  CONSTRAINT estate_kind_check CHECK ((kind = ANY (ARRAY['compound'::text, 'courtyard'::text, 'single_building'::text])))
);
CREATE TABLE estate_profile (
  estate_id uuid NOT NULL,
  boundaries jsonb NOT NULL DEFAULT '{}'::jsonb,
  indicators jsonb NOT NULL DEFAULT '{}'::jsonb,
  location text,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT estate_profile_pkey PRIMARY KEY (estate_id),
  CONSTRAINT estate_profile_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE TABLE estate_supervision (
  estate_id uuid NOT NULL,
  region_id uuid NOT NULL,
  CONSTRAINT estate_supervision_pkey PRIMARY KEY (estate_id, region_id),
  CONSTRAINT estate_supervision_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT estate_supervision_region_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE TABLE file (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  sha256 bytea NOT NULL,
  purpose text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT file_pkey PRIMARY KEY (estate_id, id)
);
CREATE TABLE organisation (
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  credit_code text,
  region_id uuid,
  contact_name text,
  contact_phone text,
  staff_count integer,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT organisation_pkey PRIMARY KEY (id),
  CONSTRAINT organisation_region_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);
CREATE UNIQUE INDEX organisation_name_key ON public.organisation USING btree (kind, name, COALESCE(region_id, '00000000-0000-0000-0000-000000000000'::uuid));
CREATE TABLE outbox (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  run_at timestamp with time zone,
  key text,
  CONSTRAINT outbox_pkey PRIMARY KEY (estate_id, id)
);
CREATE INDEX outbox_at_idx ON public.outbox USING btree (at);
CREATE TABLE region (
  id uuid NOT NULL,
  parent_id uuid,
  kind text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  path text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT region_path_key UNIQUE (path),
  CONSTRAINT region_pkey PRIMARY KEY (id),
  CONSTRAINT region_kind_check CHECK ((kind = ANY (ARRAY['city'::text, 'district'::text, 'subdistrict'::text, 'neighbourhood'::text, 'grid'::text])))
);
CREATE TABLE request (
  estate_id uuid NOT NULL,
  client_id text NOT NULL,
  verb text NOT NULL,
  actor text NOT NULL,
  at timestamp with time zone NOT NULL,
  answer jsonb,
  CONSTRAINT request_pkey PRIMARY KEY (estate_id, client_id)
);
CREATE INDEX request_at_idx ON public.request USING btree (estate_id, at);
CREATE TABLE rights_version (
  estate_id uuid NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT rights_version_pkey PRIMARY KEY (estate_id)
);
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
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT rule_set_pkey PRIMARY KEY (id)
);
CREATE INDEX rule_set_kind_idx ON public.rule_set USING btree (kind, jurisdiction, estate_id, effective_from);
CREATE TABLE section (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  name text NOT NULL,
  CONSTRAINT section_name_key UNIQUE (estate_id, building_id, name),
  CONSTRAINT section_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT section_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id)
);
CREATE TABLE setting (
  scope_id uuid NOT NULL,
  key text NOT NULL,
  value jsonb,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (scope_id, key)
);
CREATE TABLE signal (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  topic text NOT NULL,
  ref text NOT NULL,
  account_id uuid,
  CONSTRAINT signal_pkey PRIMARY KEY (estate_id, id)
);
CREATE INDEX signal_id_idx ON public.signal USING btree (id);
CREATE TABLE unit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  section_id uuid NOT NULL,
  number text NOT NULL,
  label text NOT NULL,
  floor integer,
  area integer,
  use text NOT NULL DEFAULT 'home'::text,
  state text NOT NULL DEFAULT 'vacant'::text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT unit_label_key UNIQUE (estate_id, label),
  CONSTRAINT unit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT unit_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id),
  CONSTRAINT unit_section_fkey FOREIGN KEY (estate_id, section_id) REFERENCES section(estate_id, id),
  CONSTRAINT unit_area_check CHECK (((area IS NULL) OR (area > 0)))
);
