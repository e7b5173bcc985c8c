-- What a camera that is given its white list record by record answered for each (Dahua's RecNo): its list is emptied by them.
ALTER TABLE lane_push ADD COLUMN recnos text[] NOT NULL DEFAULT '{}';
