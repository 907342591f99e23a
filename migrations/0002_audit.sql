-- The audit trail, and the index of open transactions. Every column: docs/storage.md.

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,  -- without gaps and never used again, so a removed row leaves a gap
  id TEXT NOT NULL,                          -- random; the checkpoints digest the ids in order
  at_ms INTEGER NOT NULL,
  action TEXT NOT NULL,                      -- method and path, such as POST /validate/check
  success INTEGER NOT NULL,                  -- 0 or 1
  authentication TEXT NOT NULL,              -- ACCEPT, CHALLENGE, REJECT, or empty
  serial TEXT NOT NULL,                      -- several are separated by commas; this and the next columns may be empty
  user TEXT NOT NULL,                        -- once the user is deleted: the pseudonym
  realm TEXT NOT NULL,
  pseudonym TEXT NOT NULL,                   -- of user and realm; the MAC covers it in place of the name
  administrator TEXT NOT NULL,
  client TEXT NOT NULL,                      -- address
  transaction_id TEXT NOT NULL,
  reason TEXT NOT NULL,                      -- of a refusal: src/core/reasons.ts
  mac TEXT NOT NULL                          -- <key id>.<HMAC-SHA-256 over all columns above except number and user>
) STRICT;

CREATE INDEX audit_by_user ON audit (realm, user);
CREATE INDEX audit_by_serial ON audit (serial);
CREATE INDEX audit_by_transaction ON audit (transaction_id) WHERE transaction_id <> '';

-- Cron signs a checkpoint over the rows. If rows are missing or in another order, they no longer fit it.
CREATE TABLE audit_checkpoint (
  first_number INTEGER PRIMARY KEY,
  last_number INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  digest TEXT NOT NULL,                      -- SHA-256 in hex of the ids, in order
  made_at_ms INTEGER NOT NULL,
  retired_at_ms INTEGER,                     -- when retention removed the rows; null: they must be there
  mac TEXT NOT NULL                          -- <key id>.<HMAC-SHA-256 over all columns above>
) STRICT;

-- One row per token of an open transaction, for GET /token/challenges. Only the transaction's own object decides anything.
CREATE TABLE challenge (
  transaction_id TEXT NOT NULL,
  serial TEXT NOT NULL,
  question TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  answered INTEGER NOT NULL,                 -- 0 or 1
  PRIMARY KEY (transaction_id, serial)
) STRICT, WITHOUT ROWID;

CREATE INDEX challenge_by_serial ON challenge (serial);
CREATE INDEX challenge_by_expiry ON challenge (expires_at_ms);
