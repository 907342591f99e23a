-- A phone has proved its secret by its first right answer. Until then its metadata may be fetched again, and its secret replaced, by
-- the same phone only: docs/storage.md. A token that has answered or signed in before was proved then.
ALTER TABLE token ADD COLUMN proven_at_ms INTEGER;            -- null: no right answer since the phone enrolled
ALTER TABLE token ADD COLUMN session_from TEXT;               -- hash of the session, network and User-Agent of its first use
ALTER TABLE token ADD COLUMN session_fetches INTEGER NOT NULL DEFAULT 0;
ALTER TABLE token ADD COLUMN secret_fetch INTEGER;            -- the fetch whose session brought the secret
UPDATE token SET proven_at_ms = coalesce(last_auth_ms, assigned_at_ms, created_at_ms)
WHERE rollout_state = 'enrolled' AND (last_auth_ms IS NOT NULL OR last_step IS NOT NULL);
CREATE INDEX token_unproven ON token (id) WHERE rollout_state = 'enrolled' AND proven_at_ms IS NULL AND revoked = 0;
