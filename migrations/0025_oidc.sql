-- Users get an id and attributes that applications may see; sign-ins in a browser become sessions; applications become clients of
-- OpenID Connect, with what they were granted, and keys sign what they are told. Every column: docs/storage.md.

ALTER TABLE user ADD COLUMN subject TEXT;              -- random, so it tells nothing of the name; set for every user
ALTER TABLE user ADD COLUMN email TEXT;                -- null: none; the display name stands in display_name
ALTER TABLE user ADD COLUMN groups TEXT NOT NULL DEFAULT '[]';  -- JSON list of names
UPDATE user SET subject = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX user_by_subject ON user (subject);
-- Users are made by several statements, and until the deploy by the version before this one.
CREATE TRIGGER user_subject AFTER INSERT ON user WHEN new.subject IS NULL BEGIN
  UPDATE user SET subject = lower(hex(randomblob(16))) WHERE id = new.id;
END;

-- A sign-in in a browser, in the database of its user.
CREATE TABLE browser_session (
  id TEXT PRIMARY KEY,                       -- SHA-256 in hex of the secret in the browser's cookie
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  serial TEXT NOT NULL,                      -- of the token that answered; the session is over when this token has changed
  token_id INTEGER NOT NULL,
  token_generation INTEGER NOT NULL,
  amr TEXT NOT NULL,                         -- JSON list, RFC 8176
  client TEXT NOT NULL,                      -- the address that it came from
  signed_in_at_ms INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,               -- brought up to date once in a few minutes
  expires_at_ms INTEGER NOT NULL             -- however much it is used
) STRICT, WITHOUT ROWID;
CREATE INDEX browser_session_by_user ON browser_session (realm, user);
CREATE INDEX browser_session_by_token ON browser_session (token_id);
CREATE INDEX browser_session_by_end ON browser_session (expires_at_ms);

-- Applications. They are in DB, with copies in the other databases, as accounts are.
CREATE TABLE oidc_client (
  id TEXT PRIMARY KEY,
  metadata TEXT NOT NULL,                    -- JSON, in the terms of RFC 7591
  secret_hash TEXT,                          -- SHA-256 in hex; null: no secret
  previous_secret_hash TEXT,                 -- valid as well, until the next rotation
  created_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Hosts behind a proxy, and the client that each belongs to.
CREATE TABLE forward_auth_host (
  host TEXT PRIMARY KEY,
  client_id TEXT NOT NULL REFERENCES oidc_client (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX forward_auth_host_by_client ON forward_auth_host (client_id);

-- What an authorization code gave, from its first use on, in the database of its user.
CREATE TABLE oidc_grant (
  id TEXT PRIMARY KEY,                       -- stands in the code, and in the tokens that it gave
  client_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  user TEXT NOT NULL,
  realm TEXT NOT NULL,
  token_id INTEGER NOT NULL,
  token_generation INTEGER NOT NULL,
  scope TEXT NOT NULL,                       -- separated by spaces
  amr TEXT NOT NULL,                         -- JSON list
  signed_in_at_ms INTEGER NOT NULL,
  refresh_number INTEGER,                    -- of the refresh token that is valid now; null: none
  revoked_at_ms INTEGER,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX oidc_grant_by_session ON oidc_grant (session_id);
CREATE INDEX oidc_grant_by_user ON oidc_grant (realm, user);
CREATE INDEX oidc_grant_by_end ON oidc_grant (expires_at_ms);

-- Keys that sign tokens, in DB.
CREATE TABLE oidc_key (
  kid TEXT PRIMARY KEY,
  alg TEXT NOT NULL,                         -- RS256 or ES256
  public_jwk TEXT NOT NULL,
  sealed_private TEXT NOT NULL,              -- JWK, sealed under MASTER_KEY
  created_at_ms INTEGER NOT NULL,
  signs_from_ms INTEGER NOT NULL,            -- it is published before
  retired_at_ms INTEGER                      -- null: in use, or to come
) STRICT, WITHOUT ROWID;
