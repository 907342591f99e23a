-- A reader of the trail or of the index of open logins could finalize a login with its transaction_id. So both keep only a digest
-- of it, the attempt id. Every column: docs/storage.md.

-- Earlier rows keep the ids of logins that ended long ago. Their MAC covers the value, whatever the column's name is.
ALTER TABLE audit RENAME COLUMN transaction_id TO attempt_id;
DROP INDEX audit_by_transaction;
CREATE INDEX audit_by_attempt ON audit (attempt_id) WHERE attempt_id <> '';

-- The index forgets the open logins: their objects were named after the id, and those logins have to start again.
DROP TABLE challenge;
CREATE TABLE challenge (
  attempt_id TEXT NOT NULL,
  serial TEXT NOT NULL,
  session_key TEXT NOT NULL,                 -- the object's name, by which an administrator can cancel the login
  question TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  answered INTEGER NOT NULL,                 -- 0 or 1
  PRIMARY KEY (attempt_id, serial)
) STRICT, WITHOUT ROWID;

CREATE INDEX challenge_by_serial ON challenge (serial);
CREATE INDEX challenge_by_expiry ON challenge (expires_at_ms);
