-- The audit trail says which logins were opened, and each login's own object how it stands, so there is no list of open logins any
-- more. Only the room for logins that anyone can open has to be counted in one place. Every column: docs/storage.md.
-- The table challenge stays, although nothing uses it: the version before this one reads and writes it until the deploy, and after
-- a rollback.

CREATE TABLE open_to_anyone (
  serial TEXT NOT NULL,                      -- of a token without a PIN that may answer
  attempt_id TEXT NOT NULL,
  network TEXT NOT NULL,                     -- that opened it: an IPv4 address, an IPv6 /64 or unknown
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (serial, attempt_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX open_to_anyone_by_end ON open_to_anyone (expires_at_ms);
