-- Generated from the catalogues; the shape that the migrations add up to. Compared in CI.
CREATE TABLE account (
  id uuid NOT NULL,
  name text NOT NULL,
  username text,
  display_username text,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  must_change_password boolean NOT NULL DEFAULT false,
  phone_sealed bytea,
  phone_blind bytea,
  disabled_at timestamp with time zone,
  made_by text NOT NULL DEFAULT ''::text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT account_email_key UNIQUE (email),
  CONSTRAINT account_phone_key UNIQUE (phone_blind),
  CONSTRAINT account_username_key UNIQUE (username),
  CONSTRAINT account_pkey PRIMARY KEY (id)
);
CREATE TABLE account_credential (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  provider_id text NOT NULL,
  provider_account_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT account_credential_key UNIQUE (account_id, provider_id),
  CONSTRAINT account_credential_pkey PRIMARY KEY (id)
);
CREATE TABLE account_two_factor (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean DEFAULT true,
  failed_count integer DEFAULT 0,
  locked_until timestamp with time zone,
  CONSTRAINT account_two_factor_account_key UNIQUE (account_id),
  CONSTRAINT account_two_factor_pkey PRIMARY KEY (id)
);
CREATE TABLE account_verification (
  id uuid NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT account_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX account_verification_identifier_idx ON public.account_verification USING btree (identifier);
CREATE TABLE api_key (
  id uuid NOT NULL,
  estate_id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  hash bytea NOT NULL,
  hint text NOT NULL,
  until_at timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT api_key_hash_key UNIQUE (hash),
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
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
  kind text NOT NULL DEFAULT 'residential'::text,
  sort text NOT NULL DEFAULT ''::text,
  CONSTRAINT building_name_key UNIQUE (estate_id, name),
  CONSTRAINT building_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT building_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT building_kind_check CHECK ((kind = ANY (ARRAY['residential'::text, 'commercial'::text, 'mixed'::text, 'other'::text])))
);
CREATE TABLE bulletin (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  category text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  audience jsonb NOT NULL,
  state text NOT NULL,
  publish_at timestamp with time zone,
  sent_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  sender_id uuid,
  sender_name text NOT NULL,
  schedule_id uuid,
  schedule_due date,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  pinned boolean NOT NULL DEFAULT false,
  urgent boolean NOT NULL DEFAULT false,
  edition integer NOT NULL DEFAULT 1,
  cites jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT bulletin_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT bulletin_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT bulletin_schedule_fkey FOREIGN KEY (estate_id, schedule_id) REFERENCES bulletin_schedule(estate_id, id),
  CONSTRAINT bulletin_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'sent'::text, 'withdrawn'::text])))
);
CREATE INDEX bulletin_due_idx ON public.bulletin USING btree (publish_at) WHERE (state = 'scheduled'::text);
CREATE INDEX bulletin_sent_idx ON public.bulletin USING btree (estate_id, sent_at DESC) WHERE (state = 'sent'::text);
CREATE TABLE bulletin_category (
  estate_id uuid NOT NULL,
  key text NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  place integer NOT NULL,
  CONSTRAINT bulletin_category_pkey PRIMARY KEY (estate_id, key)
);
CREATE TABLE bulletin_edition (
  estate_id uuid NOT NULL,
  bulletin_id uuid NOT NULL,
  edition integer NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  reason text NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT bulletin_edition_pkey PRIMARY KEY (estate_id, bulletin_id, edition),
  CONSTRAINT bulletin_edition_bulletin_fkey FOREIGN KEY (estate_id, bulletin_id) REFERENCES bulletin(estate_id, id)
);
CREATE TABLE bulletin_miss (
  estate_id uuid NOT NULL,
  schedule_id uuid NOT NULL,
  due date NOT NULL,
  alarmed_at timestamp with time zone NOT NULL,
  CONSTRAINT bulletin_miss_pkey PRIMARY KEY (estate_id, schedule_id, due),
  CONSTRAINT bulletin_miss_schedule_fkey FOREIGN KEY (estate_id, schedule_id) REFERENCES bulletin_schedule(estate_id, id)
);
CREATE TABLE bulletin_read (
  estate_id uuid NOT NULL,
  bulletin_id uuid NOT NULL,
  account_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  edition integer NOT NULL DEFAULT 1,
  CONSTRAINT bulletin_read_pkey PRIMARY KEY (estate_id, bulletin_id, account_id),
  CONSTRAINT bulletin_read_bulletin_fkey FOREIGN KEY (estate_id, bulletin_id) REFERENCES bulletin(estate_id, id)
);
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
  ended_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT bulletin_schedule_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT bulletin_schedule_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT bulletin_schedule_days_check CHECK (((every_days >= 1) AND (every_days <= 366)))
);
CREATE TABLE card_given (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  account_id uuid NOT NULL,
  card_version integer NOT NULL,
  shown jsonb NOT NULL,
  quantity integer NOT NULL,
  given_on date NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT card_given_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT card_given_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household(estate_id, id),
  CONSTRAINT card_given_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT card_given_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100)))
);
CREATE INDEX card_given_household_idx ON public.card_given USING btree (estate_id, household_id, given_on);
CREATE TABLE catalogue_deed (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  on_date date NOT NULL,
  staff_id uuid,
  staff_name text NOT NULL,
  text text NOT NULL,
  made_by_id uuid,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  recognised_by text,
  recognised_at timestamp with time zone,
  words text,
  CONSTRAINT catalogue_deed_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_deed_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT catalogue_deed_recognised_check CHECK (((recognised_by IS NULL) = (recognised_at IS NULL)))
);
CREATE INDEX catalogue_deed_date_idx ON public.catalogue_deed USING btree (estate_id, on_date);
CREATE TABLE catalogue_directory (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  body text NOT NULL,
  price text,
  contact text,
  checked_on date,
  version integer NOT NULL DEFAULT 1,
  source text,
  checked_by text,
  CONSTRAINT catalogue_directory_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_directory_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT catalogue_directory_kind_check CHECK ((kind = ANY (ARRAY['outside'::text, 'procedure'::text])))
);
CREATE TABLE catalogue_heading (
  estate_id uuid NOT NULL,
  heading text NOT NULL,
  active boolean NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT catalogue_heading_pkey PRIMARY KEY (estate_id, heading),
  CONSTRAINT catalogue_heading_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE TABLE catalogue_item (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  service text NOT NULL,
  management text,
  life text,
  name text NOT NULL,
  content text NOT NULL DEFAULT ''::text,
  standard text NOT NULL DEFAULT ''::text,
  audience text,
  provider text,
  hours text,
  delivery text,
  origin text,
  starts_on date,
  state text NOT NULL DEFAULT 'active'::text,
  sort text NOT NULL DEFAULT ''::text,
  version integer NOT NULL DEFAULT 1,
  clause text,
  groups jsonb NOT NULL DEFAULT '{}'::jsonb,
  paid boolean,
  order_class text NOT NULL DEFAULT 'special'::text,
  CONSTRAINT catalogue_item_name_key UNIQUE (estate_id, service, name),
  CONSTRAINT catalogue_item_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_item_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT catalogue_item_service_check CHECK ((service = ANY (ARRAY['public'::text, 'special'::text, 'commercial'::text]))),
  CONSTRAINT catalogue_item_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'active'::text, 'ended'::text])))
);
CREATE TABLE catalogue_performance (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  on_date date NOT NULL,
  text text NOT NULL,
  file_id uuid,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT catalogue_performance_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_performance_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item(estate_id, id)
);
CREATE INDEX catalogue_performance_item_idx ON public.catalogue_performance USING btree (estate_id, item_id, on_date);
CREATE TABLE catalogue_price (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  method text NOT NULL,
  amount bigint,
  unit text,
  note text,
  valid_from date NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT catalogue_price_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_price_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item(estate_id, id),
  CONSTRAINT catalogue_price_amount_check CHECK (((method = ANY (ARRAY['fixed'::text, 'from'::text])) = ((amount IS NOT NULL) AND (unit IS NOT NULL)))),
  CONSTRAINT catalogue_price_method_check CHECK ((method = ANY (ARRAY['fixed'::text, 'from'::text, 'on_site'::text, 'free'::text, 'included'::text]))),
  CONSTRAINT catalogue_price_positive_check CHECK (((amount IS NULL) OR (amount > 0)))
);
CREATE INDEX catalogue_price_item_idx ON public.catalogue_price USING btree (estate_id, item_id, valid_from);
CREATE TABLE catalogue_warned (
  estate_id uuid NOT NULL,
  month text NOT NULL,
  stage text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT catalogue_warned_pkey PRIMARY KEY (estate_id, month, stage)
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
  made_by_name text NOT NULL DEFAULT ''::text,
  checked_by_name text,
  CONSTRAINT census_version_key UNIQUE (estate_id, version),
  CONSTRAINT census_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT census_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
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
  CONSTRAINT channel_name_key UNIQUE (estate_id, name),
  CONSTRAINT channel_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT channel_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT channel_kind_check CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'webhook'::text])))
);
CREATE TABLE closure (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  decision_id uuid NOT NULL,
  state text NOT NULL,
  buildings text[],
  reason text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  review_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  lift_decision_id uuid,
  lift_reason text,
  lifted_by text,
  lifted_at timestamp with time zone,
  erased_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT closure_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT closure_decision_fkey FOREIGN KEY (decision_id) REFERENCES closure_decision(id),
  CONSTRAINT closure_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT closure_lift_fkey FOREIGN KEY (lift_decision_id) REFERENCES closure_decision(id),
  CONSTRAINT closure_period_check CHECK ((starts_at < ends_at)),
  CONSTRAINT closure_state_check CHECK ((state = ANY (ARRAY['active'::text, 'lifted'::text])))
);
CREATE UNIQUE INDEX closure_active_key ON public.closure USING btree (estate_id) WHERE (state = 'active'::text);
CREATE TABLE closure_decision (
  id uuid NOT NULL,
  kind text NOT NULL,
  region_id uuid,
  issuer text NOT NULL,
  number text NOT NULL,
  decided_on date NOT NULL,
  scope text NOT NULL,
  measures text,
  purpose_zh text,
  purpose_en text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT closure_decision_number_key UNIQUE (issuer, number, kind),
  CONSTRAINT closure_decision_pkey PRIMARY KEY (id),
  CONSTRAINT closure_decision_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT closure_decision_kind_check CHECK ((kind = ANY (ARRAY['close'::text, 'extend'::text, 'lift'::text])))
);
CREATE TABLE closure_erasure (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  confirmed_by text,
  confirmed_name text,
  confirmed_at timestamp with time zone,
  before jsonb,
  after jsonb,
  key_destroyed boolean,
  CONSTRAINT closure_erasure_once_key UNIQUE (estate_id, closure_id),
  CONSTRAINT closure_erasure_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT closure_erasure_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure(estate_id, id)
);
CREATE TABLE conduct (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  who bytea,
  what bytea NOT NULL,
  place text,
  happened_at timestamp with time zone NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by text NOT NULL,
  recorded_name text NOT NULL,
  result text NOT NULL,
  result_note bytea,
  article text,
  text_id uuid,
  photo_id uuid,
  repeat_no integer NOT NULL DEFAULT 1,
  report_due boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'recorded'::text,
  reply bytea,
  reply_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_name text,
  outcome text,
  CONSTRAINT conduct_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT conduct_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT conduct_photo_fkey FOREIGN KEY (estate_id, photo_id) REFERENCES file(estate_id, id),
  CONSTRAINT conduct_text_fkey FOREIGN KEY (estate_id, text_id) REFERENCES owner_text(estate_id, id),
  CONSTRAINT conduct_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT conduct_closed_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  CONSTRAINT conduct_result_check CHECK ((result = ANY (ARRAY['stopped'::text, 'promised'::text, 'refused'::text, 'left'::text]))),
  CONSTRAINT conduct_state_check CHECK ((state = ANY (ARRAY['recorded'::text, 'reported'::text, 'closed'::text])))
);
CREATE INDEX conduct_state_idx ON public.conduct USING btree (estate_id, state, happened_at);
CREATE INDEX conduct_unit_idx ON public.conduct USING btree (estate_id, unit_id, kind, happened_at);
CREATE TABLE conduct_report (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  conduct_id uuid NOT NULL,
  to_whom text NOT NULL,
  to_name text NOT NULL,
  text bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT conduct_report_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT conduct_report_conduct_fkey FOREIGN KEY (estate_id, conduct_id) REFERENCES conduct(estate_id, id),
  CONSTRAINT conduct_report_whom_check CHECK ((to_whom = ANY (ARRAY['committee'::text, 'neighbourhood'::text, 'police'::text, 'fire'::text, 'housing'::text, 'enforcement'::text])))
);
CREATE INDEX conduct_report_conduct_idx ON public.conduct_report USING btree (estate_id, conduct_id);
CREATE TABLE consent (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  given_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  made_by text NOT NULL,
  CONSTRAINT consent_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT consent_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person(estate_id, id),
  CONSTRAINT consent_channel_check CHECK ((channel = ANY (ARRAY['desk'::text, 'paper'::text, 'phone'::text, 'app'::text])))
);
CREATE INDEX consent_person_idx ON public.consent USING btree (estate_id, person_id);
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
CREATE TABLE duty (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  post_id uuid,
  account_id uuid NOT NULL,
  name text NOT NULL,
  party text NOT NULL DEFAULT 'company'::text,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone,
  superior_id uuid,
  superior_name text,
  absent_at timestamp with time zone,
  absence_reason text,
  made_by text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT duty_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT duty_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id),
  CONSTRAINT duty_period_check CHECK (((ends_at IS NULL) OR (ends_at > starts_at))),
  CONSTRAINT duty_superior_check CHECK (((superior_id IS NULL) = (superior_name IS NULL)))
);
CREATE INDEX duty_account_idx ON public.duty USING btree (estate_id, account_id, starts_at);
CREATE INDEX duty_kind_idx ON public.duty USING btree (estate_id, kind, starts_at);
CREATE INDEX duty_post_idx ON public.duty USING btree (estate_id, post_id, starts_at);
CREATE TABLE duty_swap (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  duty_id uuid NOT NULL,
  return_id uuid,
  asked_id uuid NOT NULL,
  asked_name text NOT NULL,
  to_id uuid NOT NULL,
  to_name text NOT NULL,
  reason text NOT NULL,
  state text NOT NULL DEFAULT 'asked'::text,
  asked_at timestamp with time zone NOT NULL,
  answered_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by text,
  note text,
  CONSTRAINT duty_swap_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT duty_swap_duty_fkey FOREIGN KEY (estate_id, duty_id) REFERENCES duty(estate_id, id) ON DELETE CASCADE,
  CONSTRAINT duty_swap_return_fkey FOREIGN KEY (estate_id, return_id) REFERENCES duty(estate_id, id) ON DELETE CASCADE,
  CONSTRAINT duty_swap_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'agreed'::text, 'declined'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);
CREATE INDEX duty_swap_asked_idx ON public.duty_swap USING btree (estate_id, asked_at);
CREATE UNIQUE INDEX duty_swap_open_key ON public.duty_swap USING btree (estate_id, duty_id) WHERE (state = ANY (ARRAY['asked'::text, 'agreed'::text]));
CREATE TABLE establishment (
  estate_id uuid NOT NULL,
  role text NOT NULL,
  headcount integer NOT NULL,
  certificate text,
  CONSTRAINT establishment_pkey PRIMARY KEY (estate_id, role),
  CONSTRAINT establishment_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT establishment_headcount_check CHECK (((headcount >= 0) AND (headcount <= 999)))
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
CREATE TABLE explanation (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  topic text NOT NULL,
  on_date date NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT explanation_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT explanation_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id)
);
CREATE INDEX explanation_unit_idx ON public.explanation USING btree (estate_id, unit_id, on_date);
CREATE TABLE figure_day (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  figure text NOT NULL,
  numerator bigint NOT NULL,
  denominator bigint,
  at timestamp with time zone NOT NULL,
  CONSTRAINT figure_day_pkey PRIMARY KEY (estate_id, day, figure),
  CONSTRAINT figure_day_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE INDEX figure_day_day_idx ON public.figure_day USING btree (day, figure);
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
CREATE TABLE followup_call (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  device_time timestamp with time zone,
  by_id uuid,
  by_name text NOT NULL,
  outcome text NOT NULL,
  satisfaction text,
  script_version integer,
  answers jsonb,
  note text,
  CONSTRAINT followup_call_pkey PRIMARY KEY (estate_id, month, ticket_id, id),
  CONSTRAINT followup_call_item_fkey FOREIGN KEY (estate_id, month, ticket_id) REFERENCES followup_item(estate_id, month, ticket_id),
  CONSTRAINT followup_call_answer_check CHECK (((outcome = 'answered'::text) = (satisfaction IS NOT NULL))),
  CONSTRAINT followup_call_outcome_check CHECK ((outcome = ANY (ARRAY['answered'::text, 'refused'::text, 'noAnswer'::text, 'correction'::text])))
);
CREATE TABLE followup_draw (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  round integer NOT NULL,
  cut_from timestamp with time zone NOT NULL,
  cut_until timestamp with time zone NOT NULL,
  percent integer NOT NULL,
  population integer NOT NULL,
  drawn integer NOT NULL,
  list_hash text NOT NULL,
  seed text NOT NULL,
  at timestamp with time zone NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT followup_draw_pkey PRIMARY KEY (estate_id, month, round),
  CONSTRAINT followup_draw_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT followup_draw_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  CONSTRAINT followup_draw_percent_check CHECK (((percent >= 1) AND (percent <= 100)))
);
CREATE TABLE followup_item (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  ticket_id uuid NOT NULL,
  round integer NOT NULL,
  place integer NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  class text NOT NULL,
  closed_at timestamp with time zone NOT NULL,
  drawn_major boolean NOT NULL,
  major boolean NOT NULL,
  final_refusal boolean NOT NULL,
  how text,
  due_on date,
  assigned_id uuid,
  assigned_name text,
  attempts integer NOT NULL DEFAULT 0,
  attempt_days integer NOT NULL DEFAULT 0,
  last_attempt_at timestamp with time zone,
  result text,
  result_at timestamp with time zone,
  CONSTRAINT followup_item_pkey PRIMARY KEY (estate_id, month, ticket_id),
  CONSTRAINT followup_item_draw_fkey FOREIGN KEY (estate_id, month, round) REFERENCES followup_draw(estate_id, month, round),
  CONSTRAINT followup_item_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT followup_item_how_check CHECK (((how IS NULL) OR (how = ANY (ARRAY['major'::text, 'sample'::text, 'replacement'::text])))),
  CONSTRAINT followup_item_result_check CHECK (((result IS NULL) OR (result = ANY (ARRAY['satisfied'::text, 'partly'::text, 'dissatisfied'::text, 'refused'::text, 'unreachable'::text]))))
);
CREATE INDEX followup_item_open_idx ON public.followup_item USING btree (estate_id, due_on) WHERE ((how IS NOT NULL) AND (result IS NULL));
CREATE TABLE followup_script (
  estate_id uuid NOT NULL,
  version integer NOT NULL,
  at timestamp with time zone NOT NULL,
  by_name text NOT NULL,
  body jsonb NOT NULL,
  CONSTRAINT followup_script_pkey PRIMARY KEY (estate_id, version),
  CONSTRAINT followup_script_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE TABLE followup_version (
  estate_id uuid NOT NULL,
  month date NOT NULL,
  version integer NOT NULL,
  at timestamp with time zone NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  reason text,
  report jsonb NOT NULL,
  hash text NOT NULL,
  CONSTRAINT followup_version_pkey PRIMARY KEY (estate_id, month, version),
  CONSTRAINT followup_version_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT followup_version_reason_check CHECK (((version = 1) OR (reason IS NOT NULL)))
);
CREATE TABLE gap_notice (
  estate_id uuid NOT NULL,
  post_id uuid NOT NULL,
  gap_from timestamp with time zone NOT NULL,
  gap_until timestamp with time zone NOT NULL,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT gap_notice_pkey PRIMARY KEY (estate_id, post_id, gap_from),
  CONSTRAINT gap_notice_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id)
);
CREATE TABLE gate (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  state_reason text,
  state_by text,
  state_at timestamp with time zone,
  keeper text,
  key_place text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_name_key UNIQUE (estate_id, name),
  CONSTRAINT gate_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT gate_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'side'::text, 'vehicle'::text, 'fire'::text]))),
  CONSTRAINT gate_state_check CHECK ((state = ANY (ARRAY['open'::text, 'guarded'::text, 'closed'::text])))
);
CREATE TABLE gate_check (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  kind text NOT NULL,
  ok boolean NOT NULL,
  note text,
  made_by text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT gate_check_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_check_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id),
  CONSTRAINT gate_check_kind_check CHECK ((kind = ANY (ARRAY['check'::text, 'emergency_opening'::text])))
);
CREATE INDEX gate_check_gate_idx ON public.gate_check USING btree (estate_id, gate_id, at);
CREATE TABLE gate_day (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  persons_in integer NOT NULL DEFAULT 0,
  persons_out integer NOT NULL DEFAULT 0,
  vehicles_in integer NOT NULL DEFAULT 0,
  vehicles_out integer NOT NULL DEFAULT 0,
  refusals integer NOT NULL DEFAULT 0,
  emergencies integer NOT NULL DEFAULT 0,
  incidents integer NOT NULL DEFAULT 0,
  unattended integer NOT NULL DEFAULT 0,
  CONSTRAINT gate_day_pkey PRIMARY KEY (estate_id, day)
);
CREATE INDEX gate_day_day_idx ON public.gate_day USING btree (day, estate_id);
CREATE TABLE gate_exception (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  gate_id uuid NOT NULL,
  reason text NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  decided_by text,
  decided_name text,
  decided_at timestamp with time zone,
  CONSTRAINT gate_exception_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_exception_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure(estate_id, id),
  CONSTRAINT gate_exception_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id),
  CONSTRAINT gate_exception_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'refused'::text])))
);
CREATE UNIQUE INDEX gate_exception_open_key ON public.gate_exception USING btree (estate_id, closure_id, gate_id) WHERE (state <> 'refused'::text);
CREATE TABLE gate_hour (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  hour smallint NOT NULL,
  slot smallint NOT NULL,
  persons_in integer NOT NULL DEFAULT 0,
  persons_out integer NOT NULL DEFAULT 0,
  vehicles_in integer NOT NULL DEFAULT 0,
  vehicles_out integer NOT NULL DEFAULT 0,
  refusals integer NOT NULL DEFAULT 0,
  emergencies integer NOT NULL DEFAULT 0,
  incidents integer NOT NULL DEFAULT 0,
  CONSTRAINT gate_hour_pkey PRIMARY KEY (estate_id, day, hour, slot)
);
CREATE INDEX gate_hour_day_idx ON public.gate_hour USING btree (day, estate_id);
CREATE TABLE gate_incident (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  gate_id uuid,
  place text NOT NULL,
  closure_id uuid,
  sealed bytea,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  police_number text,
  handed_at timestamp with time zone,
  handed_by text,
  result text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_incident_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_incident_kind_check CHECK ((kind = ANY (ARRAY['crash'::text, 'ram'::text, 'dispute'::text, 'other'::text]))),
  CONSTRAINT gate_incident_state_check CHECK ((state = ANY (ARRAY['open'::text, 'handed'::text, 'closed'::text])))
);
CREATE INDEX gate_incident_at_idx ON public.gate_incident USING btree (estate_id, happened_at);
CREATE TABLE gate_stray (
  estate_id uuid NOT NULL,
  client_id text NOT NULL,
  terminal_id uuid,
  sealed jsonb NOT NULL,
  code text NOT NULL,
  device_at timestamp with time zone,
  sent_by text NOT NULL,
  at timestamp with time zone NOT NULL,
  decided text,
  decided_by text,
  decided_at timestamp with time zone,
  CONSTRAINT gate_stray_pkey PRIMARY KEY (estate_id, client_id),
  CONSTRAINT gate_stray_decided_check CHECK ((decided = ANY (ARRAY['dropped'::text, 'entered'::text])))
);
CREATE TABLE household (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  kind text NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT household_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT household_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT household_dates_check CHECK (((until_at IS NULL) OR (until_at >= from_at))),
  CONSTRAINT household_kind_check CHECK ((kind = ANY (ARRAY['own'::text, 'lease'::text])))
);
CREATE INDEX household_unit_idx ON public.household USING btree (estate_id, unit_id);
CREATE TABLE household_member (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  person_id uuid NOT NULL,
  relation text NOT NULL,
  contact boolean NOT NULL DEFAULT false,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT household_member_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT household_member_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household(estate_id, id),
  CONSTRAINT household_member_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person(estate_id, id),
  CONSTRAINT household_member_dates_check CHECK (((until_at IS NULL) OR (until_at >= from_at))),
  CONSTRAINT household_member_relation_check CHECK ((relation = ANY (ARRAY['self'::text, 'spouse'::text, 'child'::text, 'parent'::text, 'relative'::text, 'carer'::text, 'flatmate'::text, 'employee'::text, 'other'::text])))
);
CREATE INDEX household_member_household_idx ON public.household_member USING btree (estate_id, household_id);
CREATE INDEX household_member_person_idx ON public.household_member USING btree (estate_id, person_id);
CREATE UNIQUE INDEX household_member_open_key ON public.household_member USING btree (estate_id, household_id, person_id) WHERE (until_at IS NULL);
CREATE TABLE import_mapping (
  owner_id uuid NOT NULL,
  kind text NOT NULL,
  signature text NOT NULL,
  mapping jsonb NOT NULL,
  used_by text NOT NULL,
  used_at timestamp with time zone NOT NULL,
  CONSTRAINT import_mapping_pkey PRIMARY KEY (owner_id, kind, signature)
);
CREATE TABLE import_run (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  file_id uuid,
  file_name text NOT NULL,
  sha256 bytea NOT NULL,
  sheets jsonb NOT NULL,
  sheet integer NOT NULL,
  mapping jsonb NOT NULL,
  remembered boolean NOT NULL,
  mode text,
  total integer NOT NULL DEFAULT 0,
  bad integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  same integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  failures bytea,
  made_by text NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  moved_at timestamp with time zone,
  CONSTRAINT import_run_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT import_run_mode_check CHECK (((mode IS NULL) OR (mode = ANY (ARRAY['all'::text, 'good'::text])))),
  CONSTRAINT import_run_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'discarded'::text])))
);
CREATE INDEX import_run_made_idx ON public.import_run USING btree (estate_id, made_at);
CREATE TABLE lane (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  name text NOT NULL,
  direction text NOT NULL,
  carries text NOT NULL,
  CONSTRAINT lane_name_key UNIQUE (estate_id, gate_id, name),
  CONSTRAINT lane_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id),
  CONSTRAINT lane_carries_check CHECK ((carries = ANY (ARRAY['person'::text, 'vehicle'::text, 'both'::text]))),
  CONSTRAINT lane_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'both'::text])))
);
CREATE TABLE ledger_charge (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  source text NOT NULL,
  source_id uuid NOT NULL,
  unit_id uuid,
  account_id uuid,
  person_id uuid,
  title text NOT NULL,
  unit_price bigint,
  unit text,
  quantity integer NOT NULL,
  amount bigint NOT NULL,
  reverses uuid,
  reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_charge_reverses_key UNIQUE (estate_id, reverses),
  CONSTRAINT ledger_charge_source_key UNIQUE (estate_id, source, source_id),
  CONSTRAINT ledger_charge_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ledger_charge_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT ledger_charge_reverses_fkey FOREIGN KEY (estate_id, reverses) REFERENCES ledger_charge(estate_id, id),
  CONSTRAINT ledger_charge_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT ledger_charge_reason_check CHECK (((reverses IS NULL) OR (reason IS NOT NULL))),
  CONSTRAINT ledger_charge_sign_check CHECK (((amount <> 0) AND ((amount < 0) = (reverses IS NOT NULL))))
);
CREATE INDEX ledger_charge_made_idx ON public.ledger_charge USING btree (estate_id, made_at);
CREATE INDEX ledger_charge_unit_idx ON public.ledger_charge USING btree (estate_id, unit_id, made_at);
CREATE TABLE ledger_counter (
  estate_id uuid NOT NULL,
  kind text NOT NULL,
  year integer NOT NULL,
  last bigint NOT NULL,
  CONSTRAINT ledger_counter_pkey PRIMARY KEY (estate_id, kind, year)
);
CREATE TABLE ledger_payment (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  way text NOT NULL,
  amount bigint NOT NULL,
  tendered bigint,
  refunds uuid,
  reason text,
  reference text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_payment_refunds_key UNIQUE (estate_id, refunds),
  CONSTRAINT ledger_payment_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ledger_payment_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT ledger_payment_refunds_fkey FOREIGN KEY (estate_id, refunds) REFERENCES ledger_payment(estate_id, id),
  CONSTRAINT ledger_payment_reason_check CHECK (((refunds IS NULL) OR (reason IS NOT NULL))),
  CONSTRAINT ledger_payment_sign_check CHECK (((amount <> 0) AND ((amount < 0) = (refunds IS NOT NULL)))),
  CONSTRAINT ledger_payment_tendered_check CHECK (((tendered IS NULL) OR ((way = 'cash'::text) AND (tendered >= amount)))),
  CONSTRAINT ledger_payment_way_check CHECK ((way = ANY (ARRAY['cash'::text, 'pos'::text, 'wechat'::text, 'alipay'::text, 'transfer'::text, 'other'::text])))
);
CREATE INDEX ledger_payment_made_idx ON public.ledger_payment USING btree (estate_id, made_at);
CREATE TABLE ledger_print (
  estate_id uuid NOT NULL,
  receipt_id uuid NOT NULL,
  copy integer NOT NULL,
  paper text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_print_pkey PRIMARY KEY (estate_id, receipt_id, copy),
  CONSTRAINT ledger_print_receipt_fkey FOREIGN KEY (estate_id, receipt_id) REFERENCES ledger_receipt(estate_id, id),
  CONSTRAINT ledger_print_paper_check CHECK ((paper = ANY (ARRAY['half-A4'::text, '80mm'::text, 'A4'::text])))
);
CREATE TABLE ledger_receipt (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  payment_id uuid NOT NULL,
  year integer NOT NULL,
  number bigint NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_receipt_number_key UNIQUE (estate_id, year, number),
  CONSTRAINT ledger_receipt_payment_key UNIQUE (estate_id, payment_id),
  CONSTRAINT ledger_receipt_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ledger_receipt_payment_fkey FOREIGN KEY (estate_id, payment_id) REFERENCES ledger_payment(estate_id, id)
);
CREATE TABLE ledger_share (
  estate_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  charge_id uuid NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT ledger_share_pkey PRIMARY KEY (estate_id, payment_id, charge_id),
  CONSTRAINT ledger_share_charge_fkey FOREIGN KEY (estate_id, charge_id) REFERENCES ledger_charge(estate_id, id),
  CONSTRAINT ledger_share_payment_fkey FOREIGN KEY (estate_id, payment_id) REFERENCES ledger_payment(estate_id, id),
  CONSTRAINT ledger_share_amount_check CHECK ((amount <> 0))
);
CREATE INDEX ledger_share_charge_idx ON public.ledger_share USING btree (estate_id, charge_id);
CREATE TABLE library_acknowledgement (
  estate_id uuid NOT NULL,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT library_acknowledgement_pkey PRIMARY KEY (estate_id, document_id, version, account_id),
  CONSTRAINT library_acknowledgement_version_fkey FOREIGN KEY (estate_id, document_id, version) REFERENCES library_version(estate_id, document_id, version)
);
CREATE TABLE library_document (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  code text,
  basis jsonb NOT NULL DEFAULT '[]'::jsonb,
  open_to_residents boolean NOT NULL DEFAULT false,
  acknowledge boolean NOT NULL DEFAULT false,
  owner_id uuid,
  owner_name text,
  review_months integer NOT NULL DEFAULT 0,
  next_review date,
  current_version integer,
  withdrawn_at timestamp with time zone,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT library_document_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT library_document_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT library_document_kind_check CHECK ((kind = ANY (ARRAY['rule'::text, 'law'::text, 'policy'::text, 'quality'::text, 'concept'::text, 'steward_service'::text]))),
  CONSTRAINT library_document_months_check CHECK (((review_months >= 0) AND (review_months <= 60)))
);
CREATE INDEX library_document_kind_idx ON public.library_document USING btree (estate_id, kind);
CREATE UNIQUE INDEX library_document_one_key ON public.library_document USING btree (estate_id, kind) WHERE ((kind = ANY (ARRAY['quality'::text, 'concept'::text, 'steward_service'::text])) AND (withdrawn_at IS NULL));
CREATE TABLE library_reminder (
  estate_id uuid NOT NULL,
  document_id uuid NOT NULL,
  due date NOT NULL,
  told_at timestamp with time zone NOT NULL,
  CONSTRAINT library_reminder_pkey PRIMARY KEY (estate_id, document_id, due),
  CONSTRAINT library_reminder_document_fkey FOREIGN KEY (estate_id, document_id) REFERENCES library_document(estate_id, id)
);
CREATE TABLE library_review (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  on_date date NOT NULL,
  result text NOT NULL,
  finding text NOT NULL,
  measure text,
  by_id uuid,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT library_review_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT library_review_version_fkey FOREIGN KEY (estate_id, document_id, version) REFERENCES library_version(estate_id, document_id, version),
  CONSTRAINT library_review_result_check CHECK ((result = ANY (ARRAY['effective'::text, 'partly'::text, 'not_effective'::text])))
);
CREATE INDEX library_review_document_idx ON public.library_review USING btree (estate_id, document_id, on_date);
CREATE TABLE library_version (
  estate_id uuid NOT NULL,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  body text NOT NULL,
  change_note text,
  state text NOT NULL DEFAULT 'draft'::text,
  made_id uuid,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  approved_id uuid,
  approved_name text,
  approved_at timestamp with time zone,
  effective_from date,
  refused text,
  CONSTRAINT library_version_pkey PRIMARY KEY (estate_id, document_id, version),
  CONSTRAINT library_version_document_fkey FOREIGN KEY (estate_id, document_id) REFERENCES library_document(estate_id, id),
  CONSTRAINT library_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'replaced'::text, 'refused'::text])))
);
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
  at timestamp with time zone NOT NULL,
  deliver_at timestamp with time zone NOT NULL,
  delivered_at timestamp with time zone,
  seen_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  escalate_minutes integer,
  chain jsonb NOT NULL DEFAULT '[]'::jsonb,
  CONSTRAINT message_pkey PRIMARY KEY (estate_id, id)
);
CREATE INDEX message_account_idx ON public.message USING btree (account_id, deliver_at, id);
CREATE INDEX message_ref_idx ON public.message USING btree (estate_id, ref_topic, ref_id) WHERE (ref_id IS NOT NULL);
CREATE INDEX message_thread_idx ON public.message USING btree (estate_id, thread, step);
CREATE TABLE message_attempt (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  channel text NOT NULL,
  channel_id uuid,
  target text NOT NULL,
  at timestamp with time zone NOT NULL,
  try integer NOT NULL DEFAULT 1,
  ok boolean NOT NULL,
  error text,
  CONSTRAINT message_attempt_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT message_attempt_message_fkey FOREIGN KEY (estate_id, message_id) REFERENCES message(estate_id, id),
  CONSTRAINT message_attempt_channel_check CHECK ((channel = ANY (ARRAY['in_app'::text, 'sms'::text, 'wecom'::text, 'dingtalk'::text, 'webhook'::text])))
);
CREATE INDEX message_attempt_message_idx ON public.message_attempt USING btree (estate_id, message_id, at);
CREATE TABLE organisation (
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  credit_code text,
  region_id uuid,
  contact_name text,
  staff_count integer,
  version integer NOT NULL DEFAULT 1,
  contact_phone_sealed bytea,
  staff_counted_on date,
  vehicle_count integer,
  CONSTRAINT organisation_pkey PRIMARY KEY (id),
  CONSTRAINT organisation_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'developer'::text, 'subject_unit'::text, 'bureau'::text, 'subdistrict_office'::text, 'neighbourhood_committee'::text, 'brigade'::text, 'police'::text, 'other'::text])))
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
CREATE TABLE owner_text (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  decision text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  published_at timestamp with time zone,
  published_name text,
  CONSTRAINT owner_text_version_key UNIQUE (estate_id, kind, version),
  CONSTRAINT owner_text_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT owner_text_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT owner_text_decision_check CHECK (((kind <> 'covenant'::text) OR (published_at IS NULL) OR (decision IS NOT NULL))),
  CONSTRAINT owner_text_kind_check CHECK ((kind = ANY (ARRAY['guide'::text, 'covenant'::text])))
);
CREATE TABLE owner_text_receipt (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  text_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  name text NOT NULL,
  channel text NOT NULL,
  at timestamp with time zone NOT NULL,
  entered_by text NOT NULL,
  entered_name text NOT NULL,
  on_behalf boolean NOT NULL,
  CONSTRAINT owner_text_receipt_once_key UNIQUE (estate_id, text_id, unit_id),
  CONSTRAINT owner_text_receipt_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT owner_text_receipt_text_fkey FOREIGN KEY (estate_id, text_id) REFERENCES owner_text(estate_id, id),
  CONSTRAINT owner_text_receipt_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT owner_text_receipt_channel_check CHECK ((channel = ANY (ARRAY['app'::text, 'desk'::text, 'paper'::text])))
);
CREATE TABLE ownership (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid NOT NULL,
  share_part integer NOT NULL,
  share_whole integer NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT ownership_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ownership_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person(estate_id, id),
  CONSTRAINT ownership_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT ownership_dates_check CHECK (((until_at IS NULL) OR (until_at >= from_at))),
  CONSTRAINT ownership_share_check CHECK (((share_part > 0) AND (share_part <= share_whole) AND (share_whole <= 10000)))
);
CREATE INDEX ownership_person_idx ON public.ownership USING btree (estate_id, person_id);
CREATE INDEX ownership_unit_idx ON public.ownership USING btree (estate_id, unit_id);
CREATE UNIQUE INDEX ownership_open_key ON public.ownership USING btree (estate_id, unit_id, person_id) WHERE (until_at IS NULL);
CREATE TABLE panel (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  place text NOT NULL,
  mounted_on date NOT NULL,
  account_id uuid NOT NULL,
  card_version integer NOT NULL,
  shown jsonb NOT NULL,
  photo_id uuid,
  by_id uuid,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  removed_on date,
  removed_by text,
  CONSTRAINT panel_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT panel_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id),
  CONSTRAINT panel_photo_fkey FOREIGN KEY (estate_id, photo_id) REFERENCES file(estate_id, id),
  CONSTRAINT panel_period_check CHECK (((removed_on IS NULL) OR (removed_on >= mounted_on)))
);
CREATE INDEX panel_building_idx ON public.panel USING btree (estate_id, building_id, mounted_on);
CREATE TABLE pass (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  code_blind bytea NOT NULL,
  code_sealed bytea NOT NULL,
  guest bytea,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  plate_blind bytea,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  uses integer NOT NULL,
  used integer NOT NULL DEFAULT 0,
  state text NOT NULL,
  issued_as text NOT NULL,
  issued_by text NOT NULL,
  issued_name text NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT pass_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT pass_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT pass_issued_check CHECK ((issued_as = ANY (ARRAY['guard'::text, 'desk'::text, 'resident'::text]))),
  CONSTRAINT pass_kind_check CHECK ((kind = ANY (ARRAY['visitor'::text, 'delivery'::text, 'worker'::text]))),
  CONSTRAINT pass_period_check CHECK ((from_at < until_at)),
  CONSTRAINT pass_state_check CHECK ((state = ANY (ARRAY['live'::text, 'used'::text, 'revoked'::text])))
);
CREATE INDEX pass_unit_idx ON public.pass USING btree (estate_id, unit_id, issued_at);
CREATE UNIQUE INDEX pass_code_key ON public.pass USING btree (estate_id, code_blind) WHERE (state = 'live'::text);
CREATE TABLE passage (
  estate_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  closure_id uuid,
  gate_id uuid NOT NULL,
  lane_id uuid,
  terminal_id uuid,
  direction text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL,
  refusal text,
  note text,
  emergency text,
  mask boolean,
  unit_id uuid,
  unit_label text,
  registrant_id uuid,
  pass_id uuid,
  plate_blind bytea,
  licence_checked boolean,
  driving_checked boolean,
  occupants integer,
  missing text,
  sealed bytea,
  by_id text NOT NULL,
  by_name text NOT NULL,
  client_id text,
  device_at timestamp with time zone,
  offline boolean NOT NULL DEFAULT false,
  conflict text,
  CONSTRAINT passage_pkey PRIMARY KEY (estate_id, at, id),
  CONSTRAINT passage_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  CONSTRAINT passage_outcome_check CHECK ((outcome = ANY (ARRAY['passed'::text, 'refused'::text]))),
  CONSTRAINT passage_subject_check CHECK ((subject = ANY (ARRAY['person'::text, 'vehicle'::text])))
);
CREATE INDEX passage_refused_idx ON ONLY public.passage USING btree (estate_id, at) WHERE (outcome = 'refused'::text);
CREATE INDEX passage_registrant_idx ON ONLY public.passage USING btree (estate_id, registrant_id, at);
CREATE TABLE passage_right (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  plate_blind bytea NOT NULL,
  plate_sealed bytea NOT NULL,
  lanes uuid[],
  direction text NOT NULL DEFAULT 'both'::text,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  stay_group uuid,
  group_spaces integer,
  source text NOT NULL,
  source_id uuid NOT NULL,
  note text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT passage_right_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT passage_right_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT passage_right_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'both'::text]))),
  CONSTRAINT passage_right_group_check CHECK (((stay_group IS NULL) OR (group_spaces >= 0))),
  CONSTRAINT passage_right_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'monthly'::text, 'visitor'::text, 'temporary'::text, 'exit'::text, 'barred'::text, 'special'::text]))),
  CONSTRAINT passage_right_period_check CHECK (((until_at IS NULL) OR (from_at < until_at)))
);
CREATE INDEX passage_right_plate_idx ON public.passage_right USING btree (estate_id, plate_blind) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX passage_right_source_key ON public.passage_right USING btree (estate_id, source, source_id, plate_blind, kind) WHERE (ended_at IS NULL);
CREATE TABLE person (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'person'::text,
  name text NOT NULL,
  pinyin text NOT NULL,
  initials text NOT NULL,
  phone_sealed bytea,
  phone_blind bytea,
  phone_tail bytea,
  id_sealed bytea,
  id_blind bytea,
  birth_year integer,
  note text,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT person_id_number_key UNIQUE (estate_id, id_blind),
  CONSTRAINT person_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT person_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT person_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text])))
);
CREATE INDEX person_initials_idx ON public.person USING btree (estate_id, initials);
CREATE INDEX person_name_idx ON public.person USING btree (estate_id, name);
CREATE INDEX person_phone_idx ON public.person USING btree (estate_id, phone_blind);
CREATE INDEX person_pinyin_idx ON public.person USING btree (estate_id, pinyin);
CREATE INDEX person_tail_idx ON public.person USING btree (estate_id, phone_tail);
CREATE TABLE phone_claim (
  phone_blind bytea NOT NULL,
  estate_id uuid NOT NULL,
  person_id uuid NOT NULL,
  CONSTRAINT phone_claim_pkey PRIMARY KEY (phone_blind, estate_id, person_id)
);
CREATE INDEX phone_claim_person_idx ON public.phone_claim USING btree (estate_id, person_id);
CREATE TABLE phone_code (
  phone_blind bytea NOT NULL,
  code_hash bytea NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  until_at timestamp with time zone NOT NULL,
  CONSTRAINT phone_code_pkey PRIMARY KEY (phone_blind)
);
CREATE TABLE post (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  building_id uuid,
  section_id uuid,
  party text NOT NULL DEFAULT 'company'::text,
  covers jsonb NOT NULL,
  unattended_minutes integer,
  headcount integer,
  certificate text,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT post_name_key UNIQUE (estate_id, name),
  CONSTRAINT post_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id),
  CONSTRAINT post_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT post_section_fkey FOREIGN KEY (estate_id, section_id) REFERENCES section(estate_id, id),
  CONSTRAINT post_kind_check CHECK ((kind = ANY (ARRAY['lobby'::text, 'gate'::text, 'desk'::text, 'other'::text]))),
  CONSTRAINT post_minutes_check CHECK (((unattended_minutes IS NULL) OR (unattended_minutes >= 0))),
  CONSTRAINT post_party_check CHECK ((party = ANY (ARRAY['neighbourhood'::text, 'company'::text, 'brigade'::text, 'subject_unit'::text])))
);
CREATE TABLE presence (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  duty_id uuid,
  in_at timestamp with time zone NOT NULL,
  in_device_time timestamp with time zone,
  out_at timestamp with time zone,
  out_device_time timestamp with time zone,
  note text,
  handed_to uuid,
  handed_name text,
  read_at timestamp with time zone,
  CONSTRAINT presence_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT presence_duty_fkey FOREIGN KEY (estate_id, duty_id) REFERENCES duty(estate_id, id),
  CONSTRAINT presence_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id),
  CONSTRAINT presence_period_check CHECK (((out_at IS NULL) OR (out_at >= in_at)))
);
CREATE INDEX presence_post_idx ON public.presence USING btree (estate_id, post_id, in_at);
CREATE UNIQUE INDEX presence_open_key ON public.presence USING btree (estate_id, post_id, account_id) WHERE (out_at IS NULL);
CREATE TABLE profile_definition (
  estate_id uuid NOT NULL,
  key text NOT NULL,
  body jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT profile_definition_pkey PRIMARY KEY (estate_id, key),
  CONSTRAINT profile_definition_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE TABLE profile_entry (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  field text NOT NULL,
  member_id uuid,
  state text NOT NULL,
  value bytea,
  purposes text[] NOT NULL,
  sensitive boolean NOT NULL,
  separate boolean NOT NULL DEFAULT false,
  consent_by uuid NOT NULL,
  channel text NOT NULL,
  given_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  entered_by text NOT NULL,
  entered_name text NOT NULL,
  on_behalf boolean NOT NULL,
  ended_at timestamp with time zone,
  end_reason text,
  ended_name text,
  CONSTRAINT profile_entry_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT profile_entry_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household(estate_id, id),
  CONSTRAINT profile_entry_channel_check CHECK ((channel = ANY (ARRAY['desk'::text, 'paper'::text, 'phone'::text, 'app'::text]))),
  CONSTRAINT profile_entry_dates_check CHECK ((until_at > given_at)),
  CONSTRAINT profile_entry_reason_check CHECK (((end_reason IS NULL) OR (end_reason = ANY (ARRAY['withdrawn'::text, 'replaced'::text, 'expired'::text, 'moved_out'::text, 'request'::text])))),
  CONSTRAINT profile_entry_separate_check CHECK (((NOT sensitive) OR (state = 'declined'::text) OR separate)),
  CONSTRAINT profile_entry_state_check CHECK ((state = ANY (ARRAY['given'::text, 'declined'::text]))),
  CONSTRAINT profile_entry_wiped_check CHECK (((value IS NOT NULL) = ((state = 'given'::text) AND (ended_at IS NULL))))
);
CREATE INDEX profile_entry_household_idx ON public.profile_entry USING btree (estate_id, household_id);
CREATE INDEX profile_entry_until_idx ON public.profile_entry USING btree (until_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX profile_entry_open_key ON public.profile_entry USING btree (estate_id, household_id, field, member_id) NULLS NOT DISTINCT WHERE (ended_at IS NULL);
CREATE TABLE profile_look (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  account_id text NOT NULL,
  name text NOT NULL,
  how text NOT NULL,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  CONSTRAINT profile_look_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT profile_look_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household(estate_id, id),
  CONSTRAINT profile_look_how_check CHECK ((how = ANY (ARRAY['steward'::text, 'hint'::text, 'look'::text, 'file'::text])))
);
CREATE INDEX profile_look_household_idx ON public.profile_look USING btree (estate_id, household_id, at);
CREATE TABLE profile_member (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  name bytea,
  relation text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT profile_member_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT profile_member_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household(estate_id, id),
  CONSTRAINT profile_member_wiped_check CHECK (((ended_at IS NULL) OR (name IS NULL)))
);
CREATE INDEX profile_member_household_idx ON public.profile_member USING btree (estate_id, household_id);
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
CREATE TABLE registrant (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  unit_label text,
  person_id uuid,
  sealed bytea,
  trip bytea,
  id_blind bytea,
  last4_blind bytea,
  initials_blind bytea,
  plate bytea,
  plate_blind bytea,
  pass_id uuid,
  last_direction text,
  last_at timestamp with time zone,
  last_gate_id uuid,
  due_out_at timestamp with time zone,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT registrant_once_key UNIQUE (estate_id, closure_id, id_blind),
  CONSTRAINT registrant_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT registrant_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT registrant_direction_check CHECK ((last_direction = ANY (ARRAY['in'::text, 'out'::text]))),
  CONSTRAINT registrant_kind_check CHECK ((kind = ANY (ARRAY['resident'::text, 'visitor'::text, 'worker'::text])))
);
CREATE INDEX registrant_initials_idx ON public.registrant USING btree (estate_id, closure_id, initials_blind);
CREATE INDEX registrant_inside_idx ON public.registrant USING btree (estate_id, closure_id, last_at) WHERE (last_direction = 'in'::text);
CREATE INDEX registrant_last4_idx ON public.registrant USING btree (estate_id, closure_id, last4_blind);
CREATE INDEX registrant_plate_idx ON public.registrant USING btree (estate_id, closure_id, plate_blind);
CREATE INDEX registrant_unit_idx ON public.registrant USING btree (estate_id, closure_id, unit_label);
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
CREATE TABLE role_assignment (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL,
  scope text NOT NULL,
  target uuid,
  estate_id uuid,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  end_reason text,
  CONSTRAINT role_assignment_pkey PRIMARY KEY (id),
  CONSTRAINT role_assignment_account_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  CONSTRAINT role_assignment_dates_check CHECK (((until_at IS NULL) OR (until_at >= from_at))),
  CONSTRAINT role_assignment_place_check CHECK ((((scope = 'system'::text) = (target IS NULL)) AND ((scope = ANY (ARRAY['building'::text, 'unit'::text, 'estate'::text])) = (estate_id IS NOT NULL)))),
  CONSTRAINT role_assignment_scope_check CHECK ((scope = ANY (ARRAY['system'::text, 'region'::text, 'organisation'::text, 'estate'::text, 'building'::text, 'unit'::text])))
);
CREATE INDEX role_assignment_account_idx ON public.role_assignment USING btree (account_id);
CREATE INDEX role_assignment_estate_idx ON public.role_assignment USING btree (estate_id, role);
CREATE TABLE roster_template (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  turns jsonb NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT roster_template_name_key UNIQUE (estate_id, name),
  CONSTRAINT roster_template_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT roster_template_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
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
  sort text NOT NULL DEFAULT ''::text,
  CONSTRAINT section_name_key UNIQUE (estate_id, building_id, name),
  CONSTRAINT section_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT section_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id)
);
CREATE TABLE session (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  token text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT session_token_key UNIQUE (token),
  CONSTRAINT session_pkey PRIMARY KEY (id)
);
CREATE INDEX session_account_idx ON public.session USING btree (account_id);
CREATE TABLE setting (
  scope_id uuid NOT NULL,
  key text NOT NULL,
  value jsonb,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (scope_id, key)
);
CREATE TABLE sign_in_guard (
  key text NOT NULL,
  failures integer NOT NULL,
  until timestamp with time zone NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_guard_pkey PRIMARY KEY (key)
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
CREATE TABLE staff_card (
  estate_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  photo_id uuid,
  strengths text,
  phone text,
  more jsonb NOT NULL DEFAULT '{}'::jsonb,
  version integer NOT NULL DEFAULT 1,
  photo_width integer,
  photo_height integer,
  changed_at timestamp with time zone,
  CONSTRAINT staff_card_pkey PRIMARY KEY (estate_id, account_id),
  CONSTRAINT staff_card_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT staff_card_photo_fkey FOREIGN KEY (estate_id, photo_id) REFERENCES file(estate_id, id)
);
CREATE TABLE staff_certificate (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  issuer text,
  valid_until date,
  file_id uuid,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT staff_certificate_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT staff_certificate_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT staff_certificate_file_fkey FOREIGN KEY (estate_id, file_id) REFERENCES file(estate_id, id)
);
CREATE INDEX staff_certificate_account_idx ON public.staff_certificate USING btree (estate_id, account_id);
CREATE TABLE staff_entry (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  on_date date NOT NULL,
  title text NOT NULL,
  text_sealed bytea,
  score integer,
  made_by text NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone,
  reply_sealed bytea,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  CONSTRAINT staff_entry_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT staff_entry_kind_check CHECK ((kind = ANY (ARRAY['training'::text, 'commendation'::text, 'discipline'::text, 'assessment'::text]))),
  CONSTRAINT staff_entry_score_check CHECK ((((score IS NULL) OR (kind = 'assessment'::text)) AND ((score >= 0) AND (score <= 100))))
);
CREATE INDEX staff_entry_account_idx ON public.staff_entry USING btree (estate_id, account_id, on_date);
CREATE TABLE stewardship (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  building_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  full_time boolean NOT NULL DEFAULT true,
  from_date date NOT NULL,
  until_date date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT stewardship_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT stewardship_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id),
  CONSTRAINT stewardship_period_check CHECK (((until_date IS NULL) OR (until_date > from_date)))
);
CREATE INDEX stewardship_building_idx ON public.stewardship USING btree (estate_id, building_id, from_date);
CREATE UNIQUE INDEX stewardship_open_key ON public.stewardship USING btree (estate_id, building_id) WHERE (until_date IS NULL);
CREATE TABLE subject_request (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'open'::text,
  asked_by uuid NOT NULL,
  channel text NOT NULL,
  note text,
  asked_at timestamp with time zone NOT NULL,
  due_on date,
  entered_by text NOT NULL,
  entered_name text NOT NULL,
  on_behalf boolean NOT NULL,
  done_at timestamp with time zone,
  done_name text,
  answer text,
  wiped integer,
  CONSTRAINT subject_request_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT subject_request_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household(estate_id, id),
  CONSTRAINT subject_request_done_check CHECK (((state = 'open'::text) = (done_at IS NULL))),
  CONSTRAINT subject_request_kind_check CHECK ((kind = ANY (ARRAY['export'::text, 'deletion'::text]))),
  CONSTRAINT subject_request_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text])))
);
CREATE INDEX subject_request_asked_idx ON public.subject_request USING btree (estate_id, state, asked_at);
CREATE UNIQUE INDEX subject_request_open_key ON public.subject_request USING btree (estate_id, household_id, asked_by, kind) WHERE (state = 'open'::text);
CREATE TABLE survey (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  year integer NOT NULL,
  target integer NOT NULL,
  questions jsonb NOT NULL,
  population integer NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  opened_by text NOT NULL,
  closed_at timestamp with time zone,
  closed_by text,
  result jsonb,
  CONSTRAINT survey_year_key UNIQUE (estate_id, year),
  CONSTRAINT survey_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT survey_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT survey_closed_check CHECK (((closed_at IS NULL) = (result IS NULL)))
);
CREATE TABLE survey_answer (
  estate_id uuid NOT NULL,
  survey_id uuid NOT NULL,
  respondent bytea NOT NULL,
  kind text NOT NULL,
  scores jsonb NOT NULL,
  day date NOT NULL,
  CONSTRAINT survey_answer_pkey PRIMARY KEY (estate_id, survey_id, respondent),
  CONSTRAINT survey_answer_survey_fkey FOREIGN KEY (estate_id, survey_id) REFERENCES survey(estate_id, id),
  CONSTRAINT survey_answer_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'user'::text])))
);
CREATE TABLE terminal (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  name text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone,
  revoked_by text,
  revoked_at timestamp with time zone,
  CONSTRAINT terminal_name_key UNIQUE (estate_id, name),
  CONSTRAINT terminal_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT terminal_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id)
);
CREATE TABLE ticket (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  class text NOT NULL,
  subtype text,
  severity text NOT NULL DEFAULT 'normal'::text,
  state text NOT NULL DEFAULT 'received'::text,
  outcome text,
  channel text NOT NULL,
  text text NOT NULL,
  place text,
  unit_id uuid,
  accused_unit_id uuid,
  reveal_to_accused boolean NOT NULL DEFAULT false,
  requester_account_id uuid,
  requester_person_id uuid,
  requester_name bytea,
  requester_phone bytea,
  phone_blind bytea,
  entered_by uuid,
  entered_by_name text,
  on_behalf boolean NOT NULL DEFAULT false,
  first_receiver_id uuid,
  first_receiver_name text,
  assignee_id uuid,
  assignee_name text,
  at_once boolean,
  satisfied boolean,
  rating smallint,
  received_at timestamp with time zone NOT NULL,
  device_time timestamp with time zone,
  office_at timestamp with time zone,
  taken_at timestamp with time zone,
  arrived_at timestamp with time zone,
  handled_at timestamp with time zone,
  signed_at timestamp with time zone,
  closed_at timestamp with time zone,
  consented_at timestamp with time zone,
  quoted_fee bigint,
  postponed boolean NOT NULL DEFAULT false,
  paused boolean NOT NULL DEFAULT false,
  round integer NOT NULL DEFAULT 1,
  due_at timestamp with time zone,
  due_clock text,
  due_soon_at timestamp with time zone,
  late boolean NOT NULL DEFAULT false,
  joined_to uuid,
  grams tsvector NOT NULL,
  version integer NOT NULL DEFAULT 1,
  told jsonb,
  phone_tail bytea,
  repeats integer NOT NULL DEFAULT 0,
  renovation_ref text,
  CONSTRAINT ticket_number_key UNIQUE (estate_id, number),
  CONSTRAINT ticket_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ticket_accused_fkey FOREIGN KEY (estate_id, accused_unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT ticket_joined_fkey FOREIGN KEY (estate_id, joined_to) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT ticket_closed_check CHECK (((state = 'closed'::text) = ((closed_at IS NOT NULL) AND (outcome IS NOT NULL)))),
  CONSTRAINT ticket_joined_check CHECK (((NOT (outcome IS DISTINCT FROM 'joined'::text)) = (joined_to IS NOT NULL))),
  CONSTRAINT ticket_kind_check CHECK ((kind = ANY (ARRAY['complaint'::text, 'inquiry'::text, 'repair'::text, 'suggestion'::text, 'order'::text]))),
  CONSTRAINT ticket_outcome_check CHECK (((outcome IS NULL) OR (outcome <> ''::text))),
  CONSTRAINT ticket_severity_check CHECK ((severity = ANY (ARRAY['normal'::text, 'major'::text]))),
  CONSTRAINT ticket_state_check CHECK ((state = ANY (ARRAY['received'::text, 'taken'::text, 'arrived'::text, 'handled'::text, 'closed'::text])))
);
CREATE INDEX ticket_accused_idx ON public.ticket USING btree (estate_id, accused_unit_id, id) WHERE (accused_unit_id IS NOT NULL);
CREATE INDEX ticket_assignee_idx ON public.ticket USING btree (estate_id, assignee_id, due_at) WHERE (closed_at IS NULL);
CREATE INDEX ticket_closed_idx ON public.ticket USING btree (estate_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX ticket_first_idx ON public.ticket USING btree (estate_id, first_receiver_id, id) WHERE (first_receiver_id IS NOT NULL);
CREATE INDEX ticket_grams_idx ON public.ticket USING gin (grams);
CREATE INDEX ticket_joined_idx ON public.ticket USING btree (estate_id, joined_to) WHERE (joined_to IS NOT NULL);
CREATE INDEX ticket_open_idx ON public.ticket USING btree (estate_id, due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX ticket_phone_idx ON public.ticket USING btree (estate_id, phone_blind) WHERE (phone_blind IS NOT NULL);
CREATE INDEX ticket_requester_idx ON public.ticket USING btree (estate_id, requester_account_id, id) WHERE (requester_account_id IS NOT NULL);
CREATE INDEX ticket_tail_idx ON public.ticket USING btree (estate_id, phone_tail) WHERE (phone_tail IS NOT NULL);
CREATE INDEX ticket_unit_idx ON public.ticket USING btree (estate_id, unit_id, id);
CREATE TABLE ticket_alarm (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  promise_id uuid,
  stage text NOT NULL,
  at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  to_account_id uuid,
  to_name text,
  message_id uuid,
  CONSTRAINT ticket_alarm_again_key UNIQUE NULLS NOT DISTINCT (estate_id, ticket_id, promise_id, stage, due_at),
  CONSTRAINT ticket_alarm_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_alarm_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_alarm_stage_check CHECK ((stage = ANY (ARRAY['told'::text, 'soon'::text, 'due'::text, 'escalated'::text])))
);
CREATE TABLE ticket_event (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  seq integer NOT NULL,
  at timestamp with time zone NOT NULL,
  device_time timestamp with time zone,
  act text NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  text text,
  data jsonb,
  CONSTRAINT ticket_event_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_event_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id)
);
CREATE TABLE ticket_file (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  file_id uuid NOT NULL,
  use text NOT NULL,
  at timestamp with time zone NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT ticket_file_pkey PRIMARY KEY (estate_id, ticket_id, file_id),
  CONSTRAINT ticket_file_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_file_use_check CHECK ((use = ANY (ARRAY['photo'::text, 'signature'::text, 'paper'::text])))
);
CREATE TABLE ticket_link (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  other_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT ticket_link_pkey PRIMARY KEY (estate_id, ticket_id, other_id),
  CONSTRAINT ticket_link_other_fkey FOREIGN KEY (estate_id, other_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_link_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_link_self_check CHECK ((ticket_id <> other_id))
);
CREATE TABLE ticket_number (
  estate_id uuid NOT NULL,
  next bigint NOT NULL,
  CONSTRAINT ticket_number_pkey PRIMARY KEY (estate_id)
);
CREATE TABLE ticket_order (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  item_id uuid NOT NULL,
  item text NOT NULL,
  service text NOT NULL,
  management text,
  price_id uuid NOT NULL,
  method text NOT NULL,
  unit_price bigint,
  unit text,
  quantity integer NOT NULL,
  amount bigint,
  wanted_at timestamp with time zone,
  quote_ticket_id uuid,
  quoted_at timestamp with time zone,
  quoted_by text,
  agreed_at timestamp with time zone,
  agreed_how text,
  waived_at timestamp with time zone,
  waived_by text,
  waived_reason text,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  cancel_reason text,
  CONSTRAINT ticket_order_pkey PRIMARY KEY (estate_id, ticket_id),
  CONSTRAINT ticket_order_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item(estate_id, id),
  CONSTRAINT ticket_order_price_fkey FOREIGN KEY (estate_id, price_id) REFERENCES catalogue_price(estate_id, id),
  CONSTRAINT ticket_order_quote_fkey FOREIGN KEY (estate_id, quote_ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_order_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_order_amount_check CHECK (((amount IS NULL) OR (amount >= 0))),
  CONSTRAINT ticket_order_known_check CHECK (((method = ANY (ARRAY['from'::text, 'on_site'::text])) OR (amount IS NOT NULL))),
  CONSTRAINT ticket_order_method_check CHECK ((method = ANY (ARRAY['fixed'::text, 'from'::text, 'on_site'::text, 'free'::text]))),
  CONSTRAINT ticket_order_quantity_check CHECK ((quantity > 0))
);
CREATE INDEX ticket_order_item_idx ON public.ticket_order USING btree (estate_id, item_id);
CREATE TABLE ticket_pause (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  to_at timestamp with time zone,
  reason text NOT NULL,
  note text,
  by_name text NOT NULL,
  CONSTRAINT ticket_pause_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_pause_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_pause_order_check CHECK (((to_at IS NULL) OR (to_at >= from_at)))
);
CREATE TABLE ticket_promise (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  round integer NOT NULL DEFAULT 1,
  clock text NOT NULL,
  rule_id uuid,
  starts_at text NOT NULL,
  unit text NOT NULL,
  amount integer NOT NULL,
  frames jsonb,
  frame_days text NOT NULL DEFAULT 'all'::text,
  chosen boolean NOT NULL DEFAULT false,
  max integer,
  over_policy text NOT NULL DEFAULT 'refuse'::text,
  soon_minutes integer NOT NULL,
  escalate_minutes integer NOT NULL,
  start_at timestamp with time zone NOT NULL,
  due_at timestamp with time zone,
  unpublished_year integer,
  set_at timestamp with time zone,
  set_reason text,
  approved_by uuid,
  postponed_from timestamp with time zone,
  met_at timestamp with time zone,
  stopped_at timestamp with time zone,
  stop_reason text,
  next_alarm_at timestamp with time zone,
  next_alarm text,
  CONSTRAINT ticket_promise_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_promise_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_promise_clock_check CHECK ((clock = ANY (ARRAY['reply'::text, 'arrive'::text, 'resolve'::text, 'feedback'::text, 'threeMinute'::text]))),
  CONSTRAINT ticket_promise_unit_check CHECK ((unit = ANY (ARRAY['minutes'::text, 'days24'::text, 'workingDays'::text])))
);
CREATE INDEX ticket_promise_alarm_idx ON public.ticket_promise USING btree (next_alarm_at) WHERE (next_alarm_at IS NOT NULL);
CREATE INDEX ticket_promise_year_idx ON public.ticket_promise USING btree (unpublished_year) WHERE (unpublished_year IS NOT NULL);
CREATE TABLE ticket_proposal (
  estate_id uuid NOT NULL,
  item_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  decision text,
  reason text,
  decided_by text,
  decided_at timestamp with time zone,
  told_at timestamp with time zone,
  told_by text,
  told_how text,
  CONSTRAINT ticket_proposal_ticket_key UNIQUE (estate_id, ticket_id),
  CONSTRAINT ticket_proposal_pkey PRIMARY KEY (estate_id, item_id),
  CONSTRAINT ticket_proposal_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item(estate_id, id),
  CONSTRAINT ticket_proposal_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket(estate_id, id),
  CONSTRAINT ticket_proposal_decided_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  CONSTRAINT ticket_proposal_decision_check CHECK (((decision IS NULL) OR (decision = ANY (ARRAY['accepted'::text, 'declined'::text]))))
);
CREATE TABLE triage_model (
  estate_id uuid NOT NULL,
  made_at timestamp with time zone NOT NULL,
  form integer NOT NULL,
  tickets integer NOT NULL,
  threshold double precision NOT NULL,
  figures jsonb NOT NULL,
  body bytea NOT NULL,
  CONSTRAINT triage_model_pkey PRIMARY KEY (estate_id),
  CONSTRAINT triage_model_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
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
  sort text NOT NULL DEFAULT ''::text,
  CONSTRAINT unit_label_key UNIQUE (estate_id, label),
  CONSTRAINT unit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT unit_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id),
  CONSTRAINT unit_section_fkey FOREIGN KEY (estate_id, section_id) REFERENCES section(estate_id, id),
  CONSTRAINT unit_area_check CHECK (((area IS NULL) OR (area > 0))),
  CONSTRAINT unit_state_check CHECK ((state = ANY (ARRAY['unsold'::text, 'not_moved_in'::text, 'occupied'::text, 'handed_over'::text, 'renovating'::text, 'renovated'::text, 'let'::text, 'vacant'::text]))),
  CONSTRAINT unit_use_check CHECK ((use = ANY (ARRAY['home'::text, 'shop'::text, 'office'::text, 'other'::text])))
);
CREATE INDEX unit_building_idx ON public.unit USING btree (estate_id, building_id);
CREATE INDEX unit_sort_idx ON public.unit USING btree (estate_id, sort);
CREATE TABLE unit_note (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  text_sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_by_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT unit_note_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT unit_note_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id)
);
CREATE INDEX unit_note_unit_idx ON public.unit_note USING btree (estate_id, unit_id) WHERE (ended_at IS NULL);
CREATE TABLE vacancy (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  since timestamp with time zone NOT NULL,
  limit_minutes integer NOT NULL,
  alarmed_at timestamp with time zone NOT NULL,
  alarmed_id uuid,
  alarmed_name text,
  ended_at timestamp with time zone,
  CONSTRAINT vacancy_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT vacancy_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id)
);
CREATE INDEX vacancy_since_idx ON public.vacancy USING btree (estate_id, since);
CREATE UNIQUE INDEX vacancy_open_key ON public.vacancy USING btree (estate_id, post_id) WHERE (ended_at IS NULL);
CREATE TABLE vehicle (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  plate text NOT NULL,
  kind text NOT NULL DEFAULT 'car'::text,
  model text,
  unit_id uuid,
  person_id uuid,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  end_reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT vehicle_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT vehicle_person_fkey FOREIGN KEY (estate_id, person_id) REFERENCES person(estate_id, id),
  CONSTRAINT vehicle_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT vehicle_kind_check CHECK ((kind = ANY (ARRAY['car'::text, 'motorcycle'::text, 'truck'::text, 'other'::text])))
);
CREATE INDEX vehicle_person_idx ON public.vehicle USING btree (estate_id, person_id);
CREATE INDEX vehicle_unit_idx ON public.vehicle USING btree (estate_id, unit_id);
CREATE UNIQUE INDEX vehicle_plate_key ON public.vehicle USING btree (estate_id, plate) WHERE (until_at IS NULL);
