-- A session keeps its id when its person signs in again in the same browser, so that applications still know it; the secret in the
-- cookie is a new one each time.
ALTER TABLE browser_session ADD COLUMN secret_hash TEXT;  -- SHA-256 in hex
CREATE UNIQUE INDEX browser_session_by_secret ON browser_session (secret_hash);

-- Many statements change tokens, and none of them has to know of sessions: a session whose token can no longer answer for it is over,
-- and cron finds it at the beginning of browser_session_by_end and tells its applications.
CREATE TRIGGER browser_session_token_changed AFTER UPDATE OF active, revoked, generation, user, realm ON token
WHEN new.active = 0 OR new.revoked = 1 OR new.generation <> old.generation BEGIN
  UPDATE browser_session SET expires_at_ms = 0 WHERE token_id = new.id AND expires_at_ms > 0;
END;
CREATE TRIGGER browser_session_token_deleted AFTER DELETE ON token BEGIN
  UPDATE browser_session SET expires_at_ms = 0 WHERE token_id = old.id AND expires_at_ms > 0;
END;
