-- Merchants of the estate that let their guests park: what one coupon gives, how many a month, which share of what it let
-- off the merchant pays. A stay has at most one coupon, so that what it let off is one merchant's. Money in fen.
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
  made_at timestamptz NOT NULL,
  CONSTRAINT parking_merchant_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_merchant_name_key UNIQUE (estate_id, name),
  CONSTRAINT parking_merchant_unit_fkey FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
  CONSTRAINT parking_merchant_gives_check CHECK (minutes >= 0 AND amount >= 0 AND minutes + amount > 0),
  CONSTRAINT parking_merchant_limits_check CHECK (month_coupons > 0 AND percent BETWEEN 0 AND 100)
);
SELECT app.distribute('parking_merchant');

-- `value`: what it let off, known when the car has left; NULL while it is inside.
CREATE TABLE parking_coupon (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  merchant_id uuid NOT NULL,
  stay_id uuid NOT NULL,
  minutes integer NOT NULL,
  amount bigint NOT NULL,
  percent integer NOT NULL,
  given_by text NOT NULL,
  given_at timestamptz NOT NULL,
  value bigint,
  valued_at timestamptz,
  CONSTRAINT parking_coupon_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT parking_coupon_stay_key UNIQUE (estate_id, stay_id),
  CONSTRAINT parking_coupon_merchant_fkey FOREIGN KEY (estate_id, merchant_id) REFERENCES parking_merchant (estate_id, id),
  CONSTRAINT parking_coupon_stay_fkey FOREIGN KEY (estate_id, stay_id) REFERENCES parking_stay (estate_id, id)
);
SELECT app.distribute('parking_coupon');
CREATE INDEX parking_coupon_merchant_idx ON parking_coupon (estate_id, merchant_id, given_at);
