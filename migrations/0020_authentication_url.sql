-- The address to which the token's phone posts its answers: the authenticationUrl in the metadata that the phone got. Null: not
-- known, or no phone has asked. Every column: docs/storage.md.
ALTER TABLE token ADD COLUMN authentication_url TEXT;

-- Finds the addresses in use without reading every token. A login does not change this index.
CREATE INDEX token_by_authentication_url ON token (authentication_url)
WHERE rollout_state = 'enrolled' AND authentication_url IS NOT NULL;
