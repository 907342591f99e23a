-- One budget for all that strangers leave in the trail: some rows in each five minutes, the rest in signed counts that name tokens and
-- networks. Every column: docs/storage.md.

-- In a row that stands for many: how many there were of each token and network, as JSON (src/core/audit/tally.ts).
ALTER TABLE audit ADD COLUMN tally TEXT NOT NULL DEFAULT '';

-- Counts that wait for cron move along. The version before this one writes and reads the table until the deploy, and after a rollback:
-- for it, serial is empty, and no row of totals has a count.
CREATE TABLE refusal_count_by_token (
  minute INTEGER NOT NULL,                   -- the first of five minutes, since 1970; from earlier versions any minute
  network TEXT NOT NULL,                     -- an IPv4 address or IPv6 /48; empty: several
  reason TEXT NOT NULL,                      -- src/core/reasons.ts; '*': totals of these minutes, of a network, of a token
  event TEXT NOT NULL,                       -- src/core/audit/events.ts
  serial TEXT NOT NULL DEFAULT '',           -- the tokens, by commas; empty: none, or several
  count INTEGER NOT NULL,
  noted INTEGER NOT NULL,                    -- in totals: rows in full; from earlier versions: how many of `count` have a row
  pairs INTEGER NOT NULL DEFAULT 0,          -- in totals: counts of a token and a network
  networks INTEGER NOT NULL DEFAULT 0,       -- in totals: counts of a network alone
  has_row INTEGER NOT NULL DEFAULT 0,        -- in totals: whether the last that was counted has a row
  PRIMARY KEY (minute, network, reason, event, serial)
) STRICT, WITHOUT ROWID;
INSERT INTO refusal_count_by_token (minute, network, reason, event, count, noted)
  SELECT minute, network, reason, event, count, noted FROM refusal_count;
DROP TABLE refusal_count;
ALTER TABLE refusal_count_by_token RENAME TO refusal_count;

-- A login that anyone can open has no row beyond the budget. A right answer writes `opening`, the row as it was signed then.
ALTER TABLE open_to_anyone ADD COLUMN noted INTEGER NOT NULL DEFAULT 1;
ALTER TABLE open_to_anyone ADD COLUMN opening TEXT;
CREATE INDEX open_to_anyone_unnoted ON open_to_anyone (attempt_id) WHERE noted = 0;
