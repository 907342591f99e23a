-- What a job is called and does, for the list of jobs; and which job has disabled a token, so that what was disabled at once is enabled at
-- once, without what somebody disabled otherwise. Every column: docs/storage.md.
ALTER TABLE job ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN action TEXT NOT NULL DEFAULT '';   -- as in POST /jobs/tokens; empty: of users, or begun by an earlier version
ALTER TABLE job ADD COLUMN dry_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN disabled_by_job TEXT;            -- null: active, or disabled in another way
