-- Failures are counted separately for each path on which they happen, and each count locks its own path. Every column:
-- docs/storage.md.

-- A row exists only after a failure; a successful login removes it.
CREATE TABLE lock (
  token_id INTEGER NOT NULL REFERENCES token (id) ON DELETE CASCADE,
  path TEXT NOT NULL,                    -- pin, browser, vouched, open: src/core/token/lock.ts
  failcount INTEGER NOT NULL,            -- in a row; at the token's max_fail the path is locked
  locks INTEGER NOT NULL,                -- earlier locks that opened by themselves; each further lock lasts longer
  failed_at_ms INTEGER NOT NULL,         -- of the last failure; a lock's wait begins with it
  PRIMARY KEY (token_id, path)
) STRICT, WITHOUT ROWID;

-- Finds the tokens that are locked now, or since a time, without reading every token.
CREATE INDEX lock_by_failure ON lock (failed_at_ms);

-- The single counter of before locked every login. So it becomes a lock on every path that the token can use.
INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms)
SELECT token.id, kind.path, token.failcount, 0, coalesce(token.failed_at_ms, 0)
FROM token JOIN (SELECT 'vouched' AS path UNION SELECT 'open') AS kind
  ON kind.path = 'vouched' OR token.sealed_pin IS NULL
WHERE token.failcount > 0;

ALTER TABLE token DROP COLUMN failcount;
ALTER TABLE token DROP COLUMN failed_at_ms;
