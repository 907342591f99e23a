-- Failures are counted apart by what led to them, and each count locks its own path. Every column: docs/storage.md.

-- A row is there only after a failure: a good login removes it.
CREATE TABLE lock (
  token_id INTEGER NOT NULL REFERENCES token (id) ON DELETE CASCADE,
  path TEXT NOT NULL,                    -- pin, browser, vouched, open: src/core/lock.ts
  failcount INTEGER NOT NULL,            -- in a row; at the token's max_fail the path is locked
  locks INTEGER NOT NULL,                -- locks before that have opened by themselves: each lasts longer
  failed_at_ms INTEGER NOT NULL,         -- of the last failure; a lock's wait begins with it
  PRIMARY KEY (token_id, path)
) STRICT, WITHOUT ROWID;

-- Finds what is locked now, or since a time, without reading every token.
CREATE INDEX lock_by_failure ON lock (failed_at_ms);

-- What was one counter closed every login. So it closes every login that the token can take part in.
INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms)
SELECT token.id, kind.path, token.failcount, 0, coalesce(token.failed_at_ms, 0)
FROM token JOIN (SELECT 'vouched' AS path UNION SELECT 'open') AS kind
  ON kind.path = 'vouched' OR token.sealed_pin IS NULL
WHERE token.failcount > 0;

ALTER TABLE token DROP COLUMN failcount;
ALTER TABLE token DROP COLUMN failed_at_ms;
