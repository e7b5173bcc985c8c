-- Filters that somebody keeps for a list under a name: they belong to his account, whatever device he sits at.
CREATE TABLE account_view (
  account_id uuid NOT NULL,
  list text NOT NULL,
  views jsonb NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT account_view_pkey PRIMARY KEY (account_id, list),
  CONSTRAINT account_view_account_fkey FOREIGN KEY (account_id) REFERENCES account (id)
);
SELECT app.replicate('account_view');
