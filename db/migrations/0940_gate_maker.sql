-- A record kept apart says whose it is, where that is known: another guard may have carried it to the server.
ALTER TABLE gate_stray ADD COLUMN made_by text;
