-- Tickets with their promises, pauses, course and alarms. Classes and promise table are rule_set rows (0601).

-- Ticket numbers come in blocks, so that no creation waits for another; gaps are allowed.
CREATE TABLE ticket_number (
  estate_id uuid NOT NULL,
  next bigint NOT NULL,
  CONSTRAINT ticket_number_pkey PRIMARY KEY (estate_id)
);
SELECT app.distribute('ticket_number');

-- The complainant's name and phone are sealed with the estate's key. accused_unit_id is who is complained of: apart
-- from the complainant, whom he never sees unless reveal_to_accused. due_at is the earliest open promise.
CREATE TABLE ticket (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  kind text NOT NULL,
  class text NOT NULL,
  subtype text,
  severity text NOT NULL DEFAULT 'normal',
  state text NOT NULL DEFAULT 'received',
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
  received_at timestamptz NOT NULL,
  device_time timestamptz,
  office_at timestamptz,
  taken_at timestamptz,
  arrived_at timestamptz,
  handled_at timestamptz,
  signed_at timestamptz,
  closed_at timestamptz,
  consented_at timestamptz,
  quoted_fee bigint,
  postponed boolean NOT NULL DEFAULT false,
  paused boolean NOT NULL DEFAULT false,
  round integer NOT NULL DEFAULT 1,
  due_at timestamptz,
  due_clock text,
  due_soon_at timestamptz,
  late boolean NOT NULL DEFAULT false,
  joined_to uuid,
  grams tsvector NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT ticket_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ticket_number_key UNIQUE (estate_id, number),
  CONSTRAINT ticket_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT ticket_accused_fkey FOREIGN KEY (estate_id, accused_unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT ticket_kind_check CHECK (kind IN ('complaint', 'inquiry', 'repair', 'suggestion', 'order')),
  CONSTRAINT ticket_state_check CHECK (state IN ('received', 'taken', 'arrived', 'handled', 'closed')),
  CONSTRAINT ticket_severity_check CHECK (severity IN ('normal', 'major')),
  CONSTRAINT ticket_outcome_check CHECK (outcome IS NULL OR outcome IN ('satisfied', 'answered', 'refused')),
  CONSTRAINT ticket_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL AND outcome IS NOT NULL))
);
SELECT app.distribute('ticket');
CREATE INDEX ticket_open_idx ON ticket (estate_id, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX ticket_assignee_idx ON ticket (estate_id, assignee_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX ticket_unit_idx ON ticket (estate_id, unit_id, id);
CREATE INDEX ticket_requester_idx ON ticket (estate_id, requester_account_id, id) WHERE requester_account_id IS NOT NULL;
CREATE INDEX ticket_grams_idx ON ticket USING gin (grams);

-- One clock of a ticket. unit, amount and frames are copied from the rule: a later rule does not change a promise.
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
  frame_days text NOT NULL DEFAULT 'all',
  chosen boolean NOT NULL DEFAULT false,
  max integer,
  over_policy text NOT NULL DEFAULT 'refuse',
  soon_minutes integer NOT NULL,
  escalate_minutes integer NOT NULL,
  start_at timestamptz NOT NULL,
  due_at timestamptz,
  unpublished_year integer,
  set_at timestamptz,
  set_reason text,
  approved_by uuid,
  postponed_from timestamptz,
  met_at timestamptz,
  stopped_at timestamptz,
  stop_reason text,
  next_alarm_at timestamptz,
  next_alarm text,
  CONSTRAINT ticket_promise_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_promise_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_promise_clock_check CHECK (clock IN ('reply', 'arrive', 'resolve', 'feedback', 'threeMinute')),
  CONSTRAINT ticket_promise_unit_check CHECK (unit IN ('minutes', 'days24', 'workingDays'))
);
SELECT app.distribute('ticket_promise');
CREATE INDEX ticket_promise_alarm_idx ON ticket_promise (next_alarm_at) WHERE next_alarm_at IS NOT NULL;
CREATE INDEX ticket_promise_year_idx ON ticket_promise (unpublished_year) WHERE unpublished_year IS NOT NULL;

CREATE TABLE ticket_pause (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz,
  reason text NOT NULL,
  note text,
  by_name text NOT NULL,
  CONSTRAINT ticket_pause_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_pause_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_pause_order_check CHECK (to_at IS NULL OR to_at >= from_at)
);
SELECT app.distribute('ticket_pause');

-- The course of a ticket as people read it, in the order of its versions; the audit holds the same acts sealed.
CREATE TABLE ticket_event (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  seq integer NOT NULL,
  at timestamptz NOT NULL,
  device_time timestamptz,
  act text NOT NULL,
  by_id uuid,
  by_name text NOT NULL,
  text text,
  data jsonb,
  CONSTRAINT ticket_event_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_event_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id)
);
SELECT app.distribute('ticket_event');

CREATE TABLE ticket_file (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  file_id uuid NOT NULL,
  use text NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT ticket_file_pkey PRIMARY KEY (estate_id, ticket_id, file_id),
  CONSTRAINT ticket_file_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_file_use_check CHECK (use IN ('photo', 'signature', 'paper'))
);
SELECT app.distribute('ticket_file');

-- SX-09: who was told what and when; to_account_id is null when the roster names nobody. The message carries the
-- attempts on each channel and the answer.
CREATE TABLE ticket_alarm (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  promise_id uuid,
  stage text NOT NULL,
  at timestamptz NOT NULL,
  due_at timestamptz,
  to_account_id uuid,
  to_name text,
  message_id uuid,
  CONSTRAINT ticket_alarm_pkey PRIMARY KEY (estate_id, ticket_id, id),
  CONSTRAINT ticket_alarm_once_key UNIQUE NULLS NOT DISTINCT (estate_id, ticket_id, promise_id, stage),
  CONSTRAINT ticket_alarm_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_alarm_stage_check CHECK (stage IN ('told', 'soon', 'due', 'escalated'))
);
SELECT app.distribute('ticket_alarm');
