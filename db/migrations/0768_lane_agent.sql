-- Agents in gatehouses (S4-16). A code is given once and read to the person there; the key it buys stands here as a hash.
-- `tag_key`: under the estate's cipher; plates reach the agent only as HMACs under it.
CREATE TABLE lane_agent (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  code_hash bytea,
  code_until timestamptz,
  key_hash bytea,
  tag_key bytea NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  enrolled_at timestamptz,
  revoked_by text,
  revoked_at timestamptz,
  seen_at timestamptz,
  backlog integer NOT NULL DEFAULT 0,
  oldest_at timestamptz,
  disk text,
  unkept integer NOT NULL DEFAULT 0,
  drift_ms bigint,
  p50_ms real,
  p99_ms real,
  program text,
  CONSTRAINT lane_agent_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT lane_agent_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT lane_agent_disk_check CHECK (disk IN ('ok', 'full'))
);
SELECT app.distribute('lane_agent');
CREATE UNIQUE INDEX lane_agent_name_key ON lane_agent (estate_id, name) WHERE revoked_at IS NULL;
CREATE INDEX lane_agent_code_idx ON lane_agent (code_hash) WHERE code_hash IS NOT NULL;

-- A camera whose barrier only its agent can reach; NULL: the server asks it itself.
ALTER TABLE lane_device ADD COLUMN agent_id uuid;

ALTER TABLE lane_device ADD CONSTRAINT lane_device_agent_fkey FOREIGN KEY (estate_id, agent_id) REFERENCES lane_agent (estate_id, id);
