-- A promise that was paused and runs on has another due time, so its reminder is sent again; the same one is not.

ALTER TABLE ticket_alarm DROP CONSTRAINT ticket_alarm_once_key;
ALTER TABLE ticket_alarm ADD CONSTRAINT ticket_alarm_again_key UNIQUE NULLS NOT DISTINCT (estate_id, ticket_id, promise_id, stage, due_at);
UPDATE ticket_alarm SET due_at = NULL WHERE stage = 'told';
