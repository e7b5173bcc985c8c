-- Where each vehicle was seen last (S6-34): an entry after an entry shows that an exit was not registered. Under a
-- closure the blind index is of that closure's own key, and the row goes with its data.
CREATE TABLE gate_vehicle (
  estate_id uuid NOT NULL,
  closure_id uuid NOT NULL,
  plate_blind bytea NOT NULL,
  last_direction text NOT NULL,
  last_at timestamptz NOT NULL,
  CONSTRAINT gate_vehicle_pkey PRIMARY KEY (estate_id, closure_id, plate_blind),
  CONSTRAINT gate_vehicle_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT gate_vehicle_direction_check CHECK (last_direction IN ('in', 'out'))
);
SELECT app.distribute('gate_vehicle');
