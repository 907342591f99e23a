-- What an account has taken from a person, so that it can be given back for a day. Every column: docs/storage.md.
CREATE TABLE undo (
  serial TEXT NOT NULL,
  id TEXT NOT NULL,            -- of the act, which may be about several tokens: that of its link, or random
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  kind TEXT NOT NULL,          -- phone or pin
  was TEXT NOT NULL,           -- the replaced columns of the token as JSON, sealed as they were
  made_by TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  ends_at_ms INTEGER NOT NULL,
  PRIMARY KEY (serial, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX undo_by_user ON undo (realm, user);
CREATE INDEX undo_by_end ON undo (ends_at_ms);

-- Many statements end tokens or give them to others, and none of them has to know of this. No login changes these columns.
CREATE TRIGGER undo_token_changed AFTER UPDATE OF revoked, user, realm ON token
WHEN new.revoked = 1 OR new.user IS NOT old.user OR new.realm IS NOT old.realm BEGIN
  DELETE FROM undo WHERE serial = old.serial;
END;
CREATE TRIGGER undo_token_deleted AFTER DELETE ON token BEGIN
  DELETE FROM undo WHERE serial = old.serial;
END;
