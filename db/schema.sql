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
CREATE TABLE account_view (
  account_id uuid NOT NULL,
  list text NOT NULL,
  views jsonb NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT account_view_pkey PRIMARY KEY (account_id, list),
  CONSTRAINT account_view_account_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
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
CREATE TABLE brigade_member (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  number text NOT NULL,
  name text NOT NULL,
  squad text,
  phone_sealed bytea,
  left_on date,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT brigade_member_number_key UNIQUE (organisation_id, number),
  CONSTRAINT brigade_member_pkey PRIMARY KEY (id),
  CONSTRAINT brigade_member_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
CREATE TABLE brigade_post (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  grouping_id uuid NOT NULL,
  group_name text NOT NULL,
  member_id uuid NOT NULL,
  leads boolean NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  CONSTRAINT brigade_post_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT brigade_post_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT brigade_post_grouping_fkey FOREIGN KEY (grouping_id) REFERENCES "grouping"(id),
  CONSTRAINT brigade_post_member_fkey FOREIGN KEY (member_id) REFERENCES brigade_member(id)
);
CREATE UNIQUE INDEX brigade_post_current_key ON public.brigade_post USING btree (estate_id, member_id) WHERE (until_at IS NULL);
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
CREATE TABLE care_case (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  sealed bytea NOT NULL,
  start_on date NOT NULL,
  end_on date,
  checks_a_day integer NOT NULL,
  worker_id uuid NOT NULL,
  worker_name text NOT NULL,
  state text NOT NULL,
  ended_name text,
  ended_at timestamp with time zone,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT care_case_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT care_case_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure(estate_id, id),
  CONSTRAINT care_case_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT care_case_kind_check CHECK ((kind = ANY (ARRAY['isolation'::text, 'care'::text]))),
  CONSTRAINT care_case_period_check CHECK (((end_on IS NULL) OR (end_on > start_on))),
  CONSTRAINT care_case_state_check CHECK ((state = ANY (ARRAY['open'::text, 'ended'::text])))
);
CREATE INDEX care_case_closure_idx ON public.care_case USING btree (estate_id, closure_id);
CREATE TABLE care_check (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  day date NOT NULL,
  turn integer NOT NULL,
  alarm boolean NOT NULL,
  sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  CONSTRAINT care_check_turn_key UNIQUE (estate_id, case_id, day, turn),
  CONSTRAINT care_check_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT care_check_case_fkey FOREIGN KEY (estate_id, case_id) REFERENCES care_case(estate_id, id)
);
CREATE TABLE care_need (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  kind text NOT NULL,
  sealed bytea NOT NULL,
  due_on date NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  brought_name text,
  brought_at timestamp with time zone,
  CONSTRAINT care_need_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT care_need_case_fkey FOREIGN KEY (estate_id, case_id) REFERENCES care_case(estate_id, id),
  CONSTRAINT care_need_kind_check CHECK ((kind = ANY (ARRAY['food'::text, 'medicine'::text, 'rubbish'::text, 'doctor'::text, 'other'::text])))
);
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
CREATE TABLE cctv_reference (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  covers text NOT NULL,
  recorder text NOT NULL,
  keep_days integer NOT NULL,
  checked_on date NOT NULL,
  works boolean NOT NULL,
  ended_at timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT cctv_reference_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT cctv_reference_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT cctv_reference_days_check CHECK ((keep_days >= 0))
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
CREATE TABLE closure_review (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  due_on date NOT NULL,
  result text NOT NULL,
  note text NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT closure_review_once_key UNIQUE (estate_id, closure_id, due_on),
  CONSTRAINT closure_review_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT closure_review_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure(estate_id, id),
  CONSTRAINT closure_review_result_check CHECK ((result = ANY (ARRAY['keep'::text, 'ease'::text, 'lift'::text])))
);
CREATE TABLE code_use (
  estate_id uuid NOT NULL,
  code bytea NOT NULL,
  key_id uuid NOT NULL,
  client_id text NOT NULL,
  gate_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT code_use_pkey PRIMARY KEY (estate_id, code)
);
CREATE INDEX code_use_at_idx ON public.code_use USING btree (at);
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
  reply_by text,
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
  event_id uuid,
  event_at timestamp with time zone,
  CONSTRAINT device_seen_pkey PRIMARY KEY (estate_id, device_id, record, device_time)
);
CREATE TABLE dispatch (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  member_id uuid,
  account_id uuid,
  name text NOT NULL,
  work text NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  arrived_at timestamp with time zone,
  ended_at timestamp with time zone,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT dispatch_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT dispatch_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT dispatch_member_fkey FOREIGN KEY (member_id) REFERENCES brigade_member(id),
  CONSTRAINT dispatch_period_check CHECK ((until_at > from_at)),
  CONSTRAINT dispatch_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'arrived'::text, 'over'::text]))),
  CONSTRAINT dispatch_who_check CHECK (((member_id IS NULL) <> (account_id IS NULL)))
);
CREATE INDEX dispatch_until_idx ON public.dispatch USING btree (estate_id, until_at);
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
CREATE TABLE estate_duty (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  party text NOT NULL,
  holder text NOT NULL,
  office text NOT NULL,
  phone_sealed bytea,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT estate_duty_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT estate_duty_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT estate_duty_party_check CHECK ((party = ANY (ARRAY['subject_unit'::text, 'company'::text, 'self'::text, 'neighbourhood'::text]))),
  CONSTRAINT estate_duty_period_check CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);
CREATE UNIQUE INDEX estate_duty_current_key ON public.estate_duty USING btree (estate_id, party) WHERE (until_on IS NULL);
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
CREATE TABLE garage (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid,
  name text NOT NULL,
  kind text NOT NULL,
  levels integer NOT NULL,
  machines integer NOT NULL DEFAULT 1,
  cycle_seconds integer NOT NULL,
  land_area integer NOT NULL,
  place text NOT NULL,
  registration text NOT NULL,
  keeper text NOT NULL,
  rescue text NOT NULL,
  inspected_until date NOT NULL,
  applied_on date,
  apply_told_for date,
  in_use_from date NOT NULL,
  state text NOT NULL DEFAULT 'running'::text,
  state_reason text,
  state_by text,
  state_at timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_name_key UNIQUE (estate_id, name),
  CONSTRAINT garage_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT garage_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot(estate_id, id),
  CONSTRAINT garage_counts_check CHECK (((levels > 0) AND (machines > 0) AND (cycle_seconds > 0) AND (land_area > 0))),
  CONSTRAINT garage_kind_check CHECK ((kind = ANY (ARRAY['lift_slide'::text, 'stack'::text, 'vertical'::text, 'rotary'::text, 'planar'::text, 'aisle'::text]))),
  CONSTRAINT garage_state_check CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'fault'::text])))
);
CREATE TABLE garage_fault (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  number text NOT NULL,
  what text NOT NULL,
  found_at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  found_by text NOT NULL,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  trapped integer NOT NULL DEFAULT 0,
  trapped_who bytea,
  slot text,
  called_at timestamp with time zone,
  called_who text,
  arrive_by timestamp with time zone,
  reminded_at timestamp with time zone,
  overdue_at timestamp with time zone,
  arrived_at timestamp with time zone,
  freed_at timestamp with time zone,
  harm text,
  accountable_id uuid,
  accountable text,
  repaired_at timestamp with time zone,
  repaired_by text,
  cause text,
  repair text,
  inspection_id uuid,
  closed_at timestamp with time zone,
  closed_by text,
  state text NOT NULL DEFAULT 'open'::text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_fault_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_fault_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage(estate_id, id),
  CONSTRAINT garage_fault_rescue_check CHECK (((called_at IS NULL) = (arrive_by IS NULL))),
  CONSTRAINT garage_fault_state_check CHECK ((state = ANY (ARRAY['rescue'::text, 'open'::text, 'repaired'::text, 'closed'::text]))),
  CONSTRAINT garage_fault_trapped_check CHECK (((trapped >= 0) AND ((state <> 'rescue'::text) OR (trapped > 0))))
);
CREATE INDEX garage_fault_garage_idx ON public.garage_fault USING btree (estate_id, garage_id, found_at);
CREATE TABLE garage_fetch (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  slot text NOT NULL,
  unit_id uuid,
  asked_id text NOT NULL,
  asked_by text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  began_at timestamp with time zone,
  ready_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  CONSTRAINT garage_fetch_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_fetch_slot_fkey FOREIGN KEY (estate_id, garage_id, slot) REFERENCES garage_slot(estate_id, garage_id, code),
  CONSTRAINT garage_fetch_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'moving'::text, 'ready'::text, 'taken'::text, 'cancelled'::text])))
);
CREATE INDEX garage_fetch_asked_idx ON public.garage_fetch USING btree (estate_id, garage_id, asked_at);
CREATE UNIQUE INDEX garage_fetch_open_key ON public.garage_fetch USING btree (estate_id, garage_id, slot) WHERE (state = ANY (ARRAY['waiting'::text, 'moving'::text, 'ready'::text]));
CREATE TABLE garage_inspection (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  kind text NOT NULL,
  done_on date NOT NULL,
  passed boolean NOT NULL,
  report text NOT NULL,
  body text NOT NULL,
  valid_until date,
  note text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT garage_inspection_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_inspection_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage(estate_id, id),
  CONSTRAINT garage_inspection_kind_check CHECK ((kind = ANY (ARRAY['periodic'::text, 'after_fault'::text, 'first'::text]))),
  CONSTRAINT garage_inspection_until_check CHECK (((kind = 'after_fault'::text) OR (NOT passed) OR (valid_until IS NOT NULL)))
);
CREATE TABLE garage_note (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid NOT NULL,
  kind text NOT NULL,
  reason text,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT garage_note_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_note_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage(estate_id, id)
);
CREATE INDEX garage_note_garage_idx ON public.garage_note USING btree (estate_id, garage_id, at);
CREATE TABLE garage_option (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  project_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  site text NOT NULL,
  site_kind text NOT NULL,
  land_area integer NOT NULL,
  green_lost integer NOT NULL,
  green_replaced integer NOT NULL,
  green_how text,
  spaces integer NOT NULL,
  spaces_lost integer NOT NULL,
  cost bigint NOT NULL,
  note text,
  CONSTRAINT garage_option_name_key UNIQUE (estate_id, project_id, name),
  CONSTRAINT garage_option_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_option_project_fkey FOREIGN KEY (estate_id, project_id) REFERENCES garage_project(estate_id, id),
  CONSTRAINT garage_option_green_check CHECK (((green_replaced = 0) OR (green_how IS NOT NULL))),
  CONSTRAINT garage_option_number_check CHECK (((land_area > 0) AND (green_lost >= 0) AND (green_replaced >= 0) AND (green_lost <= land_area) AND (spaces > 0) AND (spaces_lost >= 0) AND (cost >= 0))),
  CONSTRAINT garage_option_site_check CHECK ((site_kind = ANY (ARRAY['vacant'::text, 'surface'::text, 'road'::text, 'green'::text, 'other'::text])))
);
CREATE INDEX garage_option_project_idx ON public.garage_option USING btree (estate_id, project_id);
CREATE TABLE garage_plan (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  garage_id uuid,
  title text NOT NULL,
  text text NOT NULL,
  steps jsonb NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  approved_by text,
  approved_id text,
  approved_at timestamp with time zone,
  made_id text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_plan_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_plan_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT garage_plan_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage(estate_id, id),
  CONSTRAINT garage_plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'approved'::text, 'done'::text])))
);
CREATE TABLE garage_project (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  name text NOT NULL,
  need text NOT NULL,
  state text NOT NULL DEFAULT 'draft'::text,
  waiting integer NOT NULL,
  option_id uuid,
  voted_on date,
  voted_document text,
  voted_area integer,
  voted_area_for integer,
  voted_heads integer,
  voted_heads_for integer,
  approvals jsonb NOT NULL DEFAULT '[]'::jsonb,
  accepted_on date,
  accepted_by text,
  accepted_note text,
  inspected_on date,
  inspection_report text,
  inspected_until date,
  garage_id uuid,
  dropped_reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_project_number_key UNIQUE (estate_id, number),
  CONSTRAINT garage_project_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_project_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT garage_project_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage(estate_id, id),
  CONSTRAINT garage_project_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'voting'::text, 'approval'::text, 'building'::text, 'acceptance'::text, 'inspection'::text, 'in_use'::text, 'dropped'::text])))
);
CREATE TABLE garage_project_step (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  project_id uuid NOT NULL,
  act text NOT NULL,
  note text,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT garage_project_step_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT garage_project_step_project_fkey FOREIGN KEY (estate_id, project_id) REFERENCES garage_project(estate_id, id)
);
CREATE INDEX garage_project_step_project_idx ON public.garage_project_step USING btree (estate_id, project_id, at);
CREATE TABLE garage_slot (
  estate_id uuid NOT NULL,
  garage_id uuid NOT NULL,
  code text NOT NULL,
  level integer NOT NULL,
  max_length integer NOT NULL,
  max_width integer NOT NULL,
  max_height integer NOT NULL,
  max_weight integer NOT NULL,
  state text NOT NULL DEFAULT 'free'::text,
  note text,
  unit_id uuid,
  vehicle_id uuid,
  car jsonb,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT garage_slot_pkey PRIMARY KEY (estate_id, garage_id, code),
  CONSTRAINT garage_slot_garage_fkey FOREIGN KEY (estate_id, garage_id) REFERENCES garage(estate_id, id),
  CONSTRAINT garage_slot_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT garage_slot_vehicle_fkey FOREIGN KEY (estate_id, vehicle_id) REFERENCES vehicle(estate_id, id),
  CONSTRAINT garage_slot_size_check CHECK (((max_length > 0) AND (max_width > 0) AND (max_height > 0) AND (max_weight > 0))),
  CONSTRAINT garage_slot_state_check CHECK ((state = ANY (ARRAY['free'::text, 'taken'::text, 'blocked'::text])))
);
CREATE INDEX garage_slot_unit_idx ON public.garage_slot USING btree (estate_id, unit_id);
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
CREATE TABLE gate_ask (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  guest bytea NOT NULL,
  gate_id uuid NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  told integer NOT NULL,
  state text NOT NULL,
  how text,
  answered_by text,
  answered_name text,
  answered_at timestamp with time zone,
  pass_id uuid,
  CONSTRAINT gate_ask_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_ask_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT gate_ask_how_check CHECK ((how = ANY (ARRAY['app'::text, 'phone'::text, 'desk'::text]))),
  CONSTRAINT gate_ask_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'allowed'::text, 'refused'::text])))
);
CREATE INDEX gate_ask_at_idx ON public.gate_ask USING btree (estate_id, at);
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
CREATE TABLE gate_check_told (
  estate_id uuid NOT NULL,
  gate_id uuid NOT NULL,
  due_on date NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT gate_check_told_pkey PRIMARY KEY (estate_id, gate_id, due_on),
  CONSTRAINT gate_check_told_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id)
);
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
CREATE TABLE gate_disclosure (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  authority text NOT NULL,
  officer text NOT NULL,
  document text NOT NULL,
  basis text NOT NULL,
  kinds text[] NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_name text,
  decided_at timestamp with time zone,
  note text,
  exported_name text,
  exported_at timestamp with time zone,
  rows integer,
  buildings text[],
  extent text NOT NULL DEFAULT 'masked'::text,
  paper uuid,
  secret_until date,
  CONSTRAINT gate_disclosure_number_key UNIQUE (estate_id, number),
  CONSTRAINT gate_disclosure_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_disclosure_extent_check CHECK ((extent = ANY (ARRAY['masked'::text, 'full'::text]))),
  CONSTRAINT gate_disclosure_period_check CHECK ((from_on <= until_on)),
  CONSTRAINT gate_disclosure_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'refused'::text, 'exported'::text]))),
  CONSTRAINT gate_disclosure_two_check CHECK (((decided_by IS NULL) OR (decided_by <> asked_by)))
);
CREATE INDEX gate_disclosure_asked_idx ON public.gate_disclosure USING btree (estate_id, asked_at);
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
  kept_basis text,
  kept_by text,
  kept_name text,
  kept_at timestamp with time zone,
  erased_at timestamp with time zone,
  client_id text,
  CONSTRAINT gate_incident_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_incident_kind_check CHECK ((kind = ANY (ARRAY['crash'::text, 'ram'::text, 'dispute'::text, 'other'::text]))),
  CONSTRAINT gate_incident_state_check CHECK ((state = ANY (ARRAY['open'::text, 'handed'::text, 'closed'::text])))
);
CREATE INDEX gate_incident_at_idx ON public.gate_incident USING btree (estate_id, happened_at);
CREATE INDEX gate_incident_closure_idx ON public.gate_incident USING btree (estate_id, closure_id);
CREATE UNIQUE INDEX gate_incident_client_key ON public.gate_incident USING btree (estate_id, client_id) WHERE (client_id IS NOT NULL);
CREATE TABLE gate_muster (
  estate_id uuid NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  begun_by text NOT NULL,
  begun_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  inside integer NOT NULL,
  ended_name text,
  ended_at timestamp with time zone,
  joined_key text,
  CONSTRAINT gate_muster_pkey PRIMARY KEY (estate_id, key),
  CONSTRAINT gate_muster_kind_check CHECK ((kind = ANY (ARRAY['drill'::text, 'fire'::text, 'other'::text])))
);
CREATE TABLE gate_muster_tick (
  estate_id uuid NOT NULL,
  muster_key text NOT NULL,
  person_id uuid NOT NULL,
  safe boolean NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  device_at timestamp with time zone NOT NULL,
  CONSTRAINT gate_muster_tick_pkey PRIMARY KEY (estate_id, muster_key, person_id),
  CONSTRAINT gate_muster_tick_muster_fkey FOREIGN KEY (estate_id, muster_key) REFERENCES gate_muster(estate_id, key)
);
CREATE TABLE gate_outing (
  estate_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  whose text NOT NULL,
  n integer NOT NULL,
  client_id text NOT NULL,
  gate_id uuid NOT NULL,
  day date NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT gate_outing_pkey PRIMARY KEY (estate_id, closure_id, whose, n)
);
CREATE INDEX gate_outing_at_idx ON public.gate_outing USING btree (estate_id, closure_id, at);
CREATE INDEX gate_outing_client_idx ON public.gate_outing USING btree (estate_id, client_id);
CREATE TABLE gate_parcel (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  carrier text NOT NULL,
  courier bytea,
  place text NOT NULL,
  pieces integer NOT NULL,
  state text NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  ended_name text,
  ended_at timestamp with time zone,
  CONSTRAINT gate_parcel_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_parcel_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT gate_parcel_pieces_check CHECK (((pieces >= 1) AND (pieces <= 99))),
  CONSTRAINT gate_parcel_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'collected'::text, 'returned'::text])))
);
CREATE INDEX gate_parcel_at_idx ON public.gate_parcel USING btree (estate_id, at);
CREATE TABLE gate_permit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  unit_label text,
  holder bytea,
  gates uuid[],
  hours jsonb,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  proof text NOT NULL,
  token bytea NOT NULL,
  state text NOT NULL,
  replaces uuid,
  reason text,
  printed integer NOT NULL DEFAULT 0,
  issued_by text NOT NULL,
  issued_name text NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  changed_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_permit_number_key UNIQUE (estate_id, number),
  CONSTRAINT gate_permit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_permit_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT gate_permit_home_check CHECK (((kind <> 'household'::text) OR (unit_id IS NOT NULL))),
  CONSTRAINT gate_permit_kind_check CHECK ((kind = ANY (ARRAY['household'::text, 'worker'::text, 'shift'::text]))),
  CONSTRAINT gate_permit_period_check CHECK ((from_at < until_at)),
  CONSTRAINT gate_permit_state_check CHECK ((state = ANY (ARRAY['live'::text, 'lost'::text, 'revoked'::text])))
);
CREATE INDEX gate_permit_changed_idx ON public.gate_permit USING btree (estate_id, changed_at);
CREATE UNIQUE INDEX gate_permit_home_key ON public.gate_permit USING btree (estate_id, unit_id) WHERE ((state = 'live'::text) AND (kind = 'household'::text));
CREATE TABLE gate_purge (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  cutoff timestamp with time zone NOT NULL,
  days integer NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  CONSTRAINT gate_purge_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_purge_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure(estate_id, id)
);
CREATE INDEX gate_purge_closure_idx ON public.gate_purge USING btree (estate_id, closure_id, at);
CREATE TABLE gate_report (
  region_id uuid NOT NULL,
  level text NOT NULL,
  day date NOT NULL,
  version integer NOT NULL,
  due_at timestamp with time zone NOT NULL,
  figures jsonb NOT NULL,
  parts jsonb NOT NULL,
  note text,
  reason text,
  by_id text NOT NULL,
  by_name text NOT NULL,
  at timestamp with time zone NOT NULL,
  before_hash text,
  hash text NOT NULL,
  CONSTRAINT gate_report_pkey PRIMARY KEY (region_id, level, day, version),
  CONSTRAINT gate_report_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT gate_report_level_check CHECK ((level = ANY (ARRAY['neighbourhood'::text, 'town'::text, 'group'::text, 'headquarters'::text]))),
  CONSTRAINT gate_report_version_check CHECK (((version = 1) = (reason IS NULL)))
);
CREATE INDEX gate_report_day_idx ON public.gate_report USING btree (day, region_id);
CREATE TABLE gate_report_duty (
  region_id uuid NOT NULL,
  level text NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  deputy_id uuid,
  deputy_name text,
  made_by text NOT NULL,
  at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT gate_report_duty_pkey PRIMARY KEY (region_id, level),
  CONSTRAINT gate_report_duty_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT gate_report_duty_deputy_check CHECK (((deputy_id IS NULL) = (deputy_name IS NULL))),
  CONSTRAINT gate_report_duty_level_check CHECK ((level = ANY (ARRAY['neighbourhood'::text, 'town'::text, 'group'::text, 'headquarters'::text])))
);
CREATE TABLE gate_report_told (
  region_id uuid NOT NULL,
  level text NOT NULL,
  day date NOT NULL,
  what text NOT NULL,
  at timestamp with time zone NOT NULL,
  name text,
  kept_with uuid,
  CONSTRAINT gate_report_told_pkey PRIMARY KEY (region_id, level, day, what),
  CONSTRAINT gate_report_told_what_check CHECK ((what = ANY (ARRAY['reminder'::text, 'alarm'::text])))
);
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
  made_by text,
  CONSTRAINT gate_stray_pkey PRIMARY KEY (estate_id, client_id),
  CONSTRAINT gate_stray_decided_check CHECK ((decided = ANY (ARRAY['dropped'::text, 'entered'::text])))
);
CREATE TABLE gate_timing (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  direction text NOT NULL,
  method text NOT NULL,
  millis integer NOT NULL,
  queue integer NOT NULL,
  at timestamp with time zone NOT NULL,
  made_by text NOT NULL,
  CONSTRAINT gate_timing_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_timing_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id),
  CONSTRAINT gate_timing_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  CONSTRAINT gate_timing_method_check CHECK ((method = ANY (ARRAY['plate'::text, 'card'::text, 'guard'::text]))),
  CONSTRAINT gate_timing_millis_check CHECK ((((millis >= 100) AND (millis <= 1800000)) AND (queue >= 0)))
);
CREATE INDEX gate_timing_at_idx ON public.gate_timing USING btree (estate_id, gate_id, at);
CREATE TABLE gate_vehicle (
  estate_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  plate_blind bytea NOT NULL,
  last_direction text NOT NULL,
  last_at timestamp with time zone NOT NULL,
  CONSTRAINT gate_vehicle_pkey PRIMARY KEY (estate_id, closure_id, plate_blind),
  CONSTRAINT gate_vehicle_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT gate_vehicle_direction_check CHECK ((last_direction = ANY (ARRAY['in'::text, 'out'::text])))
);
CREATE TABLE grid_report (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  day date NOT NULL,
  visited integer NOT NULL,
  not_met integer NOT NULL,
  needs text,
  note text,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  made_at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  CONSTRAINT grid_report_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT grid_report_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT grid_report_count_check CHECK (((visited >= 0) AND (not_met >= 0)))
);
CREATE INDEX grid_report_day_idx ON public.grid_report USING btree (estate_id, day);
CREATE TABLE grid_worker (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  grid text NOT NULL,
  buildings uuid[] NOT NULL,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT grid_worker_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT grid_worker_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT grid_worker_period_check CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);
CREATE UNIQUE INDEX grid_worker_current_key ON public.grid_worker USING btree (estate_id, account_id) WHERE (until_on IS NULL);
CREATE TABLE grouping (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  version integer NOT NULL,
  state text NOT NULL,
  groups jsonb NOT NULL,
  reason text,
  community_by text,
  community_name text,
  community_at timestamp with time zone,
  forestry_by text,
  forestry_name text,
  forestry_at timestamp with time zone,
  returned_name text,
  returned_reason text,
  returned_at timestamp with time zone,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  agreed_at timestamp with time zone,
  ended_at timestamp with time zone,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT grouping_version_key UNIQUE (region_id, version),
  CONSTRAINT grouping_pkey PRIMARY KEY (id),
  CONSTRAINT grouping_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT grouping_state_check CHECK ((state = ANY (ARRAY['open'::text, 'agreed'::text, 'superseded'::text])))
);
CREATE UNIQUE INDEX grouping_agreed_key ON public."grouping" USING btree (region_id) WHERE (state = 'agreed'::text);
CREATE UNIQUE INDEX grouping_open_key ON public."grouping" USING btree (region_id) WHERE (state = 'open'::text);
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
CREATE TABLE lane_agent (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  code_hash bytea,
  code_until timestamp with time zone,
  key_hash bytea,
  tag_key bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  enrolled_at timestamp with time zone,
  revoked_by text,
  revoked_at timestamp with time zone,
  seen_at timestamp with time zone,
  backlog integer NOT NULL DEFAULT 0,
  oldest_at timestamp with time zone,
  disk text,
  unkept integer NOT NULL DEFAULT 0,
  drift_ms bigint,
  p50_ms real,
  p99_ms real,
  program text,
  pictures integer NOT NULL DEFAULT 0,
  pictures_lost integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_agent_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_agent_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT lane_agent_disk_check CHECK ((disk = ANY (ARRAY['ok'::text, 'full'::text])))
);
CREATE INDEX lane_agent_code_idx ON public.lane_agent USING btree (code_hash) WHERE (code_hash IS NOT NULL);
CREATE UNIQUE INDEX lane_agent_name_key ON public.lane_agent USING btree (estate_id, name) WHERE (revoked_at IS NULL);
CREATE TABLE lane_card (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  number_sealed bytea NOT NULL,
  number_blind bytea NOT NULL,
  holder_sealed bytea NOT NULL,
  lanes uuid[],
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  end_reason text,
  CONSTRAINT lane_card_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_card_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT lane_card_kind_check CHECK ((kind = ANY (ARRAY['card'::text, 'code'::text])))
);
CREATE INDEX lane_card_made_idx ON public.lane_card USING btree (estate_id, made_at);
CREATE UNIQUE INDEX lane_card_live_key ON public.lane_card USING btree (estate_id, number_blind) WHERE (ended_at IS NULL);
CREATE TABLE lane_command (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lane_id uuid NOT NULL,
  device_id uuid NOT NULL,
  act text NOT NULL,
  way text NOT NULL,
  state text NOT NULL,
  position text,
  reason text NOT NULL,
  event_id uuid,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  done_at timestamp with time zone,
  answer text,
  tries integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_command_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_command_device_fkey FOREIGN KEY (estate_id, device_id) REFERENCES lane_device(estate_id, id),
  CONSTRAINT lane_command_act_check CHECK ((act = ANY (ARRAY['open'::text, 'close'::text]))),
  CONSTRAINT lane_command_position_check CHECK (("position" = ANY (ARRAY['opened'::text, 'closed'::text, 'no_signal'::text]))),
  CONSTRAINT lane_command_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'accepted'::text, 'failed'::text])))
);
CREATE INDEX lane_command_waiting_idx ON public.lane_command USING btree (estate_id, device_id, asked_at) WHERE (state = ANY (ARRAY['queued'::text, 'sent'::text]));
CREATE TABLE lane_device (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lane_id uuid,
  name text NOT NULL,
  maker text NOT NULL,
  direction text NOT NULL,
  key_hash bytea NOT NULL,
  serial text,
  host text,
  login_sealed bytea,
  channel integer NOT NULL DEFAULT 1,
  way text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  revoked_by text,
  revoked_at timestamp with time zone,
  stopped_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  agent_id uuid,
  CONSTRAINT lane_device_key_key UNIQUE (estate_id, key_hash),
  CONSTRAINT lane_device_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_device_agent_fkey FOREIGN KEY (estate_id, agent_id) REFERENCES lane_agent(estate_id, id),
  CONSTRAINT lane_device_lane_fkey FOREIGN KEY (estate_id, lane_id) REFERENCES lane(estate_id, id),
  CONSTRAINT lane_device_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'told'::text]))),
  CONSTRAINT lane_device_maker_check CHECK ((maker = ANY (ARRAY['vzenith'::text, 'huaxia'::text, 'hikvision'::text, 'dahua'::text, 'access'::text, 'plain'::text, 'agent'::text]))),
  CONSTRAINT lane_device_way_check CHECK ((way = ANY (ARRAY['answer'::text, 'digest'::text, 'agent'::text, 'none'::text])))
);
CREATE TABLE lane_event (
  estate_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  device_id uuid,
  lane_id uuid NOT NULL,
  gate_id uuid NOT NULL,
  direction text NOT NULL,
  subject text NOT NULL,
  device_at timestamp with time zone,
  record text,
  replay boolean NOT NULL DEFAULT false,
  manual boolean NOT NULL DEFAULT false,
  plate_sealed bytea,
  plate_blind bytea,
  plate_kind text,
  plate_colour text,
  vehicle_kind text NOT NULL,
  confidence smallint,
  outcome text NOT NULL,
  code text NOT NULL,
  right_kind text,
  right_id uuid,
  near_sealed bytea,
  marks text[] NOT NULL DEFAULT '{}'::text[],
  frames integer NOT NULL DEFAULT 1,
  let_through boolean NOT NULL,
  opened_by text,
  picture_id uuid,
  settled_at timestamp with time zone,
  settled_by text,
  settled_as text,
  read_sealed bytea,
  note text,
  offence text,
  CONSTRAINT lane_event_pkey PRIMARY KEY (estate_id, at, id),
  CONSTRAINT lane_event_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  CONSTRAINT lane_event_outcome_check CHECK ((outcome = ANY (ARRAY['open'::text, 'hold'::text, 'refuse'::text, 'note'::text]))),
  CONSTRAINT lane_event_subject_check CHECK ((subject = ANY (ARRAY['vehicle'::text, 'card'::text])))
);
CREATE INDEX lane_event_held_idx ON ONLY public.lane_event USING btree (estate_id, at) WHERE ((outcome = 'hold'::text) AND (settled_at IS NULL));
CREATE INDEX lane_event_plate_idx ON ONLY public.lane_event USING btree (estate_id, plate_blind, at) WHERE (plate_blind IS NOT NULL);
CREATE TABLE lane_health (
  estate_id uuid NOT NULL,
  device_id uuid NOT NULL,
  seen_at timestamp with time zone,
  beat_at timestamp with time zone,
  event_at timestamp with time zone,
  drift_ms bigint,
  backlog integer,
  events bigint NOT NULL DEFAULT 0,
  replays bigint NOT NULL DEFAULT 0,
  malformed bigint NOT NULL DEFAULT 0,
  address text,
  serial text,
  p50_ms real,
  p99_ms real,
  wrong_passwords integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_health_pkey PRIMARY KEY (estate_id, device_id),
  CONSTRAINT lane_health_device_fkey FOREIGN KEY (estate_id, device_id) REFERENCES lane_device(estate_id, id)
);
CREATE TABLE lane_hour (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  hour smallint NOT NULL,
  lane_id uuid NOT NULL,
  passed_in integer NOT NULL DEFAULT 0,
  passed_out integer NOT NULL DEFAULT 0,
  held integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  replayed integer NOT NULL DEFAULT 0,
  CONSTRAINT lane_hour_pkey PRIMARY KEY (estate_id, day, hour, lane_id)
);
CREATE TABLE lane_list (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  service text,
  plate_sealed bytea NOT NULL,
  plate_blind bytea NOT NULL,
  reason text NOT NULL,
  until_at timestamp with time zone,
  state text NOT NULL,
  asked_by text NOT NULL,
  asked_name text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  decided_by text,
  decided_name text,
  decided_at timestamp with time zone,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT lane_list_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_list_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT lane_list_kind_check CHECK ((kind = ANY (ARRAY['barred'::text, 'special'::text]))),
  CONSTRAINT lane_list_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'live'::text, 'refused'::text, 'ended'::text])))
);
CREATE UNIQUE INDEX lane_list_live_key ON public.lane_list USING btree (estate_id, plate_blind, kind) WHERE (state = ANY (ARRAY['asked'::text, 'live'::text]));
CREATE TABLE lane_plate (
  estate_id uuid NOT NULL,
  plate_blind bytea NOT NULL,
  plate_sealed bytea NOT NULL,
  direction text NOT NULL,
  at timestamp with time zone NOT NULL,
  lane_id uuid NOT NULL,
  event_id uuid NOT NULL,
  right_kind text,
  CONSTRAINT lane_plate_pkey PRIMARY KEY (estate_id, plate_blind),
  CONSTRAINT lane_plate_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])))
);
CREATE TABLE lane_push (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  device_id uuid NOT NULL,
  plates integer NOT NULL,
  rest_sealed bytea,
  state text NOT NULL,
  parts integer NOT NULL,
  sent_parts integer NOT NULL DEFAULT 0,
  asked_by text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  answer text,
  recnos text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT lane_push_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_push_device_fkey FOREIGN KEY (estate_id, device_id) REFERENCES lane_device(estate_id, id),
  CONSTRAINT lane_push_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'confirmed'::text, 'failed'::text, 'replaced'::text])))
);
CREATE INDEX lane_push_device_idx ON public.lane_push USING btree (estate_id, device_id, asked_at);
CREATE TABLE lane_setting (
  estate_id uuid NOT NULL,
  lane_id uuid NOT NULL,
  temporary text NOT NULL DEFAULT 'hold'::text,
  leaving text NOT NULL DEFAULT 'right'::text,
  passback text NOT NULL DEFAULT 'mark'::text,
  texts jsonb NOT NULL DEFAULT '{}'::jsonb,
  version integer NOT NULL DEFAULT 1,
  changed_by text NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT lane_setting_pkey PRIMARY KEY (estate_id, lane_id),
  CONSTRAINT lane_setting_lane_fkey FOREIGN KEY (estate_id, lane_id) REFERENCES lane(estate_id, id),
  CONSTRAINT lane_setting_leaving_check CHECK ((leaving = ANY (ARRAY['right'::text, 'free'::text]))),
  CONSTRAINT lane_setting_passback_check CHECK ((passback = ANY (ARRAY['off'::text, 'mark'::text, 'hold'::text]))),
  CONSTRAINT lane_setting_temporary_check CHECK ((temporary = ANY (ARRAY['open'::text, 'hold'::text, 'refuse'::text])))
);
CREATE TABLE lane_stray (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  face text NOT NULL,
  maker text NOT NULL,
  serial text,
  name text,
  address text,
  knocks bigint NOT NULL DEFAULT 1,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone NOT NULL,
  dropped_at timestamp with time zone,
  CONSTRAINT lane_stray_face_key UNIQUE (estate_id, face),
  CONSTRAINT lane_stray_pkey PRIMARY KEY (estate_id, id)
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
  public_income boolean NOT NULL DEFAULT false,
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
CREATE TABLE operator_check (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  by_name text NOT NULL,
  items jsonb NOT NULL,
  kept integer NOT NULL,
  asked integer NOT NULL,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  device_at timestamp with time zone,
  CONSTRAINT operator_check_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_check_contract_fkey FOREIGN KEY (estate_id, contract_id) REFERENCES operator_contract(estate_id, id)
);
CREATE INDEX operator_check_at_idx ON public.operator_check USING btree (estate_id, contract_id, at);
CREATE TABLE operator_contract (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  credit_code text,
  contract text NOT NULL,
  scope text NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  fee bigint NOT NULL,
  contact text NOT NULL,
  staff_wanted integer NOT NULL,
  ended_on date,
  end_reason text,
  reminded_for date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT operator_contract_number_key UNIQUE (estate_id, contract),
  CONSTRAINT operator_contract_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_contract_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT operator_contract_period_check CHECK ((from_on <= until_on))
);
CREATE TABLE operator_fine (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  check_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  amount bigint NOT NULL,
  note text,
  state text NOT NULL DEFAULT 'proposed'::text,
  objection text,
  decision text,
  decided_by text,
  decided_at timestamp with time zone,
  made_id text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT operator_fine_once_key UNIQUE (estate_id, check_id, rule_id),
  CONSTRAINT operator_fine_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_fine_check_fkey FOREIGN KEY (estate_id, check_id) REFERENCES operator_check(estate_id, id),
  CONSTRAINT operator_fine_rule_fkey FOREIGN KEY (estate_id, rule_id) REFERENCES operator_rule(estate_id, id),
  CONSTRAINT operator_fine_amount_check CHECK ((amount > 0)),
  CONSTRAINT operator_fine_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'objected'::text, 'imposed'::text, 'waived'::text])))
);
CREATE TABLE operator_rule (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  contract_id uuid NOT NULL,
  clause text NOT NULL,
  text text NOT NULL,
  fine bigint NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT operator_rule_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT operator_rule_contract_fkey FOREIGN KEY (estate_id, contract_id) REFERENCES operator_contract(estate_id, id),
  CONSTRAINT operator_rule_fine_check CHECK ((fine >= 0))
);
CREATE UNIQUE INDEX operator_rule_clause_key ON public.operator_rule USING btree (estate_id, contract_id, clause) WHERE (ended_at IS NULL);
CREATE TABLE operator_staff (
  estate_id uuid NOT NULL,
  contract_id uuid NOT NULL,
  account_id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  name text NOT NULL,
  duty text NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  CONSTRAINT operator_staff_pkey PRIMARY KEY (estate_id, contract_id, account_id),
  CONSTRAINT operator_staff_contract_fkey FOREIGN KEY (estate_id, contract_id) REFERENCES operator_contract(estate_id, id)
);
CREATE TABLE order_accident (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  zone text NOT NULL,
  place text NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  what text NOT NULL,
  injured integer NOT NULL DEFAULT 0,
  parties bytea,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  accountable_id uuid NOT NULL,
  accountable text NOT NULL,
  police_number text,
  insurance_id uuid,
  state text NOT NULL DEFAULT 'open'::text,
  result text,
  liable text,
  closed_at timestamp with time zone,
  closed_by text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT order_accident_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_accident_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT order_accident_closed_check CHECK ((((state = 'closed'::text) = (closed_at IS NOT NULL)) AND ((state = 'open'::text) OR (result IS NOT NULL)))),
  CONSTRAINT order_accident_kind_check CHECK ((kind = ANY (ARRAY['accident'::text, 'damage'::text, 'theft'::text, 'fire'::text])))
);
CREATE INDEX order_accident_at_idx ON public.order_accident USING btree (estate_id, happened_at);
CREATE TABLE order_congestion (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  gate_id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  length integer NOT NULL,
  cause text NOT NULL,
  note text,
  measure text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT order_congestion_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_congestion_gate_fkey FOREIGN KEY (estate_id, gate_id) REFERENCES gate(estate_id, id),
  CONSTRAINT order_congestion_cause_check CHECK ((cause = ANY (ARRAY['peak'::text, 'barrier'::text, 'visitor'::text, 'dispute'::text, 'parked'::text, 'road'::text, 'other'::text]))),
  CONSTRAINT order_congestion_period_check CHECK (((until_at IS NULL) OR (from_at <= until_at)))
);
CREATE INDEX order_congestion_at_idx ON public.order_congestion USING btree (estate_id, from_at);
CREATE TABLE order_move (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  place text NOT NULL,
  reason text NOT NULL,
  plate_sealed bytea NOT NULL,
  plate_blind bytea NOT NULL,
  owner_unit_id uuid,
  owner_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  asked_id text NOT NULL,
  asked_by text NOT NULL,
  asked_as text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  answer_by timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'asked'::text,
  answer text,
  minutes integer,
  answered_at timestamp with time zone,
  raised_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by text,
  result text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT order_move_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_move_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT order_move_as_check CHECK ((asked_as = ANY (ARRAY['resident'::text, 'staff'::text]))),
  CONSTRAINT order_move_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'coming'::text, 'cannot'::text, 'closed'::text])))
);
CREATE INDEX order_move_at_idx ON public.order_move USING btree (estate_id, asked_at);
CREATE UNIQUE INDEX order_move_open_key ON public.order_move USING btree (estate_id, plate_blind) WHERE (state <> 'closed'::text);
CREATE TABLE order_violation (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  phase text NOT NULL,
  type text NOT NULL,
  zone text NOT NULL,
  place text NOT NULL,
  plate_sealed bytea NOT NULL,
  plate_blind bytea NOT NULL,
  vehicle_kind text NOT NULL,
  vehicle_id uuid,
  unit_id uuid,
  person_id uuid,
  account_id uuid,
  repeat integer NOT NULL,
  note text,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  happened_at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  green_area integer,
  damage text,
  compensation bigint,
  charged_at timestamp with time zone,
  state text NOT NULL DEFAULT 'open'::text,
  told_at timestamp with time zone,
  slips integer NOT NULL DEFAULT 0,
  result text,
  closed_by text,
  closed_at timestamp with time zone,
  made_id text NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT order_violation_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT order_violation_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT order_violation_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT order_violation_charge_check CHECK (((charged_at IS NULL) OR (compensation > 0))),
  CONSTRAINT order_violation_kind_check CHECK ((vehicle_kind = ANY (ARRAY['car'::text, 'motorcycle'::text, 'bicycle'::text, 'other'::text]))),
  CONSTRAINT order_violation_phase_check CHECK ((phase = ANY (ARRAY['entry'::text, 'driving'::text, 'parking'::text]))),
  CONSTRAINT order_violation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text, 'void'::text])))
);
CREATE INDEX order_violation_at_idx ON public.order_violation USING btree (estate_id, happened_at);
CREATE INDEX order_violation_plate_idx ON public.order_violation USING btree (estate_id, plate_blind, happened_at);
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
CREATE TABLE paper_unit (
  paper_id uuid NOT NULL,
  unit_kind text NOT NULL,
  unit_id uuid NOT NULL,
  unit_name text NOT NULL,
  read_by text,
  read_name text,
  read_at timestamp with time zone,
  reply text,
  CONSTRAINT paper_unit_pkey PRIMARY KEY (paper_id, unit_kind, unit_id),
  CONSTRAINT paper_unit_paper_fkey FOREIGN KEY (paper_id) REFERENCES response_paper(id),
  CONSTRAINT paper_unit_kind_check CHECK ((unit_kind = ANY (ARRAY['region'::text, 'organisation'::text, 'estate'::text])))
);
CREATE TABLE parking_charger (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  unit_id uuid NOT NULL,
  space_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  fixed boolean NOT NULL,
  watts integer NOT NULL,
  meter text NOT NULL,
  note text,
  documents uuid[] NOT NULL,
  account_id uuid,
  asked_by text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  answer_by timestamp with time zone,
  state text NOT NULL,
  conditions text,
  refusal text,
  refusal_text text,
  refusal_paper text,
  answered_by text,
  answered_at timestamp with time zone,
  check_passed boolean,
  check_note text,
  check_photo uuid,
  checked_by text,
  checked_at timestamp with time zone,
  installed_on date,
  meter_number text,
  power_paper text,
  installer text,
  ended_by text,
  ended_at timestamp with time zone,
  reminded_at timestamp with time zone,
  late_told_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_charger_number_key UNIQUE (estate_id, number),
  CONSTRAINT parking_charger_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_charger_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit(estate_id, id),
  CONSTRAINT parking_charger_space_fkey FOREIGN KEY (estate_id, space_id) REFERENCES parking_space(estate_id, id),
  CONSTRAINT parking_charger_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT parking_charger_meter_check CHECK ((meter = ANY (ARRAY['own'::text, 'shared'::text]))),
  CONSTRAINT parking_charger_refusal_check CHECK (((state = 'refused'::text) = (refusal IS NOT NULL))),
  CONSTRAINT parking_charger_state_check CHECK ((state = ANY (ARRAY['filed'::text, 'accepted'::text, 'refused'::text, 'checked'::text, 'installed'::text, 'withdrawn'::text]))),
  CONSTRAINT parking_charger_watts_check CHECK ((watts > 0))
);
CREATE INDEX parking_charger_due_idx ON public.parking_charger USING btree (answer_by) WHERE (state = 'filed'::text);
CREATE INDEX parking_charger_unit_idx ON public.parking_charger USING btree (estate_id, unit_id);
CREATE UNIQUE INDEX parking_charger_open_key ON public.parking_charger USING btree (estate_id, space_id) WHERE (state = ANY (ARRAY['filed'::text, 'accepted'::text, 'checked'::text]));
CREATE TABLE parking_coupon (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  merchant_id uuid NOT NULL,
  stay_id uuid NOT NULL,
  minutes integer NOT NULL,
  amount bigint NOT NULL,
  percent integer NOT NULL,
  given_by text NOT NULL,
  given_at timestamp with time zone NOT NULL,
  value bigint,
  valued_at timestamp with time zone,
  CONSTRAINT parking_coupon_stay_key UNIQUE (estate_id, stay_id),
  CONSTRAINT parking_coupon_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_coupon_merchant_fkey FOREIGN KEY (estate_id, merchant_id) REFERENCES parking_merchant(estate_id, id),
  CONSTRAINT parking_coupon_stay_fkey FOREIGN KEY (estate_id, stay_id) REFERENCES parking_stay(estate_id, id)
);
CREATE INDEX parking_coupon_merchant_idx ON public.parking_coupon USING btree (estate_id, merchant_id, given_at);
CREATE TABLE parking_day (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  totals jsonb NOT NULL,
  note text,
  closed_by text NOT NULL,
  closed_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_day_pkey PRIMARY KEY (estate_id, day)
);
CREATE TABLE parking_dispute (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  stay_id uuid,
  title text NOT NULL,
  claim text NOT NULL,
  party bytea NOT NULL,
  other_party bytea,
  unit_id uuid,
  state text NOT NULL,
  result text,
  result_text text,
  refund bigint,
  mediator text,
  due_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  closed_by text,
  closed_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_dispute_number_key UNIQUE (estate_id, number),
  CONSTRAINT parking_dispute_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_dispute_kind_check CHECK ((kind = ANY (ARRAY['fee'::text, 'space'::text, 'damage'::text, 'other'::text]))),
  CONSTRAINT parking_dispute_result_check CHECK (((state <> ALL (ARRAY['settled'::text, 'closed'::text])) OR (result IS NOT NULL))),
  CONSTRAINT parking_dispute_state_check CHECK ((state = ANY (ARRAY['open'::text, 'mediating'::text, 'settled'::text, 'closed'::text])))
);
CREATE INDEX parking_dispute_made_idx ON public.parking_dispute USING btree (estate_id, made_at);
CREATE INDEX parking_dispute_stay_idx ON public.parking_dispute USING btree (estate_id, stay_id);
CREATE TABLE parking_dispute_entry (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  dispute_id uuid NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  files uuid[] NOT NULL DEFAULT '{}'::uuid[],
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_dispute_entry_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_dispute_entry_dispute_fkey FOREIGN KEY (estate_id, dispute_id) REFERENCES parking_dispute(estate_id, id),
  CONSTRAINT parking_dispute_entry_kind_check CHECK ((kind = ANY (ARRAY['statement'::text, 'evidence'::text, 'mediation'::text, 'result'::text, 'closure'::text])))
);
CREATE INDEX parking_dispute_entry_idx ON public.parking_dispute_entry USING btree (estate_id, dispute_id, made_at);
CREATE TABLE parking_fee (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  stay_id uuid NOT NULL,
  kind text NOT NULL,
  until_at timestamp with time zone NOT NULL,
  total bigint NOT NULL,
  before bigint NOT NULL,
  amount bigint NOT NULL,
  lines jsonb NOT NULL,
  way text,
  shift_id uuid,
  payment_id uuid,
  reason text,
  picture_id uuid,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_fee_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_fee_stay_fkey FOREIGN KEY (estate_id, stay_id) REFERENCES parking_stay(estate_id, id),
  CONSTRAINT parking_fee_amount_check CHECK ((amount >= 0)),
  CONSTRAINT parking_fee_kind_check CHECK ((kind = ANY (ARRAY['paid'::text, 'owed'::text, 'waived'::text]))),
  CONSTRAINT parking_fee_reason_check CHECK (((kind <> 'waived'::text) OR (reason IS NOT NULL)))
);
CREATE INDEX parking_fee_made_idx ON public.parking_fee USING btree (estate_id, made_at);
CREATE INDEX parking_fee_shift_idx ON public.parking_fee USING btree (estate_id, shift_id);
CREATE INDEX parking_fee_stay_idx ON public.parking_fee USING btree (estate_id, stay_id);
CREATE TABLE parking_heard (
  estate_id uuid NOT NULL,
  event_id uuid NOT NULL,
  plate_blind bytea,
  happened_at timestamp with time zone NOT NULL,
  direction text NOT NULL,
  did text NOT NULL,
  stay_id uuid,
  heard_at timestamp with time zone NOT NULL,
  free text,
  CONSTRAINT parking_heard_pkey PRIMARY KEY (estate_id, event_id)
);
CREATE INDEX parking_heard_plate_idx ON public.parking_heard USING btree (estate_id, plate_blind, happened_at);
CREATE TABLE parking_insurance (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  insurer text NOT NULL,
  policy text NOT NULL,
  sum bigint NOT NULL,
  from_on date NOT NULL,
  until_on date NOT NULL,
  reminded_for date,
  ended_at timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_insurance_policy_key UNIQUE (estate_id, insurer, policy),
  CONSTRAINT parking_insurance_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_insurance_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT parking_insurance_kind_check CHECK ((kind = ANY (ARRAY['liability'::text, 'equipment'::text, 'property'::text, 'other'::text]))),
  CONSTRAINT parking_insurance_period_check CHECK ((from_on <= until_on))
);
CREATE TABLE parking_lot (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  ground text NOT NULL,
  levels text[] NOT NULL,
  gates uuid[],
  visitor_spaces integer NOT NULL DEFAULT 0,
  operator text NOT NULL,
  hours text NOT NULL,
  complaint_phone text NOT NULL,
  payee_text text,
  disposal text,
  disposal_on date,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  land_area integer,
  CONSTRAINT parking_lot_name_key UNIQUE (estate_id, name),
  CONSTRAINT parking_lot_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_lot_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT parking_lot_ground_check CHECK ((ground = ANY (ARRAY['planned'::text, 'common'::text, 'civil_defence'::text]))),
  CONSTRAINT parking_lot_land_check CHECK (((land_area IS NULL) OR (land_area > 0))),
  CONSTRAINT parking_lot_visitor_check CHECK ((visitor_spaces >= 0))
);
CREATE TABLE parking_merchant (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  unit_id uuid,
  minutes integer NOT NULL,
  amount bigint NOT NULL,
  month_coupons integer NOT NULL,
  percent integer NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_merchant_name_key UNIQUE (estate_id, name),
  CONSTRAINT parking_merchant_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_merchant_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT parking_merchant_gives_check CHECK (((minutes >= 0) AND (amount >= 0) AND ((minutes + amount) > 0))),
  CONSTRAINT parking_merchant_limits_check CHECK (((month_coupons > 0) AND ((percent >= 0) AND (percent <= 100))))
);
CREATE TABLE parking_pay_notice (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  reference text NOT NULL,
  slip_number text,
  amount bigint NOT NULL,
  way text NOT NULL,
  paid_at timestamp with time zone NOT NULL,
  note text,
  told_by text NOT NULL,
  told_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  why text,
  slip_id uuid,
  settled_by text,
  settled_at timestamp with time zone,
  settled_reason text,
  CONSTRAINT parking_pay_notice_reference_key UNIQUE (estate_id, reference),
  CONSTRAINT parking_pay_notice_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_pay_notice_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT parking_pay_notice_amount_check CHECK ((amount > 0)),
  CONSTRAINT parking_pay_notice_dismissed_check CHECK (((state <> 'dismissed'::text) OR (settled_reason IS NOT NULL))),
  CONSTRAINT parking_pay_notice_matched_check CHECK (((state <> 'matched'::text) OR (slip_id IS NOT NULL))),
  CONSTRAINT parking_pay_notice_open_check CHECK (((state <> 'open'::text) OR (why IS NOT NULL))),
  CONSTRAINT parking_pay_notice_state_check CHECK ((state = ANY (ARRAY['matched'::text, 'open'::text, 'dismissed'::text]))),
  CONSTRAINT parking_pay_notice_way_check CHECK ((way = ANY (ARRAY['wechat'::text, 'alipay'::text, 'pos'::text, 'transfer'::text, 'other'::text]))),
  CONSTRAINT parking_pay_notice_why_check CHECK (((why IS NULL) OR (why = ANY (ARRAY['no_number'::text, 'unknown'::text, 'paid'::text, 'amount'::text, 'late'::text, 'changed'::text]))))
);
CREATE INDEX parking_pay_notice_open_idx ON public.parking_pay_notice USING btree (estate_id, told_at) WHERE (state = 'open'::text);
CREATE INDEX parking_pay_notice_told_idx ON public.parking_pay_notice USING btree (estate_id, told_at);
CREATE TABLE parking_permit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid NOT NULL,
  kind text NOT NULL,
  unit_id uuid,
  person_id uuid,
  holder bytea,
  spaces integer NOT NULL,
  price bigint NOT NULL,
  deed text,
  signed_on date,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  public_income boolean NOT NULL,
  ended_at timestamp with time zone,
  ended_by text,
  end_reason text,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_permit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_permit_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot(estate_id, id),
  CONSTRAINT parking_permit_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT parking_permit_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'gift'::text, 'lease'::text, 'monthly'::text, 'outside'::text, 'visitor'::text]))),
  CONSTRAINT parking_permit_period_check CHECK (((until_at IS NULL) OR (from_at < until_at))),
  CONSTRAINT parking_permit_price_check CHECK ((price >= 0)),
  CONSTRAINT parking_permit_spaces_check CHECK ((spaces > 0))
);
CREATE INDEX parking_permit_live_idx ON public.parking_permit USING btree (estate_id, until_at) WHERE (ended_at IS NULL);
CREATE INDEX parking_permit_unit_idx ON public.parking_permit USING btree (estate_id, unit_id);
CREATE TABLE parking_permit_car (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  permit_id uuid NOT NULL,
  plate_blind bytea NOT NULL,
  plate_sealed bytea NOT NULL,
  vehicle_id uuid,
  added_at timestamp with time zone NOT NULL,
  added_by text NOT NULL,
  removed_at timestamp with time zone,
  removed_by text,
  CONSTRAINT parking_permit_car_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_permit_car_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit(estate_id, id)
);
CREATE INDEX parking_permit_car_plate_idx ON public.parking_permit_car USING btree (estate_id, plate_blind) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX parking_permit_car_key ON public.parking_permit_car USING btree (estate_id, permit_id, plate_blind) WHERE (removed_at IS NULL);
CREATE TABLE parking_permit_due (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  permit_id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  amount bigint NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_permit_due_key UNIQUE (estate_id, permit_id, from_at),
  CONSTRAINT parking_permit_due_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_permit_due_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit(estate_id, id)
);
CREATE TABLE parking_permit_space (
  estate_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  space_id uuid NOT NULL,
  from_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone,
  CONSTRAINT parking_permit_space_pkey PRIMARY KEY (estate_id, permit_id, space_id),
  CONSTRAINT parking_permit_space_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit(estate_id, id),
  CONSTRAINT parking_permit_space_space_fkey FOREIGN KEY (estate_id, space_id) REFERENCES parking_space(estate_id, id),
  CONSTRAINT parking_permit_space_period_check CHECK (((until_at IS NULL) OR (from_at <= until_at)))
);
CREATE INDEX parking_permit_space_idx ON public.parking_permit_space USING btree (estate_id, space_id);
CREATE TABLE parking_shift (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  booth text NOT NULL,
  account_id text NOT NULL,
  name text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  float_cash bigint NOT NULL,
  closed_at timestamp with time zone,
  system_cash bigint,
  counted_cash bigint,
  totals jsonb,
  reason text,
  handed_to text,
  day date,
  CONSTRAINT parking_shift_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_shift_counts_check CHECK (((float_cash >= 0) AND ((counted_cash IS NULL) OR (counted_cash >= 0)))),
  CONSTRAINT parking_shift_reason_check CHECK (((closed_at IS NULL) OR (counted_cash = system_cash) OR (reason IS NOT NULL)))
);
CREATE INDEX parking_shift_opened_idx ON public.parking_shift USING btree (estate_id, opened_at);
CREATE UNIQUE INDEX parking_shift_open_key ON public.parking_shift USING btree (estate_id, account_id) WHERE (closed_at IS NULL);
CREATE TABLE parking_slip (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  stay_id uuid NOT NULL,
  amount bigint NOT NULL,
  account_id uuid,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  until_at timestamp with time zone NOT NULL,
  paid_at timestamp with time zone,
  fee_id uuid,
  receipt_id uuid,
  reference text,
  CONSTRAINT parking_slip_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_slip_stay_fkey FOREIGN KEY (estate_id, stay_id) REFERENCES parking_stay(estate_id, id)
);
CREATE INDEX parking_slip_number_idx ON public.parking_slip USING btree (estate_id, number);
CREATE INDEX parking_slip_open_idx ON public.parking_slip USING btree (estate_id, until_at) WHERE (paid_at IS NULL);
CREATE INDEX parking_slip_stay_idx ON public.parking_slip USING btree (estate_id, stay_id);
CREATE TABLE parking_space (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid NOT NULL,
  level text NOT NULL,
  number text NOT NULL,
  ground text NOT NULL,
  use text NOT NULL,
  capacity integer NOT NULL DEFAULT 1,
  former_use text NOT NULL,
  decision text,
  charger boolean NOT NULL DEFAULT false,
  sign boolean NOT NULL DEFAULT false,
  state text NOT NULL,
  state_reason text,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT parking_space_number_key UNIQUE (estate_id, lot_id, number),
  CONSTRAINT parking_space_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_space_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot(estate_id, id),
  CONSTRAINT parking_space_capacity_check CHECK ((capacity > 0)),
  CONSTRAINT parking_space_former_check CHECK ((former_use = ANY (ARRAY['planned'::text, 'road'::text, 'vacant'::text, 'building'::text]))),
  CONSTRAINT parking_space_ground_check CHECK ((ground = ANY (ARRAY['planned'::text, 'common'::text, 'civil_defence'::text]))),
  CONSTRAINT parking_space_state_check CHECK ((state = ANY (ARRAY['usable'::text, 'closed'::text, 'removed'::text]))),
  CONSTRAINT parking_space_use_check CHECK ((use = ANY (ARRAY['car'::text, 'accessible'::text, 'ev'::text, 'motorcycle'::text, 'ebike'::text, 'bicycle'::text])))
);
CREATE TABLE parking_stay (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid NOT NULL,
  plate_blind bytea,
  plate_sealed bytea,
  class text NOT NULL,
  nev boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  entered_at timestamp with time zone,
  entry_event uuid,
  entry_lane uuid,
  entry_gate uuid,
  entry_picture uuid,
  left_at timestamp with time zone,
  exit_event uuid,
  exit_lane uuid,
  exit_gate uuid,
  exit_picture uuid,
  right_kind text,
  permit_id uuid,
  state text NOT NULL,
  flags text[] NOT NULL DEFAULT '{}'::text[],
  coupon_minutes integer NOT NULL DEFAULT 0,
  coupon_amount bigint NOT NULL DEFAULT 0,
  fee bigint,
  by_day jsonb NOT NULL DEFAULT '{}'::jsonb,
  waived bigint NOT NULL DEFAULT 0,
  note text,
  joined_into uuid,
  sort_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_stay_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_stay_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot(estate_id, id),
  CONSTRAINT parking_stay_class_check CHECK ((class = ANY (ARRAY['small'::text, 'big'::text, 'motorcycle'::text]))),
  CONSTRAINT parking_stay_order_check CHECK (((entered_at IS NULL) OR (left_at IS NULL) OR (entered_at <= left_at))),
  CONSTRAINT parking_stay_state_check CHECK ((state = ANY (ARRAY['inside'::text, 'left'::text, 'lost'::text, 'joined'::text]))),
  CONSTRAINT parking_stay_times_check CHECK (((entered_at IS NOT NULL) OR (left_at IS NOT NULL)))
);
CREATE INDEX parking_stay_inside_idx ON public.parking_stay USING btree (estate_id, lot_id, entered_at) WHERE (state = 'inside'::text);
CREATE INDEX parking_stay_plate_idx ON public.parking_stay USING btree (estate_id, plate_blind, sort_at);
CREATE INDEX parking_stay_sort_idx ON public.parking_stay USING btree (estate_id, sort_at);
CREATE TABLE parking_tariff (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid NOT NULL,
  name text NOT NULL,
  basis text NOT NULL,
  body jsonb NOT NULL,
  state text NOT NULL,
  effective_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  published_by text,
  published_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_tariff_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_tariff_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot(estate_id, id),
  CONSTRAINT parking_tariff_published_check CHECK (((state <> 'published'::text) OR (effective_on IS NOT NULL))),
  CONSTRAINT parking_tariff_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
);
CREATE UNIQUE INDEX parking_tariff_day_key ON public.parking_tariff USING btree (estate_id, lot_id, effective_on) WHERE (state = 'published'::text);
CREATE TABLE parking_wait (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  unit_id uuid NOT NULL,
  person_id uuid,
  account_id uuid,
  use text NOT NULL,
  lot_id uuid,
  disability boolean NOT NULL DEFAULT false,
  note text,
  asked_at timestamp with time zone NOT NULL,
  made_by text NOT NULL,
  state text NOT NULL,
  offered_space uuid,
  offered_at timestamp with time zone,
  offered_until timestamp with time zone,
  done_at timestamp with time zone,
  done_by text,
  reason text,
  permit_id uuid,
  version integer NOT NULL DEFAULT 1,
  reminded_at timestamp with time zone,
  CONSTRAINT parking_wait_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_wait_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT parking_wait_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'offered'::text, 'taken'::text, 'withdrawn'::text, 'lapsed'::text]))),
  CONSTRAINT parking_wait_use_check CHECK ((use = ANY (ARRAY['car'::text, 'accessible'::text, 'ev'::text, 'motorcycle'::text, 'ebike'::text, 'bicycle'::text])))
);
CREATE INDEX parking_wait_asked_idx ON public.parking_wait USING btree (estate_id, asked_at);
CREATE UNIQUE INDEX parking_wait_open_key ON public.parking_wait USING btree (estate_id, unit_id, use) WHERE (state = ANY (ARRAY['waiting'::text, 'offered'::text]));
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
CREATE TABLE pass_key (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  account_name text NOT NULL,
  person_id uuid,
  unit_id uuid NOT NULL,
  unit_label text NOT NULL,
  public_key bytea NOT NULL,
  device text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_by text,
  ended_at timestamp with time zone,
  CONSTRAINT pass_key_once_key UNIQUE (estate_id, public_key),
  CONSTRAINT pass_key_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT pass_key_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT pass_key_size_check CHECK ((length(public_key) = 65))
);
CREATE INDEX pass_key_account_idx ON public.pass_key USING btree (estate_id, account_id);
CREATE INDEX pass_key_made_idx ON public.pass_key USING btree (estate_id, made_at);
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
  happened_at timestamp with time zone,
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
CREATE INDEX passage_right_ended_idx ON public.passage_right USING btree (estate_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX passage_right_made_idx ON public.passage_right USING btree (estate_id, made_at);
CREATE INDEX passage_right_plate_idx ON public.passage_right USING btree (estate_id, plate_blind) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX passage_right_source_key ON public.passage_right USING btree (estate_id, source, source_id, plate_blind, kind) WHERE (ended_at IS NULL);
CREATE TABLE patrol_point (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  place text NOT NULL,
  code text NOT NULL,
  position integer NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT patrol_point_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT patrol_point_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id)
);
CREATE UNIQUE INDEX patrol_point_code_key ON public.patrol_point USING btree (estate_id, code) WHERE (ended_at IS NULL);
CREATE TABLE patrol_visit (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  point_id uuid NOT NULL,
  round text NOT NULL,
  ok boolean NOT NULL,
  proof text NOT NULL,
  note text,
  at timestamp with time zone NOT NULL,
  device_at timestamp with time zone,
  by_id text NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT patrol_visit_once_key UNIQUE (estate_id, round, point_id),
  CONSTRAINT patrol_visit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT patrol_visit_point_fkey FOREIGN KEY (estate_id, point_id) REFERENCES patrol_point(estate_id, id),
  CONSTRAINT patrol_visit_proof_check CHECK ((proof = ANY (ARRAY['code'::text, 'seen'::text])))
);
CREATE INDEX patrol_visit_at_idx ON public.patrol_visit USING btree (estate_id, at);
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
CREATE TABLE plan_scenario (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  source text NOT NULL,
  from_on date,
  until_on date,
  question jsonb NOT NULL,
  state text NOT NULL DEFAULT 'queued'::text,
  progress smallint NOT NULL DEFAULT 0,
  answer jsonb,
  refusal text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  CONSTRAINT plan_scenario_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT plan_scenario_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT plan_scenario_done_check CHECK (((state = 'done'::text) = (answer IS NOT NULL))),
  CONSTRAINT plan_scenario_source_check CHECK ((source = ANY (ARRAY['passages'::text, 'table'::text]))),
  CONSTRAINT plan_scenario_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text])))
);
CREATE TABLE plan_stay (
  estate_id uuid NOT NULL,
  ref text NOT NULL,
  in_at timestamp with time zone NOT NULL,
  out_at timestamp with time zone,
  CONSTRAINT plan_stay_pkey PRIMARY KEY (estate_id, ref),
  CONSTRAINT plan_stay_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT plan_stay_order_check CHECK (((out_at IS NULL) OR (in_at <= out_at)))
);
CREATE TABLE police_patrol (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  ends_at timestamp with time zone NOT NULL,
  route text NOT NULL,
  leader text NOT NULL,
  officers integer NOT NULL,
  state text NOT NULL,
  note text,
  incidents integer,
  closed_name text,
  closed_at timestamp with time zone,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT police_patrol_pkey PRIMARY KEY (id),
  CONSTRAINT police_patrol_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT police_patrol_officers_check CHECK ((officers > 0)),
  CONSTRAINT police_patrol_period_check CHECK ((ends_at > starts_at)),
  CONSTRAINT police_patrol_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX police_patrol_region_idx ON public.police_patrol USING btree (region_id, starts_at);
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
  presence_minutes integer,
  demands text[] NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT post_name_key UNIQUE (estate_id, name),
  CONSTRAINT post_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_building_fkey FOREIGN KEY (estate_id, building_id) REFERENCES building(estate_id, id),
  CONSTRAINT post_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT post_section_fkey FOREIGN KEY (estate_id, section_id) REFERENCES section(estate_id, id),
  CONSTRAINT post_demands_check CHECK ((demands <@ ARRAY['neighbourhood'::text, 'company'::text, 'brigade'::text, 'subject_unit'::text])),
  CONSTRAINT post_kind_check CHECK ((kind = ANY (ARRAY['lobby'::text, 'gate'::text, 'desk'::text, 'other'::text]))),
  CONSTRAINT post_minutes_check CHECK (((unattended_minutes IS NULL) OR (unattended_minutes >= 0))),
  CONSTRAINT post_party_check CHECK ((party = ANY (ARRAY['neighbourhood'::text, 'company'::text, 'brigade'::text, 'subject_unit'::text]))),
  CONSTRAINT post_presence_check CHECK (((presence_minutes IS NULL) OR (presence_minutes >= 0)))
);
CREATE TABLE post_display (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  secret bytea NOT NULL,
  pair_blind bytea,
  pair_until timestamp with time zone,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  paired_by text,
  paired_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT post_display_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_display_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id)
);
CREATE INDEX post_display_post_idx ON public.post_display USING btree (estate_id, post_id);
CREATE UNIQUE INDEX post_display_pair_key ON public.post_display USING btree (estate_id, pair_blind) WHERE (pair_blind IS NOT NULL);
CREATE TABLE post_mark (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  kind text NOT NULL,
  blind bytea NOT NULL,
  sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  CONSTRAINT post_mark_blind_key UNIQUE (estate_id, blind),
  CONSTRAINT post_mark_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_mark_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id),
  CONSTRAINT post_mark_kind_check CHECK ((kind = ANY (ARRAY['nfc'::text, 'printed'::text])))
);
CREATE INDEX post_mark_post_idx ON public.post_mark USING btree (estate_id, post_id);
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
  in_proof text,
  signed_at timestamp with time zone,
  in_learned_at timestamp with time zone,
  out_learned_at timestamp with time zone,
  matters text[] NOT NULL DEFAULT '{}'::text[],
  reason text,
  CONSTRAINT presence_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT presence_duty_fkey FOREIGN KEY (estate_id, duty_id) REFERENCES duty(estate_id, id),
  CONSTRAINT presence_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id),
  CONSTRAINT presence_period_check CHECK (((out_at IS NULL) OR (out_at >= in_at))),
  CONSTRAINT presence_proof_check CHECK ((in_proof = ANY (ARRAY['qr'::text, 'digits'::text, 'nfc'::text, 'printed'::text])))
);
CREATE INDEX presence_post_idx ON public.presence USING btree (estate_id, post_id, in_at);
CREATE UNIQUE INDEX presence_open_key ON public.presence USING btree (estate_id, post_id, account_id) WHERE (out_at IS NULL);
CREATE TABLE presence_sign (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  presence_id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  proof text,
  learned_at timestamp with time zone,
  CONSTRAINT presence_sign_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT presence_sign_presence_fkey FOREIGN KEY (estate_id, presence_id) REFERENCES presence(estate_id, id),
  CONSTRAINT presence_sign_proof_check CHECK ((proof = ANY (ARRAY['qr'::text, 'digits'::text, 'nfc'::text, 'printed'::text])))
);
CREATE INDEX presence_sign_presence_idx ON public.presence_sign USING btree (estate_id, presence_id, at);
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
CREATE TABLE region_duty (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  kind text NOT NULL,
  holder text NOT NULL,
  office text NOT NULL,
  phone_sealed bytea,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT region_duty_pkey PRIMARY KEY (id),
  CONSTRAINT region_duty_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT region_duty_kind_check CHECK ((kind = ANY (ARRAY['county_leader'::text, 'section_cadre'::text, 'main'::text]))),
  CONSTRAINT region_duty_period_check CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);
CREATE UNIQUE INDEX region_duty_current_key ON public.region_duty USING btree (region_id, kind) WHERE (until_on IS NULL);
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
  overstay_told timestamp with time zone,
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
CREATE TABLE response_paper (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  kind text NOT NULL,
  series uuid NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  body jsonb NOT NULL,
  reason text,
  state text NOT NULL,
  due_on date,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  sent_by text,
  sent_name text,
  sent_at timestamp with time zone,
  revision integer NOT NULL DEFAULT 1,
  CONSTRAINT response_paper_version_key UNIQUE (series, version),
  CONSTRAINT response_paper_pkey PRIMARY KEY (id),
  CONSTRAINT response_paper_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT response_paper_kind_check CHECK ((kind = ANY (ARRAY['plan'::text, 'instruction'::text]))),
  CONSTRAINT response_paper_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'replaced'::text])))
);
CREATE TABLE response_task (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  place text,
  detail text,
  due_on date NOT NULL,
  organisation_name text NOT NULL,
  account_id uuid,
  account_name text,
  state text NOT NULL,
  started_at timestamp with time zone,
  started_name text,
  started_device timestamp with time zone,
  done_at timestamp with time zone,
  done_by text,
  done_name text,
  device_at timestamp with time zone,
  minutes integer,
  material text,
  cost bigint,
  note text,
  photos uuid[] NOT NULL DEFAULT '{}'::uuid[],
  returned_reason text,
  seen_name text,
  seen_at timestamp with time zone,
  plan_key text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT response_task_plan_key UNIQUE (estate_id, kind, plan_key),
  CONSTRAINT response_task_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT response_task_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT response_task_cost_check CHECK (((cost IS NULL) OR (cost >= 0))),
  CONSTRAINT response_task_kind_check CHECK ((kind = ANY (ARRAY['fence'::text, 'repair'::text, 'disinfect'::text, 'grid'::text]))),
  CONSTRAINT response_task_minutes_check CHECK (((minutes IS NULL) OR (minutes >= 0))),
  CONSTRAINT response_task_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'started'::text, 'done'::text, 'seen'::text, 'cancelled'::text])))
);
CREATE INDEX response_task_due_idx ON public.response_task USING btree (estate_id, due_on);
CREATE TABLE response_told (
  topic text NOT NULL,
  subject text NOT NULL,
  what text NOT NULL,
  kept_with uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT response_told_pkey PRIMARY KEY (topic, subject, what)
);
CREATE TABLE response_vehicle (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  plate text NOT NULL,
  kind text NOT NULL,
  seats integer,
  left_on date,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT response_vehicle_plate_key UNIQUE (plate),
  CONSTRAINT response_vehicle_pkey PRIMARY KEY (id),
  CONSTRAINT response_vehicle_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
);
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
CREATE TABLE steward_leave (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  stand_in_id uuid NOT NULL,
  stand_in_name text NOT NULL,
  from_date date NOT NULL,
  until_date date NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  ended_on date,
  ended_by text,
  CONSTRAINT steward_leave_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT steward_leave_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate(id),
  CONSTRAINT steward_leave_period_check CHECK ((until_date >= from_date)),
  CONSTRAINT steward_leave_self_check CHECK ((stand_in_id <> account_id))
);
CREATE INDEX steward_leave_days_idx ON public.steward_leave USING btree (estate_id, until_date);
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
  entered_by text,
  sheet_id uuid,
  CONSTRAINT survey_answer_pkey PRIMARY KEY (estate_id, survey_id, respondent),
  CONSTRAINT survey_answer_sheet_fkey FOREIGN KEY (estate_id, sheet_id) REFERENCES file(estate_id, id),
  CONSTRAINT survey_answer_survey_fkey FOREIGN KEY (estate_id, survey_id) REFERENCES survey(estate_id, id),
  CONSTRAINT survey_answer_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'user'::text]))),
  CONSTRAINT survey_answer_sheet_check CHECK (((sheet_id IS NULL) OR (entered_by IS NOT NULL)))
);
CREATE UNIQUE INDEX survey_answer_sheet_key ON public.survey_answer USING btree (estate_id, sheet_id) WHERE (sheet_id IS NOT NULL);
CREATE TABLE survey_result (
  round_id uuid NOT NULL,
  version integer NOT NULL,
  figures jsonb NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT survey_result_pkey PRIMARY KEY (round_id, version),
  CONSTRAINT survey_result_round_fkey FOREIGN KEY (round_id) REFERENCES survey_round(id)
);
CREATE TABLE survey_round (
  id uuid NOT NULL,
  region_id uuid NOT NULL,
  title text NOT NULL,
  bureau text NOT NULL,
  town text NOT NULL,
  starts_on date NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL,
  made_by text NOT NULL,
  made_name text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT survey_round_pkey PRIMARY KEY (id),
  CONSTRAINT survey_round_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT survey_round_period_check CHECK ((due_on >= starts_on)),
  CONSTRAINT survey_round_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE UNIQUE INDEX survey_round_open_key ON public.survey_round USING btree (region_id) WHERE (state = 'open'::text);
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
CREATE INDEX ticket_kind_idx ON public.ticket USING btree (estate_id, kind, id);
CREATE INDEX ticket_open_idx ON public.ticket USING btree (estate_id, due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX ticket_open_kind_idx ON public.ticket USING btree (estate_id, kind, due_at, id) WHERE (closed_at IS NULL);
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
CREATE TABLE ticket_history (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  source_key text NOT NULL,
  number text,
  opened_on date NOT NULL,
  opened_time time without time zone,
  closed_on date,
  closed_time time without time zone,
  kind text,
  text text NOT NULL,
  room text,
  unit_id uuid,
  result text,
  flags text[] NOT NULL DEFAULT '{}'::text[],
  source text NOT NULL DEFAULT 'imported'::text,
  imported_by text NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  CONSTRAINT ticket_history_source_key UNIQUE (estate_id, source_key),
  CONSTRAINT ticket_history_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ticket_history_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit(estate_id, id),
  CONSTRAINT ticket_history_source_check CHECK ((source = 'imported'::text))
);
CREATE INDEX ticket_history_opened_idx ON public.ticket_history USING btree (estate_id, opened_on, id);
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
  settled text,
  settled_reason text,
  learned_at timestamp with time zone,
  CONSTRAINT vacancy_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT vacancy_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post(estate_id, id),
  CONSTRAINT vacancy_settled_check CHECK ((settled = ANY (ARRAY['attended'::text, 'entered'::text, 'changed'::text])))
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
CREATE TABLE vehicle_use (
  id uuid NOT NULL,
  vehicle_id uuid NOT NULL,
  region_id uuid NOT NULL,
  place_kind text NOT NULL,
  place_id uuid NOT NULL,
  place_name text NOT NULL,
  driver text,
  from_on date NOT NULL,
  until_on date,
  made_by text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT vehicle_use_pkey PRIMARY KEY (id),
  CONSTRAINT vehicle_use_region_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  CONSTRAINT vehicle_use_vehicle_fkey FOREIGN KEY (vehicle_id) REFERENCES response_vehicle(id),
  CONSTRAINT vehicle_use_period_check CHECK (((until_on IS NULL) OR (until_on >= from_on))),
  CONSTRAINT vehicle_use_place_check CHECK ((place_kind = ANY (ARRAY['group'::text, 'estate'::text])))
);
CREATE UNIQUE INDEX vehicle_use_current_key ON public.vehicle_use USING btree (vehicle_id) WHERE (until_on IS NULL);
