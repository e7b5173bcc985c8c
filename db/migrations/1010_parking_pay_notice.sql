-- Money that a payment service says has come: told once by its own reference, matched with a slip by the number in
-- the payee's code, or left open with the reason until the cashier matches it or writes where the money went.
CREATE TABLE parking_pay_notice (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  reference text NOT NULL,
  slip_number text,
  amount bigint NOT NULL,
  way text NOT NULL,
  paid_at timestamptz NOT NULL,
  note text,
  told_by text NOT NULL,
  told_at timestamptz NOT NULL,
  state text NOT NULL,
  why text,
  slip_id uuid,
  settled_by text,
  settled_at timestamptz,
  settled_reason text,
  CONSTRAINT parking_pay_notice_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_pay_notice_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT parking_pay_notice_reference_key UNIQUE (estate_id, reference),
  CONSTRAINT parking_pay_notice_amount_check CHECK (amount > 0),
  CONSTRAINT parking_pay_notice_way_check CHECK (way IN ('wechat', 'alipay', 'pos', 'transfer', 'other')),
  CONSTRAINT parking_pay_notice_state_check CHECK (state IN ('matched', 'open', 'dismissed')),
  CONSTRAINT parking_pay_notice_why_check CHECK (why IS NULL OR why IN ('no_number', 'unknown', 'paid', 'amount', 'late', 'changed')),
  CONSTRAINT parking_pay_notice_open_check CHECK (state <> 'open' OR why IS NOT NULL),
  CONSTRAINT parking_pay_notice_matched_check CHECK (state <> 'matched' OR slip_id IS NOT NULL),
  CONSTRAINT parking_pay_notice_dismissed_check CHECK (state <> 'dismissed' OR settled_reason IS NOT NULL)
);
SELECT app.distribute('parking_pay_notice');
CREATE INDEX parking_pay_notice_told_idx ON parking_pay_notice (estate_id, told_at);
CREATE INDEX parking_pay_notice_open_idx ON parking_pay_notice (estate_id, told_at) WHERE state = 'open';
CREATE INDEX parking_slip_number_idx ON parking_slip (estate_id, number);
