-- People who call the help desk, and how they have shown who they are. Every column: docs/storage.md.
CREATE TABLE caller (
  id TEXT PRIMARY KEY,                             -- 64 random bits in hex
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  account TEXT NOT NULL,                           -- the agent's
  act TEXT NOT NULL,                               -- what the caller wants, as the person is told
  number_hash TEXT,                                -- keyed; null where no number is told
  fails INTEGER NOT NULL DEFAULT 0,                -- wrong numbers
  proved TEXT NOT NULL DEFAULT '',                 -- words of src/core/proven.ts, separated by spaces
  known INTEGER,                                   -- whether the browser was known; null until a number is typed
  country TEXT NOT NULL DEFAULT '',
  seconded_by TEXT NOT NULL DEFAULT '',
  made_at_ms INTEGER NOT NULL,
  ends_at_ms INTEGER NOT NULL,                     -- of the number
  refused_at_ms INTEGER,                           -- "I didn't call"
  good_from_ms INTEGER NOT NULL DEFAULT 0,
  good_until_ms INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX caller_of_user ON caller (user, realm, made_at_ms);
CREATE INDEX caller_by_time ON caller (made_at_ms);

-- A PIN that the help desk has drawn and read out: its owner chooses another one right after the next sign-in on our pages.
ALTER TABLE token ADD COLUMN pin_given INTEGER NOT NULL DEFAULT 0;
