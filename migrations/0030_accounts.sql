-- Accounts can be kept while the service runs: bound to realms, disabled, and used by API keys. Every column: docs/storage.md.

ALTER TABLE admin ADD COLUMN realms TEXT;                  -- JSON list of the realms that its rights hold for; null: every realm
ALTER TABLE admin ADD COLUMN disabled_at_ms INTEGER;       -- null: it may sign in and call
ALTER TABLE admin ADD COLUMN has_password INTEGER NOT NULL DEFAULT 1;  -- 0: nobody knows its password, so only its keys call

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,                       -- stands in the key
  account TEXT NOT NULL REFERENCES admin (name) ON DELETE CASCADE,
  sealed_hash TEXT NOT NULL,                 -- SHA-256 of the key's secret, sealed
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER,                     -- null: never
  last_used_at_ms INTEGER                    -- updated at most once an hour; null: not used yet
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_by_account ON api_key (account);
CREATE INDEX api_key_by_key ON api_key (substr(sealed_hash, 1, 8), id);
