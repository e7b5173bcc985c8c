-- Orders are tickets of kind order; what was ordered and at which shown price stands beside the ticket.
-- The list of outcomes is the contract's; here only that a closed ticket has one (0600: ticket_closed_check).
ALTER TABLE ticket DROP CONSTRAINT ticket_outcome_check;
ALTER TABLE ticket ADD CONSTRAINT ticket_outcome_check CHECK (outcome IS NULL OR outcome <> '');

-- unit_price and amount in fen, quantity in 0.01 of the unit. amount is null until a price on site is fixed. price_id is
-- the price that was on the screen; the row never follows a later price.
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
  wanted_at timestamptz,
  quote_ticket_id uuid,
  quoted_at timestamptz,
  quoted_by text,
  agreed_at timestamptz,
  agreed_how text,
  waived_at timestamptz,
  waived_by text,
  waived_reason text,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text,
  CONSTRAINT ticket_order_pkey PRIMARY KEY (estate_id, ticket_id),
  CONSTRAINT ticket_order_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_order_quote_fkey FOREIGN KEY (estate_id, quote_ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_order_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item (estate_id, id),
  CONSTRAINT ticket_order_price_fkey FOREIGN KEY (estate_id, price_id) REFERENCES catalogue_price (estate_id, id),
  CONSTRAINT ticket_order_method_check CHECK (method IN ('fixed', 'from', 'on_site', 'free')),
  CONSTRAINT ticket_order_quantity_check CHECK (quantity > 0),
  CONSTRAINT ticket_order_amount_check CHECK (amount IS NULL OR amount >= 0),
  CONSTRAINT ticket_order_known_check CHECK (method IN ('from', 'on_site') OR amount IS NOT NULL)
);
SELECT app.distribute('ticket_order');
CREATE INDEX ticket_order_item_idx ON ticket_order (estate_id, item_id);

-- S3-109: the suggestion from which a service item was proposed, what was decided, and how the proposer was told.
CREATE TABLE ticket_proposal (
  estate_id uuid NOT NULL,
  item_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  decision text,
  reason text,
  decided_by text,
  decided_at timestamptz,
  told_at timestamptz,
  told_by text,
  told_how text,
  CONSTRAINT ticket_proposal_pkey PRIMARY KEY (estate_id, item_id),
  CONSTRAINT ticket_proposal_ticket_key UNIQUE (estate_id, ticket_id),
  CONSTRAINT ticket_proposal_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_proposal_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item (estate_id, id),
  CONSTRAINT ticket_proposal_decision_check CHECK (decision IS NULL OR decision IN ('accepted', 'declined')),
  CONSTRAINT ticket_proposal_decided_check CHECK ((decision IS NULL) = (decided_at IS NULL))
);
SELECT app.distribute('ticket_proposal');

-- S8-03: a special service is ordered from the catalogue only, with its price in sight.
UPDATE rule_set SET body = body || '{"catalogue":true}' WHERE id = '06010000-0000-7000-8000-000000000013';
