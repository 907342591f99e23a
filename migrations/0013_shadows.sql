-- Finds the users of a realm whose names end in `@` and another realm, without reading every user. The expression is what stands
-- behind the last @, in lower case; its twin is in src/storage/shadows.ts, and SQLite sees that they fit only while they are the same.
CREATE INDEX user_by_realm_in_name ON user (realm, lower(substr(name, length(rtrim(name, replace(name, '@', ''))) + 1)))
  WHERE instr(substr(name, 2), '@') > 0;

-- Whether the request that made the link has said that its user may take names that mean others today.
ALTER TABLE enrollment_link ADD COLUMN shadows INTEGER NOT NULL DEFAULT 0;
