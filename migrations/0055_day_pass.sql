-- A code that stands for a person's phone for some hours. It is read with the token, so a login reads no row for it. Every column:
-- docs/storage.md.
ALTER TABLE token ADD COLUMN sealed_pass TEXT;
ALTER TABLE token ADD COLUMN pass_until_ms INTEGER;
ALTER TABLE token ADD COLUMN pass_left INTEGER;
CREATE INDEX token_by_pass_key ON token (substr(sealed_pass, 1, 8), serial) WHERE sealed_pass IS NOT NULL;
CREATE INDEX token_by_pass ON token (realm, user) WHERE sealed_pass IS NOT NULL;
CREATE INDEX token_by_pass_end ON token (pass_until_ms) WHERE pass_until_ms IS NOT NULL;

-- What a pass has opened ends with it, however it ends. The last use alone ends nothing: its session lasts as long as the pass would.
CREATE TRIGGER token_pass_over AFTER UPDATE OF pass_until_ms ON token
WHEN old.pass_until_ms IS NOT NULL AND new.pass_until_ms IS NOT old.pass_until_ms BEGIN
  UPDATE browser_session SET expires_at_ms = 0
  WHERE realm = old.realm AND user = old.user AND token_id = old.id AND amr = '["pin"]' AND expires_at_ms > 0;
END;
-- Whoever has a phone again needs no pass.
CREATE TRIGGER token_pass_enrolled AFTER UPDATE OF rollout_state ON token
WHEN new.rollout_state = 'enrolled' AND old.rollout_state <> 'enrolled' BEGIN
  UPDATE token SET sealed_pass = NULL, pass_until_ms = NULL, pass_left = NULL
  WHERE realm = new.realm AND user = new.user AND sealed_pass IS NOT NULL;
END;
-- The pass of one person must not open the login of the next.
CREATE TRIGGER token_pass_of_another AFTER UPDATE OF user, realm ON token
WHEN new.sealed_pass IS NOT NULL AND (old.realm, old.user) IS NOT (new.realm, new.user) BEGIN
  UPDATE token SET sealed_pass = NULL, pass_until_ms = NULL, pass_left = NULL WHERE id = new.id;
END;

-- The limits of passes are counted in the trail, in these few rows.
CREATE INDEX audit_pass_of_person ON audit (realm, user, at_ms) WHERE event = 'PASS_MADE';
CREATE INDEX audit_pass_by_account ON audit (administrator, at_ms) WHERE event = 'PASS_MADE';
