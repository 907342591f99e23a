-- Keeps what a look at the numbers costs apart from how much the trail holds, and the same for cron. Every column: docs/storage.md.

-- Sums of audit rows. Cron adds each row once; the statistics read these sums and the few rows that are not summed yet.
CREATE TABLE audit_sum (
  kind TEXT NOT NULL,                        -- login, failure, recent, answer
  from_ms INTEGER NOT NULL,                  -- beginning of the hour; for recent of five minutes
  detail TEXT NOT NULL,                      -- of failure and recent: the reason; of answer: the shortest time in whole seconds
  count INTEGER NOT NULL,
  total_ms INTEGER NOT NULL,                 -- of answer: the sum of the times; otherwise 0
  PRIMARY KEY (kind, from_ms, detail)
) STRICT, WITHOUT ROWID;

-- The number of the last audit row that is in the sums. The rows of the last days are enough to begin with.
ALTER TABLE housekeeping ADD COLUMN summed_number INTEGER NOT NULL DEFAULT 0;
UPDATE housekeeping SET summed_number = max(0, coalesce((SELECT max(number) FROM audit), 0) - 50000);

-- Finds the oldest checkpoint whose rows are still there without reading those that were retired.
CREATE INDEX audit_checkpoint_by_rows ON audit_checkpoint (first_number) WHERE retired_at_ms IS NULL;

-- Finds the sign-ins to forget without reading the others. src/storage/housekeeping/forget.ts has the same expression, whose number
-- is the time by which a network is kept longer than a wrong password.
CREATE INDEX sign_in_by_end ON sign_in (max(failed_at_ms, until_ms, coalesce(signed_in_at_ms, 0) + 2505600000));
