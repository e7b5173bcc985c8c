-- The last sign of life of an import: one that stands still is shown, and can be taken up again.
ALTER TABLE import_run ADD COLUMN moved_at timestamptz;
