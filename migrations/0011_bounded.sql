-- Strangers could fill the database with refusals, so refusals are counted. Housekeeping notes its runs. Every column:
-- docs/storage.md.

-- Refusals that anyone can repeat, by minute and network. When a minute is over, cron turns each row into one audit row.
CREATE TABLE refusal_count (
  minute INTEGER NOT NULL,                   -- since 1970
  network TEXT NOT NULL,                     -- an IPv4 address or IPv6 /64; empty: all networks after the first hundred of the minute
  reason TEXT NOT NULL,                      -- src/core/reasons.ts
  event TEXT NOT NULL,                       -- src/core/events.ts
  count INTEGER NOT NULL,
  noted INTEGER NOT NULL,                    -- how many of these have an audit row of their own
  PRIMARY KEY (minute, network, reason)
) STRICT, WITHOUT ROWID;

-- One row: when cron last ran, and whether it finished. A new database needs no housekeeping yet, so it counts as done.
CREATE TABLE housekeeping (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  ran_at_ms INTEGER NOT NULL,
  finished INTEGER NOT NULL                  -- 0 or 1
) STRICT;
INSERT INTO housekeeping VALUES (1, unixepoch() * 1000, 1);
