-- The one place where money rows are made. Rows are only added: a correction is a new row with the opposite sign.
-- amount and unit_price in fen, quantity in 0.01 of the unit.
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
  made_at timestamptz NOT NULL,
  CONSTRAINT ledger_charge_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ledger_charge_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT ledger_charge_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT ledger_charge_reverses_fkey FOREIGN KEY (estate_id, reverses) REFERENCES ledger_charge (estate_id, id),
  CONSTRAINT ledger_charge_reverses_key UNIQUE (estate_id, reverses),
  CONSTRAINT ledger_charge_source_key UNIQUE (estate_id, source, source_id),
  CONSTRAINT ledger_charge_sign_check CHECK (amount <> 0 AND (amount < 0) = (reverses IS NOT NULL)),
  CONSTRAINT ledger_charge_reason_check CHECK (reverses IS NULL OR reason IS NOT NULL)
);
SELECT app.distribute('ledger_charge');
CREATE INDEX ledger_charge_unit_idx ON ledger_charge (estate_id, unit_id, made_at);
CREATE INDEX ledger_charge_made_idx ON ledger_charge (estate_id, made_at);

-- amount is what was paid in, negative for a refund; tendered is what was handed over in cash.
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
  made_at timestamptz NOT NULL,
  CONSTRAINT ledger_payment_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ledger_payment_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT ledger_payment_refunds_fkey FOREIGN KEY (estate_id, refunds) REFERENCES ledger_payment (estate_id, id),
  CONSTRAINT ledger_payment_refunds_key UNIQUE (estate_id, refunds),
  CONSTRAINT ledger_payment_way_check CHECK (way IN ('cash', 'pos', 'wechat', 'alipay', 'transfer', 'other')),
  CONSTRAINT ledger_payment_sign_check CHECK (amount <> 0 AND (amount < 0) = (refunds IS NOT NULL)),
  CONSTRAINT ledger_payment_tendered_check CHECK (tendered IS NULL OR (way = 'cash' AND tendered >= amount)),
  CONSTRAINT ledger_payment_reason_check CHECK (refunds IS NULL OR reason IS NOT NULL)
);
SELECT app.distribute('ledger_payment');
CREATE INDEX ledger_payment_made_idx ON ledger_payment (estate_id, made_at);

-- Which part of a payment settles which charge; the parts of a payment sum to it.
CREATE TABLE ledger_share (
  estate_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  charge_id uuid NOT NULL,
  amount bigint NOT NULL,
  CONSTRAINT ledger_share_pkey PRIMARY KEY (estate_id, payment_id, charge_id),
  CONSTRAINT ledger_share_payment_fkey FOREIGN KEY (estate_id, payment_id) REFERENCES ledger_payment (estate_id, id),
  CONSTRAINT ledger_share_charge_fkey FOREIGN KEY (estate_id, charge_id) REFERENCES ledger_charge (estate_id, id),
  CONSTRAINT ledger_share_amount_check CHECK (amount <> 0)
);
SELECT app.distribute('ledger_share');
CREATE INDEX ledger_share_charge_idx ON ledger_share (estate_id, charge_id);

-- The counter of a year's receipts: taken last in the transaction and given back when it fails, so no number is left out.
CREATE TABLE ledger_counter (
  estate_id uuid NOT NULL,
  kind text NOT NULL,
  year integer NOT NULL,
  last bigint NOT NULL,
  CONSTRAINT ledger_counter_pkey PRIMARY KEY (estate_id, kind, year)
);
SELECT app.distribute('ledger_counter');

CREATE TABLE ledger_receipt (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  payment_id uuid NOT NULL,
  year integer NOT NULL,
  number bigint NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT ledger_receipt_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT ledger_receipt_number_key UNIQUE (estate_id, year, number),
  CONSTRAINT ledger_receipt_payment_key UNIQUE (estate_id, payment_id),
  CONSTRAINT ledger_receipt_payment_fkey FOREIGN KEY (estate_id, payment_id) REFERENCES ledger_payment (estate_id, id)
);
SELECT app.distribute('ledger_receipt');

-- Each time a receipt was printed; the paper says which copy it is.
CREATE TABLE ledger_print (
  estate_id uuid NOT NULL,
  receipt_id uuid NOT NULL,
  copy integer NOT NULL,
  paper text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT ledger_print_pkey PRIMARY KEY (estate_id, receipt_id, copy),
  CONSTRAINT ledger_print_receipt_fkey FOREIGN KEY (estate_id, receipt_id) REFERENCES ledger_receipt (estate_id, id),
  CONSTRAINT ledger_print_paper_check CHECK (paper IN ('half-A4', '80mm', 'A4'))
);
SELECT app.distribute('ledger_print');
