-- Finds the users of a realm whose names end in `@` and another realm, without reading every user. The expression takes the text
-- behind the last @ in lower case. src/storage/tokens/shadows.ts has the same expression; SQLite uses the index only while both agree.
CREATE INDEX user_by_realm_in_name ON user (realm, lower(substr(name, length(rtrim(name, replace(name, '@', ''))) + 1)))
  WHERE instr(substr(name, 2), '@') > 0;

-- Whether the request that made the link allowed its user to take over names that now mean other users.
ALTER TABLE enrollment_link ADD COLUMN shadows INTEGER NOT NULL DEFAULT 0;
