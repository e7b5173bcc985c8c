-- Parking (S4): lots, spaces, permits, waiting list, tariffs, stays and their money. Plates stand sealed and under the
-- estate's blind index; a stay's plate is forgotten after the rule's days (F-13).
-- `ground` says whose it is: planned (sold or let by agreement), common (all owners': income is public income, C-15),
-- civil_defence (no sale, lease of at most a year). `gates` NULL: every gate leads to the lot.
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
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_lot_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_lot_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT parking_lot_name_key UNIQUE (estate_id, name),
  CONSTRAINT parking_lot_ground_check CHECK (ground IN ('planned', 'common', 'civil_defence')),
  CONSTRAINT parking_lot_visitor_check CHECK (visitor_spaces >= 0)
);
SELECT app.distribute('parking_lot');

-- One space, or an area for `capacity` motorcycles, e-bikes or bicycles.
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
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_space_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_space_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot (estate_id, id),
  CONSTRAINT parking_space_number_key UNIQUE (estate_id, lot_id, number),
  CONSTRAINT parking_space_ground_check CHECK (ground IN ('planned', 'common', 'civil_defence')),
  CONSTRAINT parking_space_use_check CHECK (use IN ('car', 'accessible', 'ev', 'motorcycle', 'ebike', 'bicycle')),
  CONSTRAINT parking_space_former_check CHECK (former_use IN ('planned', 'road', 'vacant', 'building')),
  CONSTRAINT parking_space_capacity_check CHECK (capacity > 0),
  CONSTRAINT parking_space_state_check CHECK (state IN ('usable', 'closed', 'removed'))
);
SELECT app.distribute('parking_space');

-- A right to park: sale, gift or lease of spaces, a month without a fixed space, or a visitor's. `spaces` cars of it may
-- be inside at a time. `until_at` NULL: for good (sale, gift). `holder` is sealed and only of who has no unit here.
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
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  public_income boolean NOT NULL,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  version integer NOT NULL DEFAULT 1,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_permit_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_permit_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot (estate_id, id),
  CONSTRAINT parking_permit_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT parking_permit_kind_check CHECK (kind IN ('sale', 'gift', 'lease', 'monthly', 'outside', 'visitor')),
  CONSTRAINT parking_permit_period_check CHECK (until_at IS NULL OR from_at < until_at),
  CONSTRAINT parking_permit_spaces_check CHECK (spaces > 0),
  CONSTRAINT parking_permit_price_check CHECK (price >= 0)
);
SELECT app.distribute('parking_permit');
CREATE INDEX parking_permit_unit_idx ON parking_permit (estate_id, unit_id);
CREATE INDEX parking_permit_live_idx ON parking_permit (estate_id, until_at) WHERE ended_at IS NULL;

CREATE TABLE parking_permit_space (
  estate_id uuid NOT NULL,
  permit_id uuid NOT NULL,
  space_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  CONSTRAINT parking_permit_space_pkey PRIMARY KEY (estate_id, permit_id, space_id),
  CONSTRAINT parking_permit_space_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit (estate_id, id),
  CONSTRAINT parking_permit_space_space_fkey FOREIGN KEY (estate_id, space_id) REFERENCES parking_space (estate_id, id),
  CONSTRAINT parking_permit_space_period_check CHECK (until_at IS NULL OR from_at <= until_at)
);
SELECT app.distribute('parking_permit_space');
CREATE INDEX parking_permit_space_idx ON parking_permit_space (estate_id, space_id);

CREATE TABLE parking_permit_car (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  permit_id uuid NOT NULL,
  plate_blind bytea NOT NULL,
  plate_sealed bytea NOT NULL,
  vehicle_id uuid,
  added_at timestamptz NOT NULL,
  added_by text NOT NULL,
  removed_at timestamptz,
  removed_by text,
  CONSTRAINT parking_permit_car_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_permit_car_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit (estate_id, id)
);
SELECT app.distribute('parking_permit_car');
CREATE UNIQUE INDEX parking_permit_car_key ON parking_permit_car (estate_id, permit_id, plate_blind) WHERE removed_at IS NULL;
CREATE INDEX parking_permit_car_plate_idx ON parking_permit_car (estate_id, plate_blind) WHERE removed_at IS NULL;

-- Months that are due of a permit: one charge each.
CREATE TABLE parking_permit_due (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  permit_id uuid NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  amount bigint NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_permit_due_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_permit_due_key UNIQUE (estate_id, permit_id, from_at),
  CONSTRAINT parking_permit_due_permit_fkey FOREIGN KEY (estate_id, permit_id) REFERENCES parking_permit (estate_id, id)
);
SELECT app.distribute('parking_permit_due');

-- F-05: households that wait for a space, in the order of the stated rule.
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
  asked_at timestamptz NOT NULL,
  made_by text NOT NULL,
  state text NOT NULL,
  offered_space uuid,
  offered_at timestamptz,
  offered_until timestamptz,
  done_at timestamptz,
  done_by text,
  reason text,
  permit_id uuid,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_wait_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_wait_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT parking_wait_use_check CHECK (use IN ('car', 'accessible', 'ev', 'motorcycle', 'ebike', 'bicycle')),
  CONSTRAINT parking_wait_state_check CHECK (state IN ('waiting', 'offered', 'taken', 'withdrawn', 'lapsed'))
);
SELECT app.distribute('parking_wait');
CREATE UNIQUE INDEX parking_wait_open_key ON parking_wait (estate_id, unit_id, use) WHERE state IN ('waiting', 'offered');
CREATE INDEX parking_wait_asked_idx ON parking_wait (estate_id, asked_at);

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
  made_at timestamptz NOT NULL,
  published_by text,
  published_at timestamptz,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_tariff_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_tariff_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot (estate_id, id),
  CONSTRAINT parking_tariff_state_check CHECK (state IN ('draft', 'published', 'withdrawn')),
  CONSTRAINT parking_tariff_published_check CHECK (state <> 'published' OR effective_on IS NOT NULL)
);
SELECT app.distribute('parking_tariff');
CREATE UNIQUE INDEX parking_tariff_day_key ON parking_tariff (estate_id, lot_id, effective_on) WHERE state = 'published';

-- A car's stay, opened and closed by passages. It may lack its entry or its exit: real input is dirty (`flags`).
-- `by_day`: what its fee took of each local day, for the cap over a day's entries. Plates NULL after the rule's days.
CREATE TABLE parking_stay (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  lot_id uuid NOT NULL,
  plate_blind bytea,
  plate_sealed bytea,
  class text NOT NULL,
  nev boolean NOT NULL DEFAULT false,
  disabled boolean NOT NULL DEFAULT false,
  entered_at timestamptz,
  entry_event uuid,
  entry_lane uuid,
  entry_gate uuid,
  entry_picture uuid,
  left_at timestamptz,
  exit_event uuid,
  exit_lane uuid,
  exit_gate uuid,
  exit_picture uuid,
  right_kind text,
  permit_id uuid,
  state text NOT NULL,
  flags text[] NOT NULL DEFAULT '{}',
  coupon_minutes integer NOT NULL DEFAULT 0,
  coupon_amount bigint NOT NULL DEFAULT 0,
  fee bigint,
  by_day jsonb NOT NULL DEFAULT '{}',
  waived bigint NOT NULL DEFAULT 0,
  note text,
  joined_into uuid,
  sort_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_stay_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_stay_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot (estate_id, id),
  CONSTRAINT parking_stay_class_check CHECK (class IN ('small', 'big', 'motorcycle')),
  CONSTRAINT parking_stay_state_check CHECK (state IN ('inside', 'left', 'lost', 'joined')),
  CONSTRAINT parking_stay_times_check CHECK (entered_at IS NOT NULL OR left_at IS NOT NULL),
  CONSTRAINT parking_stay_order_check CHECK (entered_at IS NULL OR left_at IS NULL OR entered_at <= left_at)
);
SELECT app.distribute('parking_stay');
CREATE INDEX parking_stay_plate_idx ON parking_stay (estate_id, plate_blind, sort_at);
CREATE INDEX parking_stay_inside_idx ON parking_stay (estate_id, lot_id, entered_at) WHERE state = 'inside';
CREATE INDEX parking_stay_sort_idx ON parking_stay (estate_id, sort_at);

-- Passages that were heard, each once; a passage changes at most the stay it names.
CREATE TABLE parking_heard (
  estate_id uuid NOT NULL,
  event_id uuid NOT NULL,
  plate_blind bytea,
  happened_at timestamptz NOT NULL,
  direction text NOT NULL,
  did text NOT NULL,
  stay_id uuid,
  heard_at timestamptz NOT NULL,
  CONSTRAINT parking_heard_pkey PRIMARY KEY (estate_id, event_id)
);
SELECT app.distribute('parking_heard');
CREATE INDEX parking_heard_plate_idx ON parking_heard (estate_id, plate_blind, happened_at);

-- The booth's money of one person, from opening to the counted and frozen hand-over.
CREATE TABLE parking_shift (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  booth text NOT NULL,
  account_id text NOT NULL,
  name text NOT NULL,
  opened_at timestamptz NOT NULL,
  float_cash bigint NOT NULL,
  closed_at timestamptz,
  system_cash bigint,
  counted_cash bigint,
  totals jsonb,
  reason text,
  handed_to text,
  day date,
  CONSTRAINT parking_shift_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_shift_counts_check CHECK (float_cash >= 0 AND (counted_cash IS NULL OR counted_cash >= 0)),
  CONSTRAINT parking_shift_reason_check CHECK (closed_at IS NULL OR counted_cash = system_cash OR reason IS NOT NULL)
);
SELECT app.distribute('parking_shift');
CREATE UNIQUE INDEX parking_shift_open_key ON parking_shift (estate_id, account_id) WHERE closed_at IS NULL;
CREATE INDEX parking_shift_opened_idx ON parking_shift (estate_id, opened_at);

-- Each fee of a stay: what it was reckoned from, what was charged and paid, or why it was let off.
CREATE TABLE parking_fee (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  stay_id uuid NOT NULL,
  kind text NOT NULL,
  until_at timestamptz NOT NULL,
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
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_fee_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_fee_stay_fkey FOREIGN KEY (estate_id, stay_id) REFERENCES parking_stay (estate_id, id),
  CONSTRAINT parking_fee_kind_check CHECK (kind IN ('paid', 'owed', 'waived')),
  CONSTRAINT parking_fee_amount_check CHECK (amount >= 0),
  CONSTRAINT parking_fee_reason_check CHECK (kind <> 'waived' OR reason IS NOT NULL)
);
SELECT app.distribute('parking_fee');
CREATE INDEX parking_fee_stay_idx ON parking_fee (estate_id, stay_id);
CREATE INDEX parking_fee_made_idx ON parking_fee (estate_id, made_at);
CREATE INDEX parking_fee_shift_idx ON parking_fee (estate_id, shift_id);

-- A slip to be paid by code: at the booth or from a phone; it runs out, and is confirmed by who sees the money come.
CREATE TABLE parking_slip (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  stay_id uuid NOT NULL,
  amount bigint NOT NULL,
  account_id uuid,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  until_at timestamptz NOT NULL,
  paid_at timestamptz,
  fee_id uuid,
  receipt_id uuid,
  reference text,
  CONSTRAINT parking_slip_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_slip_stay_fkey FOREIGN KEY (estate_id, stay_id) REFERENCES parking_stay (estate_id, id)
);
SELECT app.distribute('parking_slip');
CREATE INDEX parking_slip_stay_idx ON parking_slip (estate_id, stay_id);
CREATE INDEX parking_slip_open_idx ON parking_slip (estate_id, until_at) WHERE paid_at IS NULL;

-- A day that is closed: its sums do not change any more.
CREATE TABLE parking_day (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  totals jsonb NOT NULL,
  note text,
  closed_by text NOT NULL,
  closed_at timestamptz NOT NULL,
  CONSTRAINT parking_day_pkey PRIMARY KEY (estate_id, day)
);
SELECT app.distribute('parking_day');

-- S4-07: a dispute and what belongs to it. Names and numbers of the parties are sealed.
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
  made_at timestamptz NOT NULL,
  closed_by text,
  closed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT parking_dispute_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_dispute_number_key UNIQUE (estate_id, number),
  CONSTRAINT parking_dispute_kind_check CHECK (kind IN ('fee', 'space', 'damage', 'other')),
  CONSTRAINT parking_dispute_state_check CHECK (state IN ('open', 'mediating', 'settled', 'closed')),
  CONSTRAINT parking_dispute_result_check CHECK (state NOT IN ('settled', 'closed') OR result IS NOT NULL)
);
SELECT app.distribute('parking_dispute');
CREATE INDEX parking_dispute_made_idx ON parking_dispute (estate_id, made_at);
CREATE INDEX parking_dispute_stay_idx ON parking_dispute (estate_id, stay_id);

CREATE TABLE parking_dispute_entry (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  dispute_id uuid NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  files uuid[] NOT NULL DEFAULT '{}',
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_dispute_entry_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_dispute_entry_dispute_fkey FOREIGN KEY (estate_id, dispute_id) REFERENCES parking_dispute (estate_id, id),
  CONSTRAINT parking_dispute_entry_kind_check CHECK (kind IN ('statement', 'evidence', 'mediation', 'result', 'closure'))
);
SELECT app.distribute('parking_dispute_entry');
CREATE INDEX parking_dispute_entry_idx ON parking_dispute_entry (estate_id, dispute_id, made_at);

-- C-15: what comes in for the use of common ground belongs to the owners.
ALTER TABLE ledger_charge ADD COLUMN public_income boolean NOT NULL DEFAULT false;
