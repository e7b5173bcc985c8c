-- Bulletins: pinned, urgent, editions of a published one, what they cite. The library of rules and policies.

ALTER TABLE bulletin ADD COLUMN pinned boolean NOT NULL DEFAULT false;
ALTER TABLE bulletin ADD COLUMN urgent boolean NOT NULL DEFAULT false;
ALTER TABLE bulletin ADD COLUMN edition integer NOT NULL DEFAULT 1;
ALTER TABLE bulletin ADD COLUMN cites jsonb NOT NULL DEFAULT '[]';
ALTER TABLE bulletin_read ADD COLUMN edition integer NOT NULL DEFAULT 1;

-- A published bulletin is never overwritten: each correction keeps what stood there before.
CREATE TABLE bulletin_edition (
  estate_id uuid NOT NULL,
  bulletin_id uuid NOT NULL,
  edition integer NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  reason text NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT bulletin_edition_pkey PRIMARY KEY (estate_id, bulletin_id, edition),
  CONSTRAINT bulletin_edition_bulletin_fkey FOREIGN KEY (estate_id, bulletin_id) REFERENCES bulletin (estate_id, id)
);
SELECT app.distribute('bulletin_edition');

-- S7-18, S3-05, S7-02: rules, laws, the quality policy, the service concept, the steward service.
-- basis: [{"text": "...", "documentId": "..."}], the legal basis (S7-20). review_months 0: no regular look (S7-19).
CREATE TABLE library_document (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  code text,
  basis jsonb NOT NULL DEFAULT '[]',
  open_to_residents boolean NOT NULL DEFAULT false,
  acknowledge boolean NOT NULL DEFAULT false,
  owner_id uuid,
  owner_name text,
  review_months integer NOT NULL DEFAULT 0,
  next_review date,
  current_version integer,
  withdrawn_at timestamptz,
  made_at timestamptz NOT NULL,
  CONSTRAINT library_document_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT library_document_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT library_document_kind_check CHECK (kind IN ('rule', 'law', 'policy', 'quality', 'concept', 'steward_service')),
  CONSTRAINT library_document_months_check CHECK (review_months BETWEEN 0 AND 60)
);
SELECT app.distribute('library_document');
CREATE INDEX library_document_kind_idx ON library_document (estate_id, kind);
-- One text of each of these holds at an estate.
CREATE UNIQUE INDEX library_document_one_key ON library_document (estate_id, kind) WHERE kind IN ('quality', 'concept', 'steward_service') AND withdrawn_at IS NULL;

CREATE TABLE library_version (
  estate_id uuid NOT NULL,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  body text NOT NULL,
  change_note text,
  state text NOT NULL DEFAULT 'draft',
  made_id uuid,
  made_name text NOT NULL,
  made_at timestamptz NOT NULL,
  approved_id uuid,
  approved_name text,
  approved_at timestamptz,
  effective_from date,
  refused text,
  CONSTRAINT library_version_pkey PRIMARY KEY (estate_id, document_id, version),
  CONSTRAINT library_version_document_fkey FOREIGN KEY (estate_id, document_id) REFERENCES library_document (estate_id, id),
  CONSTRAINT library_version_state_check CHECK (state IN ('draft', 'approved', 'replaced', 'refused'))
);
SELECT app.distribute('library_version');

CREATE TABLE library_acknowledgement (
  estate_id uuid NOT NULL,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT library_acknowledgement_pkey PRIMARY KEY (estate_id, document_id, version, account_id),
  CONSTRAINT library_acknowledgement_version_fkey FOREIGN KEY (estate_id, document_id, version) REFERENCES library_version (estate_id, document_id, version)
);
SELECT app.distribute('library_acknowledgement');

-- S7-19: whether a rule has the effect it should have.
CREATE TABLE library_review (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  document_id uuid NOT NULL,
  version integer NOT NULL,
  on_date date NOT NULL,
  result text NOT NULL,
  finding text NOT NULL,
  measure text,
  by_id uuid,
  by_name text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT library_review_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT library_review_version_fkey FOREIGN KEY (estate_id, document_id, version) REFERENCES library_version (estate_id, document_id, version),
  CONSTRAINT library_review_result_check CHECK (result IN ('effective', 'partly', 'not_effective'))
);
SELECT app.distribute('library_review');
CREATE INDEX library_review_document_idx ON library_review (estate_id, document_id, on_date);
CREATE TABLE library_reminder (
  estate_id uuid NOT NULL,
  document_id uuid NOT NULL,
  due date NOT NULL,
  told_at timestamptz NOT NULL,
  CONSTRAINT library_reminder_pkey PRIMARY KEY (estate_id, document_id, due),
  CONSTRAINT library_reminder_document_fkey FOREIGN KEY (estate_id, document_id) REFERENCES library_document (estate_id, id)
);
SELECT app.distribute('library_reminder');
