-- Regions, organisations and estates are reference tables: small, read everywhere, written rarely.
CREATE TABLE region (
  id uuid NOT NULL,
  parent_id uuid,
  kind text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  path text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT region_pkey PRIMARY KEY (id),
  CONSTRAINT region_path_key UNIQUE (path),
  CONSTRAINT region_kind_check CHECK (kind IN ('city', 'district', 'subdistrict', 'neighbourhood', 'grid'))
);
SELECT app.replicate('region');

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
  CONSTRAINT organisation_region_fkey FOREIGN KEY (region_id) REFERENCES region (id)
);
SELECT app.replicate('organisation');
CREATE UNIQUE INDEX organisation_name_key ON organisation (kind, name, coalesce(region_id, '00000000-0000-0000-0000-000000000000'::uuid));

CREATE TABLE estate (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  care text NOT NULL,
  company_id uuid,
  subject_unit_id uuid,
  address text,
  zone text NOT NULL DEFAULT 'Asia/Shanghai',
  jurisdiction text NOT NULL DEFAULT 'CN',
  service_level text,
  fictional boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  CONSTRAINT estate_pkey PRIMARY KEY (id),
  CONSTRAINT estate_region_fkey FOREIGN KEY (region_id) REFERENCES region (id),
  CONSTRAINT estate_company_fkey FOREIGN KEY (company_id) REFERENCES organisation (id),
  CONSTRAINT estate_subject_fkey FOREIGN KEY (subject_unit_id) REFERENCES organisation (id),
  CONSTRAINT estate_name_key UNIQUE (region_id, name),
  CONSTRAINT estate_kind_check CHECK (kind IN ('compound', 'courtyard', 'single_building')),
  CONSTRAINT estate_care_check CHECK (care IN ('company', 'abandoned', 'self_managed'))
);
SELECT app.replicate('estate');

-- S3-02: an estate on the line between two districts answers to both.
CREATE TABLE estate_supervision (
  estate_id uuid NOT NULL,
  region_id uuid NOT NULL,
  CONSTRAINT estate_supervision_pkey PRIMARY KEY (estate_id, region_id),
  CONSTRAINT estate_supervision_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT estate_supervision_region_fkey FOREIGN KEY (region_id) REFERENCES region (id)
);
SELECT app.replicate('estate_supervision');

CREATE TABLE building (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  floors integer,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT building_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT building_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT building_name_key UNIQUE (estate_id, name)
);
SELECT app.distribute('building');

CREATE TABLE section (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  name text NOT NULL,
  CONSTRAINT section_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT section_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building (estate_id, id),
  CONSTRAINT section_name_key UNIQUE (estate_id, building_id, name)
);
SELECT app.distribute('section');

-- label is how people say it: 1-2-301; area in 0.01 m2.
CREATE TABLE unit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  section_id uuid NOT NULL,
  number text NOT NULL,
  label text NOT NULL,
  floor integer,
  area integer,
  use text NOT NULL DEFAULT 'home',
  state text NOT NULL DEFAULT 'vacant',
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT unit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT unit_section_fkey FOREIGN KEY (estate_id, section_id) REFERENCES section (estate_id, id),
  CONSTRAINT unit_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building (estate_id, id),
  CONSTRAINT unit_label_key UNIQUE (estate_id, label),
  CONSTRAINT unit_area_check CHECK (area IS NULL OR area > 0)
);
SELECT app.distribute('unit');

-- S3-01..04: the project profile; boundaries by direction and economic indicators as fields that reports use.
CREATE TABLE estate_profile (
  estate_id uuid NOT NULL,
  boundaries jsonb NOT NULL DEFAULT '{}',
  indicators jsonb NOT NULL DEFAULT '{}',
  location text,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL,
  CONSTRAINT estate_profile_pkey PRIMARY KEY (estate_id),
  CONSTRAINT estate_profile_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('estate_profile');

-- S6-04..11, SX-08: census forms; a correction is a new version, a second person checks.
CREATE TABLE census (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  facts jsonb NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  checked_by text,
  checked_at timestamptz,
  CONSTRAINT census_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT census_version_key UNIQUE (estate_id, version),
  CONSTRAINT census_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('census');
