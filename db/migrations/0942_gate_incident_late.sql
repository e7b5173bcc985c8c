-- An incident that a terminal recorded without network: found again by the terminal's own id when its photos follow.
ALTER TABLE gate_incident ADD COLUMN client_id text;
CREATE UNIQUE INDEX gate_incident_client_key ON gate_incident (estate_id, client_id) WHERE client_id IS NOT NULL;
