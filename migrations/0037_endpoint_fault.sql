-- Why an endpoint was disabled, when nobody did it: what went wrong at the last of days of tries. Null otherwise.
ALTER TABLE event_endpoint ADD COLUMN disabled_fault TEXT;
