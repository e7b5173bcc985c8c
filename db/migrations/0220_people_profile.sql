-- S1-13..21, K6: the household's profile. Each thing that is kept stands with its own consent, purposes and end; the
-- value is sealed and goes when the consent goes. What the fields are is data: the seed below, and the estate's own.

-- Fields and flags that an estate adds, or changes of the seeded ones; body is the whole definition.
CREATE TABLE profile_definition (
  estate_id uuid NOT NULL,
  key text NOT NULL,
  body jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT profile_definition_pkey PRIMARY KEY (estate_id, key),
  CONSTRAINT profile_definition_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('profile_definition');

-- Somebody of the household whom the register does not have: only the name (sealed) and the relation.
CREATE TABLE profile_member (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  name bytea,
  relation text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT profile_member_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT profile_member_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household (estate_id, id),
  CONSTRAINT profile_member_wiped_check CHECK (ended_at IS NULL OR name IS NULL)
);
SELECT app.distribute('profile_member');
CREATE INDEX profile_member_household_idx ON profile_member (estate_id, household_id);

-- One answer of a household. member_id: a person's or a profile_member's id; null where it concerns the whole home.
-- declined: they would rather not say, and are not asked again. An ended row keeps the act and never the value.
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
  given_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  entered_by text NOT NULL,
  entered_name text NOT NULL,
  on_behalf boolean NOT NULL,
  ended_at timestamptz,
  end_reason text,
  ended_name text,
  CONSTRAINT profile_entry_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT profile_entry_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household (estate_id, id),
  CONSTRAINT profile_entry_state_check CHECK (state IN ('given', 'declined')),
  CONSTRAINT profile_entry_channel_check CHECK (channel IN ('desk', 'paper', 'phone', 'app')),
  CONSTRAINT profile_entry_reason_check CHECK (end_reason IS NULL OR end_reason IN ('withdrawn', 'replaced', 'expired', 'moved_out', 'request')),
  CONSTRAINT profile_entry_wiped_check CHECK ((value IS NOT NULL) = (state = 'given' AND ended_at IS NULL)),
  CONSTRAINT profile_entry_separate_check CHECK (NOT sensitive OR state = 'declined' OR separate),
  CONSTRAINT profile_entry_dates_check CHECK (until_at > given_at)
);
SELECT app.distribute('profile_entry');
CREATE UNIQUE INDEX profile_entry_open_key ON profile_entry (estate_id, household_id, field, member_id) NULLS NOT DISTINCT WHERE ended_at IS NULL;
CREATE INDEX profile_entry_household_idx ON profile_entry (estate_id, household_id);
CREATE INDEX profile_entry_until_idx ON profile_entry (until_at) WHERE ended_at IS NULL;

-- Who read of the household, and why: shown to the household itself.
CREATE TABLE profile_look (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  at timestamptz NOT NULL,
  account_id text NOT NULL,
  name text NOT NULL,
  how text NOT NULL,
  purpose text NOT NULL,
  fields text[] NOT NULL,
  CONSTRAINT profile_look_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT profile_look_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household (estate_id, id),
  CONSTRAINT profile_look_how_check CHECK (how IN ('steward', 'hint', 'look', 'file'))
);
SELECT app.distribute('profile_look');
CREATE INDEX profile_look_household_idx ON profile_look (estate_id, household_id, at);

-- W26: what a person asks of his own data: a copy of the file, or its deletion. due_on: last day, by working days.
CREATE TABLE subject_request (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  household_id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL DEFAULT 'open',
  asked_by uuid NOT NULL,
  channel text NOT NULL,
  note text,
  asked_at timestamptz NOT NULL,
  due_on date,
  entered_by text NOT NULL,
  entered_name text NOT NULL,
  on_behalf boolean NOT NULL,
  done_at timestamptz,
  done_name text,
  answer text,
  wiped integer,
  CONSTRAINT subject_request_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT subject_request_household_fkey FOREIGN KEY (estate_id, household_id) REFERENCES household (estate_id, id),
  CONSTRAINT subject_request_kind_check CHECK (kind IN ('export', 'deletion')),
  CONSTRAINT subject_request_state_check CHECK (state IN ('open', 'done', 'refused')),
  CONSTRAINT subject_request_done_check CHECK ((state = 'open') = (done_at IS NULL))
);
SELECT app.distribute('subject_request');
CREATE UNIQUE INDEX subject_request_open_key ON subject_request (estate_id, household_id, asked_by, kind) WHERE state = 'open';
CREATE INDEX subject_request_asked_idx ON subject_request (estate_id, state, asked_at);

-- terms: how long an entry may be kept, how long after moving out it stays, how long a request may take.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('02200000-0000-7000-8000-000000000001', 'profile.terms', 'CN', NULL, NULL, '2020-01-01', NULL,
   '{"defaultMonths":24,"maxMonths":60,"afterMoveOutDays":30,"requestWorkingDays":15,"ownConsentAge":14,"adultAge":18}', 'S1-13, K6, PIPL 15-16, 28-31, 45-50', 'seed', '2020-01-01T00:00:00Z');

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('02200000-0000-7000-8000-000000000002', 'profile.fields', 'CN', NULL, NULL, '2020-01-01', NULL, '{"fields":[
  {"key":"birth_year","what":"field","level":"member","kind":"year","zh":"出生年份","en":"Year of birth","hintZh":"如 1958","hintEn":"e.g. 1958","sensitive":false,"purposes":["service","care","emergency"],"shownOn":[],"counts":true,"off":false,"measures":[]},
  {"key":"contact","what":"field","level":"member","kind":"text","zh":"联系方式","en":"How to reach","hintZh":"如 微信同手机，晚七点后方便","hintEn":"e.g. text first, after 7 pm","sensitive":false,"purposes":["service","emergency"],"shownOn":["complaint","inquiry","repair","suggestion","order"],"counts":true,"off":false,"measures":[]},
  {"key":"background","what":"field","level":"household","kind":"text","zh":"家庭背景","en":"Family background","hintZh":"如 三代同住，2019 年入住","hintEn":"e.g. three generations, here since 2019","sensitive":false,"purposes":["service","care"],"shownOn":["suggestion","order"],"counts":true,"off":false,"measures":[]},
  {"key":"industry","what":"field","level":"adult","kind":"text","zh":"工作行业","en":"Line of work","hintZh":"如 教育、航运","hintEn":"e.g. teaching, shipping","sensitive":false,"purposes":["service","care"],"shownOn":["suggestion"],"counts":true,"off":false,"measures":[]},
  {"key":"habits","what":"field","level":"household","kind":"text","zh":"生活习惯","en":"Living habits","hintZh":"如 午间 1 点到 2 点休息","hintEn":"e.g. rest from 1 to 2 pm","sensitive":false,"purposes":["service"],"shownOn":["complaint","repair","order"],"counts":true,"off":false,"measures":[]},
  {"key":"food","what":"field","level":"household","kind":"text","zh":"饮食偏爱","en":"Food preferences","hintZh":"如 清淡，不吃辣","hintEn":"e.g. mild, nothing hot","sensitive":false,"purposes":["service","care"],"shownOn":["order"],"counts":true,"off":false,"measures":[]},
  {"key":"hobbies","what":"field","level":"household","kind":"text","zh":"娱乐及运动爱好","en":"Entertainment and sports","hintZh":"如 太极、羽毛球","hintEn":"e.g. tai chi, badminton","sensitive":false,"purposes":["service","care"],"shownOn":["order","suggestion"],"counts":true,"off":false,"measures":[]},
  {"key":"health","what":"field","level":"member","kind":"text","zh":"身体情况","en":"Physical condition","hintZh":"只写希望我们照顾到的，如 膝盖不便，上下楼慢","hintEn":"only what you want us to heed, e.g. weak knees, slow on stairs","sensitive":true,"purposes":["service","emergency","care"],"shownOn":["repair","order","complaint"],"counts":false,"off":false,"measures":[]},
  {"key":"business","what":"field","level":"household","kind":"text","zh":"商务要求","en":"Business wishes","hintZh":"如 常收大件快递，需要发票抬头","hintEn":"e.g. large parcels, invoices to a company","sensitive":false,"purposes":["service"],"shownOn":["order","inquiry"],"counts":true,"off":false,"measures":[]},
  {"key":"elderly_alone","what":"flag","level":"household","kind":"yesno","zh":"老人独居","en":"Elderly person living alone","hintZh":"","hintEn":"","sensitive":true,"purposes":["service","emergency","care"],"shownOn":[],"counts":false,"off":false,"measures":[
    {"kinds":["complaint","repair","order"],"zh":"上门前先打电话，敲门后多等一会儿；搬抬、登高由我们做；离开前问一句还需要什么","en":"Call before coming and wait longer at the door; do the lifting and climbing yourself; before leaving ask what else is needed"}]},
  {"key":"disabled","what":"flag","level":"household","kind":"yesno","zh":"有行动不便或残障成员","en":"A member with a disability","hintZh":"","hintEn":"","sensitive":true,"purposes":["service","emergency","care"],"shownOn":[],"counts":false,"off":false,"measures":[
    {"kinds":["complaint","inquiry","repair","suggestion","order"],"zh":"上门办理与签字，不请到前台来；先确认电梯与无障碍通道可用","en":"Do it at their door, signature included; first make sure the lift and the step-free way work"}]},
  {"key":"infant","what":"flag","level":"household","kind":"yesno","zh":"有婴幼儿","en":"Infant at home","hintZh":"","hintEn":"","sensitive":true,"purposes":["service","care"],"shownOn":[],"counts":false,"off":false,"measures":[
    {"kinds":["repair","order"],"zh":"避开午睡时间约定上门；有粉尘、噪音的作业先说明并做好围挡；进门穿鞋套、洗手","en":"Come outside nap time; tell beforehand of dust and noise and screen them off; shoe covers on, hands washed"}]},
  {"key":"pregnant","what":"flag","level":"household","kind":"yesno","zh":"有孕产妇","en":"Pregnancy or new mother","hintZh":"","hintEn":"","sensitive":true,"purposes":["service","emergency","care"],"shownOn":[],"counts":false,"off":false,"measures":[
    {"kinds":["repair","order"],"zh":"不用有气味的涂料和药剂；必须用时先征得同意并另约时间","en":"Use no paint or agent that smells; where it must be, ask first and agree another time"}]},
  {"key":"pets","what":"flag","level":"household","kind":"yesno","zh":"养有宠物","en":"Pets at home","hintZh":"","hintEn":"","sensitive":false,"purposes":["service"],"shownOn":[],"counts":false,"off":false,"measures":[
    {"kinds":["repair","order"],"zh":"进门前请主人牵好宠物；消杀、投药提前一天告知","en":"Ask the owner to hold the pet before you go in; tell of pest control a day before"}]},
  {"key":"night_work","what":"flag","level":"household","kind":"yesno","zh":"有夜班成员","en":"Somebody works nights","hintZh":"","hintEn":"","sensitive":false,"purposes":["service"],"shownOn":[],"counts":false,"off":false,"measures":[
    {"kinds":["complaint","inquiry","repair","suggestion","order"],"zh":"上午不打电话、不安排有噪音的作业，改在下午联系","en":"No calls and no noisy work in the morning; get in touch in the afternoon"}]}
]}', 'S1-14..21, S3-31', 'seed', '2020-01-01T00:00:00Z');
