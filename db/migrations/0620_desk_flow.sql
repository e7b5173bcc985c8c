-- What the desk tells at intake, callers found by the last four digits, repeats of one matter, joined tickets and links.

-- S8-10: the promise in the words in which the customer was told it, {"zh","en"}; null when nothing was promised.
ALTER TABLE ticket ADD COLUMN told jsonb;
ALTER TABLE ticket ADD COLUMN phone_tail bytea;
-- How often the customer came back on the same matter.
ALTER TABLE ticket ADD COLUMN repeats integer NOT NULL DEFAULT 0;
-- S1-34: the renovation file of the unit complained of, as free text until that room exists.
ALTER TABLE ticket ADD COLUMN renovation_ref text;
ALTER TABLE ticket DROP CONSTRAINT ticket_outcome_check;
-- joined: the matter lives on in the ticket joined_to; neither satisfied nor refused, counted there once.
ALTER TABLE ticket ADD CONSTRAINT ticket_outcome_check CHECK (outcome IS NULL OR outcome IN ('satisfied', 'answered', 'refused', 'joined'));
ALTER TABLE ticket ADD CONSTRAINT ticket_joined_check CHECK ((outcome IS NOT DISTINCT FROM 'joined') = (joined_to IS NOT NULL));
ALTER TABLE ticket ADD CONSTRAINT ticket_joined_fkey FOREIGN KEY (estate_id, joined_to) REFERENCES ticket (estate_id, id);
CREATE INDEX ticket_phone_idx ON ticket (estate_id, phone_blind) WHERE phone_blind IS NOT NULL;
CREATE INDEX ticket_tail_idx ON ticket (estate_id, phone_tail) WHERE phone_tail IS NOT NULL;
CREATE INDEX ticket_joined_idx ON ticket (estate_id, joined_to) WHERE joined_to IS NOT NULL;
CREATE INDEX ticket_first_idx ON ticket (estate_id, first_receiver_id, id) WHERE first_receiver_id IS NOT NULL;
CREATE INDEX ticket_accused_idx ON ticket (estate_id, accused_unit_id, id) WHERE accused_unit_id IS NOT NULL;

-- Tickets of one matter that stay apart: one row in each direction.
CREATE TABLE ticket_link (
  estate_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  other_id uuid NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  CONSTRAINT ticket_link_pkey PRIMARY KEY (estate_id, ticket_id, other_id),
  CONSTRAINT ticket_link_ticket_fkey FOREIGN KEY (estate_id, ticket_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_link_other_fkey FOREIGN KEY (estate_id, other_id) REFERENCES ticket (estate_id, id),
  CONSTRAINT ticket_link_self_check CHECK (ticket_id <> other_id)
);
SELECT app.distribute('ticket_link');

-- S1-38: the limit of an "other" complaint is given by its handler at acceptance.
UPDATE rule_set SET body = body || '{"mustLimit":true}'::jsonb WHERE id = '06010000-0000-7000-8000-000000000003';
