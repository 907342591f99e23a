-- A login belongs to who opened it: the trail and the index of open logins keep a digest of the transaction_id, the attempt id,
-- since whoever read the id there could finish the login. Every column: docs/storage.md.

-- Rows written before keep the ids of logins that are over long since; their MAC covers the value, whatever the column is called.
ALTER TABLE audit RENAME COLUMN transaction_id TO attempt_id;
DROP INDEX audit_by_transaction;
CREATE INDEX audit_by_attempt ON audit (attempt_id) WHERE attempt_id <> '';

-- The index forgets what is open: those objects had the id for their name, and their logins begin again.
DROP TABLE challenge;
CREATE TABLE challenge (
  attempt_id TEXT NOT NULL,
  serial TEXT NOT NULL,
  session_key TEXT NOT NULL,                 -- the object's name, by which an administrator's cancelling finds it
  question TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  answered INTEGER NOT NULL,                 -- 0 or 1
  PRIMARY KEY (attempt_id, serial)
) STRICT, WITHOUT ROWID;

CREATE INDEX challenge_by_serial ON challenge (serial);
CREATE INDEX challenge_by_expiry ON challenge (expires_at_ms);
