-- One key of each algorithm is the newest, however many isolates make the first ones at once; and assertions of clients count once.

CREATE UNIQUE INDEX oidc_key_newest ON oidc_key (alg) WHERE retired_at_ms IS NULL;
CREATE INDEX oidc_key_by_key ON oidc_key (substr(sealed_private, 1, 8), kid);

-- Assertions by which clients have authenticated (RFC 7523), until they are over. In DB.
CREATE TABLE oidc_assertion (
  id TEXT PRIMARY KEY,                       -- SHA-256 in hex of client_id and jti
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX oidc_assertion_by_end ON oidc_assertion (expires_at_ms);
