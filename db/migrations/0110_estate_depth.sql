-- Units in order as people count (1-2-301 before 1-10-101), closed lists of states, sealed phones of organisations,
-- who made and checked a census.
ALTER TABLE building ADD COLUMN kind text NOT NULL DEFAULT 'residential';
ALTER TABLE building ADD CONSTRAINT building_kind_check CHECK (kind IN ('residential', 'commercial', 'mixed', 'other'));
ALTER TABLE building ADD COLUMN sort text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE section ADD COLUMN sort text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN sort text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE unit ADD CONSTRAINT unit_use_check CHECK (use IN ('home', 'shop', 'office', 'other'));
ALTER TABLE unit ADD CONSTRAINT unit_state_check CHECK (state IN ('unsold', 'not_moved_in', 'occupied', 'handed_over', 'renovating', 'renovated', 'let', 'vacant'));
CREATE INDEX unit_sort_idx ON unit (estate_id, sort);
CREATE INDEX unit_building_idx ON unit (estate_id, building_id);

ALTER TABLE organisation ADD CONSTRAINT organisation_kind_check CHECK (kind IN ('company', 'developer', 'subject_unit', 'bureau', 'subdistrict_office', 'neighbourhood_committee', 'brigade', 'police', 'other'));
ALTER TABLE organisation DROP COLUMN contact_phone;
ALTER TABLE organisation ADD COLUMN contact_phone_sealed bytea;
ALTER TABLE organisation ADD COLUMN staff_counted_on date;

ALTER TABLE census ADD COLUMN made_by_name text NOT NULL DEFAULT '';
ALTER TABLE census ADD COLUMN checked_by_name text;

-- Deployable force of a place (S6-12, S6-13): 300 brigade members, 70 troop vehicles.
ALTER TABLE organisation ADD COLUMN vehicle_count integer;
