-- F-11: a household asks for a charger at its fixed space; the office answers within the rule's working days, refuses
-- only for a reason of the rule's list, looks at the site, and records what stands there ("one meter per space").
-- Electric power in watts. `answer_by`: the first instant that is late; NULL while that year's calendar is not published.
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
  asked_at timestamptz NOT NULL,
  answer_by timestamptz,
  state text NOT NULL,
  conditions text,
  refusal text,
  refusal_text text,
  refusal_paper text,
  answered_by text,
  answered_at timestamptz,
  check_passed boolean,
  check_note text,
  check_photo uuid,
  checked_by text,
  checked_at timestamptz,
  installed_on date,
  meter_number text,
  power_paper text,
  installer text,
  ended_by text,
  ended_at timestamptz,
  reminded_at timestamptz,
  late_told_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_charger_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_charger_number_key UNIQUE (estate_id, number),
  CONSTRAINT parking_charger_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT parking_charger_space_fkey FOREIGN KEY (estate_id, space_id) REFERENCES parking_space (estate_id, id),
  CONSTRAINT parking_charger_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit (estate_id, id),
  CONSTRAINT parking_charger_state_check CHECK (state IN ('filed', 'accepted', 'refused', 'checked', 'installed', 'withdrawn')),
  CONSTRAINT parking_charger_meter_check CHECK (meter IN ('own', 'shared')),
  CONSTRAINT parking_charger_watts_check CHECK (watts > 0),
  CONSTRAINT parking_charger_refusal_check CHECK ((state = 'refused') = (refusal IS NOT NULL))
);
SELECT app.distribute('parking_charger');
CREATE UNIQUE INDEX parking_charger_open_key ON parking_charger (estate_id, space_id) WHERE state IN ('filed', 'accepted', 'checked');
CREATE INDEX parking_charger_unit_idx ON parking_charger (estate_id, unit_id);
CREATE INDEX parking_charger_due_idx ON parking_charger (answer_by) WHERE state = 'filed';

-- The law names the duty to cooperate, not the days: they are the house's until a jurisdiction says its own.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('09620000-0000-7000-8000-000000000001', 'parking.charger', 'CN', NULL, NULL, '2020-01-01', NULL, '{"answerWorkingDays":10,"remindWorkingDays":2,"fixedMonths":12,"refusals":[{"code":"not_fixed","paper":false,"zh":"不是固定车位（自有，或租期一年以上）","en":"Not a fixed space (own, or let for a year or more)"},{"code":"capacity","paper":true,"zh":"供电企业书面认定供电容量不足，且暂不能增容","en":"The power company states in writing that there is no capacity and none can be added for now"},{"code":"fire","paper":true,"zh":"影响消防车通道、登高操作场地、安全出口或消防设施","en":"It would stand in a fire lane, a rescue area, a way out or fire equipment"},{"code":"structure","paper":true,"zh":"危及建筑结构或人防工程安全（有书面鉴定）","en":"It endangers the building or the civil-defence works (stated in writing)"}]}', 'F-11', 'seed', '2020-01-01T00:00:00Z');
