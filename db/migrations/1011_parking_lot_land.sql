-- S4-12: land per space is shown for each facility, so a lot says how much ground it takes (0.01 m2), like a garage.
ALTER TABLE parking_lot ADD COLUMN land_area integer;
ALTER TABLE parking_lot ADD CONSTRAINT parking_lot_land_check CHECK (land_area IS NULL OR land_area > 0);
