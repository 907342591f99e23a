-- Who is kept out, since when, by whom and why: by a directory, or by a help desk. Either is enough, and neither lifts the other. Every
-- column: docs/storage.md. The tokens that this switches off bear disabled_by_job = 'user', so a login reads no row more.
ALTER TABLE user ADD COLUMN deactivated_at_ms INTEGER;  -- by a directory; null: not
ALTER TABLE user ADD COLUMN blocked_at_ms INTEGER;      -- by an account; null: not, or not yet
ALTER TABLE user ADD COLUMN blocked_by TEXT;
ALTER TABLE user ADD COLUMN blocked_by_job TEXT;        -- the job that did it alone, which can be taken back
ALTER TABLE user ADD COLUMN blocked_reason TEXT;
ALTER TABLE user ADD COLUMN block_from_ms INTEGER;      -- when a block begins that has not begun
ALTER TABLE user ADD COLUMN block_until_ms INTEGER;     -- when it ends by itself; null: never

-- Only people with a block are in these: cron finds what is due, and the list of people those who are kept out.
CREATE INDEX user_block_due ON user (CASE WHEN blocked_at_ms IS NULL THEN block_from_ms ELSE block_until_ms END)
  WHERE CASE WHEN blocked_at_ms IS NULL THEN block_from_ms ELSE block_until_ms END IS NOT NULL;
CREATE INDEX user_kept_out ON user (coalesce(blocked_at_ms, deactivated_at_ms, block_from_ms))
  WHERE coalesce(blocked_at_ms, deactivated_at_ms, block_from_ms) IS NOT NULL;
