-- An offered space is reminded of once before its last moment (F-05).
ALTER TABLE parking_wait ADD COLUMN reminded_at timestamptz;
UPDATE rule_set SET body = body || '{"offerRemindHours":24}' WHERE kind = 'parking.limits' AND NOT body ? 'offerRemindHours';
