-- S6-45: proof of place at check-in, signs of presence, hand-over that both confirm, and what a device learnt without network.
ALTER TABLE post ADD COLUMN presence_minutes integer;
ALTER TABLE post ADD COLUMN demands text[] NOT NULL DEFAULT '{}';
ALTER TABLE post ADD CONSTRAINT post_presence_check CHECK (presence_minutes IS NULL OR presence_minutes >= 0);
ALTER TABLE post ADD CONSTRAINT post_demands_check CHECK (demands <@ ARRAY['neighbourhood', 'company', 'brigade', 'subject_unit']);
ALTER TABLE presence ADD COLUMN in_proof text;
ALTER TABLE presence ADD COLUMN signed_at timestamptz;
ALTER TABLE presence ADD COLUMN in_learned_at timestamptz;
ALTER TABLE presence ADD COLUMN out_learned_at timestamptz;
ALTER TABLE presence ADD COLUMN matters text[] NOT NULL DEFAULT '{}';
ALTER TABLE presence ADD COLUMN reason text;
ALTER TABLE presence ADD CONSTRAINT presence_proof_check CHECK (in_proof IN ('qr', 'digits', 'nfc', 'printed'));
ALTER TABLE vacancy ADD COLUMN settled text;
ALTER TABLE vacancy ADD COLUMN settled_reason text;
ALTER TABLE vacancy ADD COLUMN learned_at timestamptz;
ALTER TABLE vacancy ADD CONSTRAINT vacancy_settled_check CHECK (settled IN ('attended', 'entered', 'changed'));

-- A sign of presence during a turn: a tap on the post's tablet or another reading of its code.
CREATE TABLE presence_sign (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  presence_id uuid NOT NULL,
  at timestamptz NOT NULL,
  proof text,
  learned_at timestamptz,
  CONSTRAINT presence_sign_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT presence_sign_presence_fkey FOREIGN KEY (estate_id, presence_id) REFERENCES presence (estate_id, id),
  CONSTRAINT presence_sign_proof_check CHECK (proof IN ('qr', 'digits', 'nfc', 'printed'))
);
SELECT app.distribute('presence_sign');
CREATE INDEX presence_sign_presence_idx ON presence_sign (estate_id, presence_id, at);

-- A tablet that shows a post's code: paired by a number that holds ten minutes, its secret sealed, never shown again.
CREATE TABLE post_display (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  secret bytea NOT NULL,
  pair_blind bytea,
  pair_until timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  paired_by text,
  paired_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT post_display_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_display_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post (estate_id, id)
);
SELECT app.distribute('post_display');
CREATE INDEX post_display_post_idx ON post_display (estate_id, post_id);
CREATE UNIQUE INDEX post_display_pair_key ON post_display (estate_id, pair_blind) WHERE pair_blind IS NOT NULL;

-- A mark that stands at a post: an NFC tag's number, or the words of a printed code; found by blind index.
CREATE TABLE post_mark (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  post_id uuid NOT NULL,
  kind text NOT NULL,
  blind bytea NOT NULL,
  sealed bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT post_mark_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT post_mark_post_fkey FOREIGN KEY (estate_id, post_id) REFERENCES post (estate_id, id),
  CONSTRAINT post_mark_blind_key UNIQUE (estate_id, blind),
  CONSTRAINT post_mark_kind_check CHECK (kind IN ('nfc', 'printed'))
);
SELECT app.distribute('post_mark');
CREATE INDEX post_mark_post_idx ON post_mark (estate_id, post_id);

-- presenceMinutes: how often somebody at a post that has a tablet or a mark shows that he is there (0: never);
-- codeSeconds: how long the tablet's code stands; graceSeconds: how long it still holds after that;
-- liveSeconds: what is sent later than this counts from the device's time; pairMinutes: how long a pairing number holds.
INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, effective_until, body, source, made_by, made_at) VALUES
  ('03000000-0000-7000-8000-000000000320', 'roster.presence', 'CN', NULL, NULL, '2020-01-01', NULL,
   '{"presenceMinutes":60,"codeSeconds":30,"graceSeconds":30,"liveSeconds":60,"pairMinutes":10}', 'S6-45，数值为安居默认', 'seed', '2020-01-01T00:00:00Z');
