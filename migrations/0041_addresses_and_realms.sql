-- A phone's address for push messages is sealed: whoever reads it can wake phones. Cron seals those in `notification_address`, which only
-- earlier versions write, a batch at a time. Every column: docs/storage.md.
ALTER TABLE token ADD COLUMN sealed_notification_address TEXT;
CREATE INDEX token_by_push_key ON token (substr(sealed_notification_address, 1, 8), serial)
  WHERE sealed_notification_address IS NOT NULL;
CREATE INDEX token_by_open_address ON token (serial) WHERE notification_address IS NOT NULL;

-- The realms that have users in other databases, where there are several: what a user is called by applications depends on which realms
-- there are, and a sign-in asks one database.
CREATE TABLE realm_elsewhere (
  name TEXT PRIMARY KEY,
  noted_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
