-- Jobs on many tokens or users. What a job is to do, and how far it has come, is in its object; these rows bound how many an account has
-- at once, and list them. Every column: docs/storage.md.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,                        -- tokens, users
  items INTEGER NOT NULL,
  began_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER                        -- null: it goes on
) STRICT, WITHOUT ROWID;
CREATE INDEX job_by_account ON job (account, began_at_ms);
CREATE INDEX job_by_time ON job (began_at_ms);
