-- A sign-in by OpenID Connect wrote more rows into indexes than into tables. Every column: docs/storage.md, decision 055.

-- The cookie of a browser names its session, so no index finds that by the secret. Sessions of earlier versions still have a
-- secret_hash, and so have those that a worker of an earlier version begins until the deploy.
ALTER TABLE browser_session ADD COLUMN key_hash TEXT;  -- SHA-256 in hex of the secret that stands behind the id in the cookie
DROP INDEX browser_session_by_secret;
CREATE UNIQUE INDEX browser_session_by_secret ON browser_session (secret_hash) WHERE secret_hash IS NOT NULL;

-- Only what has ended early has to be found at once. Cron looks through the others, some at a time, and remembers where it is.
DROP INDEX browser_session_by_end;
CREATE INDEX browser_session_ended ON browser_session (signed_in_at_ms) WHERE expires_at_ms = 0;
DROP INDEX oidc_grant_by_end;
ALTER TABLE housekeeping ADD COLUMN sessions_swept_to TEXT NOT NULL DEFAULT '';
ALTER TABLE housekeeping ADD COLUMN grants_swept_to TEXT NOT NULL DEFAULT '';

-- The sessions of a token are among those of its user.
DROP TRIGGER browser_session_token_changed;
CREATE TRIGGER browser_session_token_changed AFTER UPDATE OF active, revoked, generation, user, realm ON token
WHEN new.active = 0 OR new.revoked = 1 OR new.generation <> old.generation BEGIN
  UPDATE browser_session SET expires_at_ms = 0
  WHERE realm = old.realm AND user = old.user AND token_id = old.id AND expires_at_ms > 0;
END;
DROP TRIGGER browser_session_token_deleted;
CREATE TRIGGER browser_session_token_deleted AFTER DELETE ON token BEGIN
  UPDATE browser_session SET expires_at_ms = 0
  WHERE realm = old.realm AND user = old.user AND token_id = old.id AND expires_at_ms > 0;
END;
DROP INDEX browser_session_by_token;

-- A grant without a refresh token ends with its session, so only the others have to be found by their user. The id of a grant begins
-- with that of its session; the index has those of earlier versions, which do not.
DROP TRIGGER oidc_grant_token_disabled;
CREATE TRIGGER oidc_grant_token_disabled AFTER UPDATE OF active, revoked ON token
WHEN new.active = 0 OR new.revoked = 1 BEGIN
  UPDATE oidc_grant SET revoked_at_ms = 0
  WHERE realm = old.realm AND user = old.user AND refresh_number IS NOT NULL AND token_id = old.id AND revoked_at_ms IS NULL;
END;
DROP INDEX oidc_grant_by_user;
CREATE INDEX oidc_grant_by_user ON oidc_grant (realm, user) WHERE refresh_number IS NOT NULL;
DROP INDEX oidc_grant_by_session;
CREATE INDEX oidc_grant_by_session ON oidc_grant (session_id) WHERE substr(id, 1, 32) <> session_id;
