-- S6-47: when a passage that a terminal sent later happened, as far as its clock was believed; the hours count it there.
ALTER TABLE passage ADD COLUMN happened_at timestamptz;
