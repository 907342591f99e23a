-- A search reads thousands of rows to find one. In these indexes it finds all that a filter asks for, and so reads no token or user
-- itself, each of which lies elsewhere. They replace narrower ones of the same name. A login changes none of their columns.
DROP INDEX token_by_serial;
CREATE INDEX token_by_serial ON token (serial COLLATE NOCASE, id, realm, user, description, active, revoked, rollout_state);
DROP INDEX token_by_username;
CREATE INDEX token_by_username
  ON token (coalesce(user, char(1114111) || serial) COLLATE NOCASE, id, serial, realm, user, description, active, revoked, rollout_state);
DROP INDEX token_by_realm;
CREATE INDEX token_by_realm ON token (realm COLLATE NOCASE, serial COLLATE NOCASE, id, user, description, active, revoked, rollout_state);
DROP INDEX user_by_name;
CREATE INDEX user_by_name ON user (name COLLATE NOCASE, id, realm);
CREATE INDEX token_by_description ON token (description COLLATE NOCASE, id) WHERE description <> '';
