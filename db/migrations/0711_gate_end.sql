-- J-04: an incident under a closure is sealed with that closure's key. What was handed to the police outlives the
-- closure only after a recorded assessment (lawful, necessary, safe), re-encrypted under the estate's key.
ALTER TABLE gate_incident ADD COLUMN kept_basis text;
ALTER TABLE gate_incident ADD COLUMN kept_by text;
ALTER TABLE gate_incident ADD COLUMN kept_name text;
ALTER TABLE gate_incident ADD COLUMN kept_at timestamptz;
ALTER TABLE gate_incident ADD COLUMN erased_at timestamptz;
CREATE INDEX gate_incident_closure_idx ON gate_incident (estate_id, closure_id);

-- J-05: each night of a long closure what is older than the rule's days is deleted; this is the record of it.
CREATE TABLE gate_purge (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  closure_id uuid NOT NULL,
  at timestamptz NOT NULL,
  cutoff timestamptz NOT NULL,
  days integer NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  CONSTRAINT gate_purge_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT gate_purge_closure_fkey FOREIGN KEY (estate_id, closure_id) REFERENCES closure (estate_id, id)
);
SELECT app.distribute('gate_purge');
CREATE INDEX gate_purge_closure_idx ON gate_purge (estate_id, closure_id, at);

INSERT INTO rule_set (id, kind, jurisdiction, estate_id, level, effective_from, body, source, made_by, made_at) VALUES
  ('01900000-0000-7000-8000-000000000712', 'gate.retention', 'CN', NULL, NULL, '2020-01-01', '{"days": 21, "least": 14, "most": 28}',
   '安居默认：封闭期间登记信息保存二十一天滚动删除，决定另有规定的从其规定（十四至二十八天）', 'seed', '2026-01-01T00:00:00Z');
