-- A mechanical garage stands in a lot of its estate: what was a bare id is tied. An id that names no lot is cleared first.
UPDATE garage g SET lot_id = NULL WHERE g.lot_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM parking_lot l WHERE l.estate_id = g.estate_id AND l.id = g.lot_id);
ALTER TABLE garage ADD CONSTRAINT garage_lot_fkey FOREIGN KEY (estate_id, lot_id) REFERENCES parking_lot (estate_id, id);
