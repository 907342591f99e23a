-- Users, tokens and accounts. Every column: docs/storage.md.

-- A user is known once a token was made for it. A realm is known once it has a user.
CREATE TABLE user (
  id INTEGER PRIMARY KEY,
  realm TEXT NOT NULL,
  name TEXT NOT NULL,
  display_name TEXT,                     -- null: the name
  created_at_ms INTEGER NOT NULL,
  UNIQUE (realm, name)
) STRICT;

CREATE TABLE token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a later token under an old serial is another token
  serial TEXT NOT NULL UNIQUE,
  generation INTEGER NOT NULL,           -- raised by each change that ends the transactions opened before it
  realm TEXT,                            -- with user; both null: not assigned
  user TEXT,
  description TEXT NOT NULL,
  info TEXT NOT NULL DEFAULT '{}',       -- JSON object of texts that administrators keep with the token
  active INTEGER NOT NULL,               -- 0 or 1
  revoked INTEGER NOT NULL,              -- 0 or 1, for good
  rollout_state TEXT NOT NULL,           -- clientwait, enrolled
  failcount INTEGER NOT NULL,
  max_fail INTEGER NOT NULL,             -- locked when failcount has reached it
  failed_at_ms INTEGER,                  -- when failcount was last raised
  valid_from_ms INTEGER,                 -- null: always
  valid_until_ms INTEGER,                -- null: without end
  suite TEXT NOT NULL,                   -- OCRA suite, as written
  sealed_pin TEXT,                       -- hash of the PIN, sealed; null: no PIN
  sealed_secret TEXT,                    -- the phone's secret, sealed; null: not enrolled
  session_hash TEXT,                     -- SHA-256 in hex of the enrolment session; null: none open
  session_expires_at_ms INTEGER,
  session_fetched INTEGER,               -- 0: the session is the QR code's, 1: the phone's
  notification_type TEXT,
  notification_address TEXT,
  created_at_ms INTEGER NOT NULL,
  assigned_at_ms INTEGER,
  last_auth_ms INTEGER
) STRICT;

CREATE INDEX token_by_user ON token (realm, user);

-- Administrators and service accounts.
CREATE TABLE admin (
  name TEXT PRIMARY KEY,
  generation INTEGER NOT NULL,           -- raised by a new password, which ends the sessions before it
  sealed_password TEXT NOT NULL,         -- hash of the password, sealed
  rights TEXT NOT NULL,                  -- JSON list; "*" is every right
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
