-- What applications ask people to confirm (OpenID Connect CIBA), and sign-ins that devices ask for (RFC 8628). Every column:
-- docs/storage.md.
CREATE TABLE ciba_request (
  id TEXT PRIMARY KEY,                             -- 128 random bits in hex
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  client_id TEXT NOT NULL,
  asked TEXT NOT NULL,                             -- sealed: the text, the scopes, where to ping
  state TEXT NOT NULL DEFAULT 'pending',           -- pending, approved, denied or spent
  declines INTEGER NOT NULL DEFAULT 0,             -- in a row, before this one, of the same client
  mailed INTEGER NOT NULL DEFAULT 0,
  made_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  decided_at_ms INTEGER
) WITHOUT ROWID;
CREATE INDEX ciba_of_person ON ciba_request (user, realm, made_at_ms);
CREATE INDEX ciba_by_end ON ciba_request (expires_at_ms);

CREATE TABLE device_request (
  id TEXT PRIMARY KEY,                             -- 128 random bits in hex
  client_id TEXT NOT NULL,
  user_code_hash TEXT NOT NULL,                    -- keyed
  scope TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',           -- pending, approved, denied or spent
  code TEXT,                                       -- the sealed code of an approved one
  made_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX device_by_user_code ON device_request (user_code_hash);
CREATE INDEX device_of_client ON device_request (client_id, expires_at_ms);
CREATE INDEX device_by_end ON device_request (expires_at_ms);

-- Wrong user codes of a session, which has five.
CREATE TABLE device_try (
  session TEXT PRIMARY KEY,
  tries INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX device_try_by_end ON device_try (expires_at_ms);
