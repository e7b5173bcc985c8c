-- Accounts, roles held somewhere with dates, sessions, keys. Accounts and assignments are reference tables (read with
-- every session, written rarely); sessions and what belongs to a sign-in are local to the coordinator.
CREATE TABLE account (
  id uuid NOT NULL,
  name text NOT NULL,
  username text,
  display_username text,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  must_change_password boolean NOT NULL DEFAULT false,
  phone_sealed bytea,
  phone_blind bytea,
  disabled_at timestamptz,
  made_by text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT account_pkey PRIMARY KEY (id),
  CONSTRAINT account_username_key UNIQUE (username),
  CONSTRAINT account_email_key UNIQUE (email),
  CONSTRAINT account_phone_key UNIQUE (phone_blind)
);
SELECT app.replicate('account');

-- SX-02: a role, the place where it holds, from and until when.
CREATE TABLE role_assignment (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL,
  scope text NOT NULL,
  target uuid,
  estate_id uuid,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  end_reason text,
  CONSTRAINT role_assignment_pkey PRIMARY KEY (id),
  CONSTRAINT role_assignment_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT role_assignment_scope_check CHECK (scope IN ('system', 'region', 'organisation', 'estate', 'building', 'unit')),
  CONSTRAINT role_assignment_place_check CHECK ((scope = 'system') = (target IS NULL) AND (scope IN ('building', 'unit', 'estate')) = (estate_id IS NOT NULL)),
  CONSTRAINT role_assignment_dates_check CHECK (until_at IS NULL OR until_at >= from_at)
);
SELECT app.replicate('role_assignment');
CREATE INDEX role_assignment_account_idx ON role_assignment (account_id);
CREATE INDEX role_assignment_estate_idx ON role_assignment (estate_id, role);

CREATE TABLE account_credential (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  provider_id text NOT NULL,
  provider_account_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT account_credential_pkey PRIMARY KEY (id),
  CONSTRAINT account_credential_key UNIQUE (account_id, provider_id)
);

CREATE TABLE session (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  token text NOT NULL,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_token_key UNIQUE (token)
);
CREATE INDEX session_account_idx ON session (account_id);

CREATE TABLE account_verification (
  id uuid NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT account_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX account_verification_identifier_idx ON account_verification (identifier);

CREATE TABLE account_two_factor (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean DEFAULT true,
  failed_count integer DEFAULT 0,
  locked_until timestamptz,
  CONSTRAINT account_two_factor_pkey PRIMARY KEY (id),
  CONSTRAINT account_two_factor_account_key UNIQUE (account_id)
);

-- Wrong tries by account and by address; the key is a keyed hash, so that no name or address stands here.
CREATE TABLE sign_in_guard (
  key text NOT NULL,
  failures integer NOT NULL,
  until timestamptz NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT sign_in_guard_pkey PRIMARY KEY (key)
);

-- A device's or another system's key; only its hash is kept.
CREATE TABLE api_key (
  id uuid NOT NULL,
  estate_id uuid NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  hash bytea NOT NULL,
  hint text NOT NULL,
  until_at timestamptz,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_hash_key UNIQUE (hash),
  CONSTRAINT api_key_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.replicate('api_key');
