-- Recovery codes of a person whose phone is gone: docs/self-service.md.
CREATE TABLE recovery (
  id TEXT PRIMARY KEY,                       -- random; the sealed text is bound to it
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  sealed_hashes TEXT NOT NULL,               -- JSON list of the SHA-256 of each code that is left, sealed
  left INTEGER NOT NULL,                     -- how many these are
  made_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX recovery_by_user ON recovery (realm, user);
CREATE INDEX recovery_by_key ON recovery (substr(sealed_hashes, 1, 8), id);
