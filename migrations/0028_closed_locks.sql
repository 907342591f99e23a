-- After an attack most failures lock nothing, and most locks have opened by themselves. An index of the others finds the tokens that
-- are locked now among any number of failures, and a failure that locks nothing no longer writes into an index.

-- The token's max_fail when the failure was counted. It only finds locks: whether a path is locked depends on the token's own. A row
-- that an earlier version of the worker adds has 1, so it is always looked at.
ALTER TABLE lock ADD COLUMN max_fail INTEGER NOT NULL DEFAULT 1;
UPDATE lock SET max_fail = (SELECT token.max_fail FROM token WHERE token.id = lock.token_id);

-- By the ends of the locks, if each lasts longer than the one before. src/storage/tokens/conditions.ts has the same expression.
DROP INDEX lock_by_failure;
CREATE INDEX lock_by_end ON lock (
  failed_at_ms + 60000 * min(
    (locks + 1) * (locks + 1),
    CASE path WHEN 'pin' THEN 15 WHEN 'browser' THEN 15 WHEN 'open' THEN 60 WHEN 'vouched' THEN 1440 END
  )
) WHERE failcount >= max_fail;
