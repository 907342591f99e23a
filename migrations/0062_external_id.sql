-- The key of a person at a directory. Every column: docs/storage.md.
ALTER TABLE user ADD COLUMN external_id TEXT;          -- as the directory gave it; Entra's object id in lower case
CREATE UNIQUE INDEX user_by_external_id ON user (external_id, realm) WHERE external_id IS NOT NULL;
