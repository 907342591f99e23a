-- What keeps the database small whatever strangers send, and says whether housekeeping keeps up. Every column: docs/storage.md.

-- Refusals that anyone can cause again and again, by minute and network. Cron makes one audit row of each finished minute's.
CREATE TABLE refusal_count (
  minute INTEGER NOT NULL,                   -- since 1970
  network TEXT NOT NULL,                     -- an IPv4 address or IPv6 /64; empty: all beyond the first hundred of the minute
  reason TEXT NOT NULL,                      -- src/core/reasons.ts
  event TEXT NOT NULL,                       -- src/core/events.ts
  count INTEGER NOT NULL,
  noted INTEGER NOT NULL,                    -- of these, how many have an audit row of their own
  PRIMARY KEY (minute, network, reason)
) STRICT, WITHOUT ROWID;

-- One row: when cron last ran, and whether it finished. A new database has been kept until now.
CREATE TABLE housekeeping (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  ran_at_ms INTEGER NOT NULL,
  finished INTEGER NOT NULL                  -- 0 or 1
) STRICT;
INSERT INTO housekeeping VALUES (1, unixepoch() * 1000, 1);
