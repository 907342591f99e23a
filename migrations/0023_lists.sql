-- Lists read one range of an index and ignore the case of letters, as these indexes do. A login changes none of them.
CREATE INDEX token_by_serial ON token (serial COLLATE NOCASE);
-- Tokens of no user stand behind all users, by their serials. src/storage/tokens/list-ways.ts has the same expression.
CREATE INDEX token_by_username ON token (coalesce(user, char(1114111) || serial) COLLATE NOCASE, id);
CREATE INDEX token_by_realm ON token (realm COLLATE NOCASE, serial COLLATE NOCASE);
CREATE INDEX user_by_name ON user (name COLLATE NOCASE);
-- The links of a user that have not expired; the one that expires last is first.
DROP INDEX enrollment_link_by_user;
CREATE INDEX enrollment_link_by_user ON enrollment_link (realm, user, expires_at_ms);
-- The serial under which a list finds a link: that of the token it has made, or else of the one that it replaces.
CREATE INDEX enrollment_link_by_serial ON enrollment_link (coalesce(serial, replaces) COLLATE NOCASE);
