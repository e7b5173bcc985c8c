-- S4-18: why an exit is free, kept with the news of it: its entry may be told after it, and only then is there a fee to let off.
ALTER TABLE parking_heard ADD COLUMN free text;
