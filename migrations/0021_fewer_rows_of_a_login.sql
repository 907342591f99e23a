-- A login wrote more rows into indexes than into tables. An index that no query used is gone, the others hold fewer rows, and the
-- trail is no longer searched for an earlier success of a login. Every column: docs/storage.md.

DROP INDEX audit_by_serial;

-- Lists compare names without case. Rows without a user are not in it.
DROP INDEX audit_by_user;
CREATE INDEX audit_by_user ON audit (user COLLATE NOCASE) WHERE user <> '';

-- Only the row that opens a login. The login's other rows have the same user and higher numbers.
DROP INDEX audit_by_attempt;
CREATE INDEX audit_by_attempt ON audit (attempt_id) WHERE authentication = 'CHALLENGE';

-- The step of a login that was accepted last: attempt id and action, and `again` behind them if it was accepted more than once.
ALTER TABLE token ADD COLUMN last_step TEXT;
