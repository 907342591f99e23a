-- What was wrong with a request of an application, and the refusals of one application. Every column: docs/storage.md.
ALTER TABLE audit ADD COLUMN detail TEXT NOT NULL DEFAULT '';  -- the parameter, its fault, and what came as far as it may be shown

-- The action of such a row ends with the client_id, which has 32 digits. No row of a login or of its tokens is in it.
CREATE INDEX audit_by_client ON audit (substr(action, -32)) WHERE detail <> '';
