-- One-time links to the enrolment page. Every column: docs/storage.md.
CREATE TABLE enrollment_link (
  hash TEXT PRIMARY KEY,                     -- SHA-256 in hex of the key in the link
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  replaces TEXT,                             -- serial of the token whose phone is lost; null: a new token
  asks_pin INTEGER NOT NULL,                 -- 0 or 1: whether the person may choose the PIN
  made_by TEXT NOT NULL,                     -- the account under whose right the token is made
  made_by_generation INTEGER NOT NULL,
  made_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  started_at_ms INTEGER,                     -- null: not used yet; this and the next
  browser_hash TEXT,                         -- SHA-256 in hex of the key in the cookie of the browser that started
  serial TEXT,                               -- of the token that the link has made
  session_hash TEXT,                         -- of the QR code shown last; the token has the same until another enrolment of it starts
  codes INTEGER NOT NULL DEFAULT 0,          -- QR codes shown so far
  pin_set_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX enrollment_link_by_user ON enrollment_link (realm, user);
CREATE INDEX enrollment_link_by_expiry ON enrollment_link (expires_at_ms);
