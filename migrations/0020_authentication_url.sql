-- Where the phone of a token posts its answers: the authenticationUrl of the metadata that it was given, or null: not known, or
-- no phone has asked. Every column: docs/storage.md.
ALTER TABLE token ADD COLUMN authentication_url TEXT;

-- Which addresses are in use, without reading every token. A login changes nothing in it.
CREATE INDEX token_by_authentication_url ON token (authentication_url)
WHERE rollout_state = 'enrolled' AND authentication_url IS NOT NULL;
