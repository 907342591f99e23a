-- The people and groups of a directory: SCIM 2.0. Every column: docs/storage.md. No login changes any of it.
ALTER TABLE user ADD COLUMN scim_id TEXT;              -- random; set for every user
ALTER TABLE user ADD COLUMN scim TEXT;                 -- JSON: what a directory keeps with us; null: nothing
ALTER TABLE user ADD COLUMN changed_at_ms INTEGER;     -- null: not since it was made
ALTER TABLE user ADD COLUMN deleted_at_ms INTEGER;     -- by a directory; cron removes the user some days later
UPDATE user SET scim_id = lower(hex(randomblob(16)));
CREATE UNIQUE INDEX user_by_scim_id ON user (scim_id);
-- A directory compares names without case. Earlier versions took names that differ in it alone, so this is not unique.
CREATE INDEX user_by_realm_and_name ON user (realm, lower(name));
CREATE INDEX user_of_directory ON user (realm) WHERE deleted_at_ms IS NULL;
CREATE INDEX user_deleted ON user (deleted_at_ms) WHERE deleted_at_ms IS NOT NULL;

-- Both ids in one write. A version without the column may still make users until the deploy.
DROP TRIGGER user_subject;
CREATE TRIGGER user_subject AFTER INSERT ON user WHEN new.subject IS NULL OR new.scim_id IS NULL BEGIN
  UPDATE user SET subject = coalesce(subject, lower(hex(randomblob(16)))), scim_id = coalesce(scim_id, lower(hex(randomblob(16))))
    WHERE id = new.id;
END;
-- Whoever changes what a directory sees makes another version of it. A directory's own changes bring the time along.
CREATE TRIGGER user_changed AFTER UPDATE OF display_name, email, groups, external_id, deactivated_at_ms ON user
WHEN new.changed_at_ms IS old.changed_at_ms AND (new.display_name, new.email, new.groups, new.external_id, new.deactivated_at_ms)
  IS NOT (old.display_name, old.email, old.groups, old.external_id, old.deactivated_at_ms) BEGIN
  UPDATE user SET changed_at_ms = max(coalesce(changed_at_ms, created_at_ms) + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
    WHERE id = new.id;
END;

-- A pass goes along to its person's new name, and still not to another person: while a directory renames somebody, nobody has the
-- name that was.
DROP TRIGGER token_pass_of_another;
CREATE TRIGGER token_pass_of_another AFTER UPDATE OF user, realm ON token
WHEN new.sealed_pass IS NOT NULL AND (old.realm, old.user) IS NOT (new.realm, new.user)
  AND (EXISTS (SELECT 1 FROM user WHERE realm = old.realm AND name = old.user)
    OR NOT EXISTS (SELECT 1 FROM user WHERE realm = old.realm AND realm = new.realm AND name = new.user
      AND scim ->> '$.names[#-1].name' = old.user)) BEGIN
  UPDATE token SET sealed_pass = NULL, pass_until_ms = NULL, pass_left = NULL WHERE id = new.id;
END;

CREATE TABLE scim_group (
  id INTEGER PRIMARY KEY,
  scim_id TEXT NOT NULL UNIQUE,                        -- random
  realm TEXT NOT NULL,
  display_name TEXT NOT NULL,
  external_id TEXT,
  mark TEXT NOT NULL,                                  -- of the batch that changed it last
  created_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX scim_group_by_realm ON scim_group (realm);
CREATE UNIQUE INDEX scim_group_by_name ON scim_group (realm, display_name COLLATE NOCASE);
CREATE UNIQUE INDEX scim_group_by_external_id ON scim_group (realm, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE scim_member (
  group_id INTEGER NOT NULL REFERENCES scim_group (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX scim_member_by_user ON scim_member (user_id);
-- A group has another version when a member is deleted, brought back or removed, by whomever.
CREATE TRIGGER scim_member_hidden AFTER UPDATE OF deleted_at_ms ON user WHEN new.deleted_at_ms IS NOT old.deleted_at_ms BEGIN
  UPDATE scim_group SET changed_at_ms = max(changed_at_ms + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
    WHERE id IN (SELECT group_id FROM scim_member WHERE user_id = new.id);
END;
CREATE TRIGGER scim_member_removed BEFORE DELETE ON user BEGIN
  UPDATE scim_group SET changed_at_ms = max(changed_at_ms + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER))
    WHERE id IN (SELECT group_id FROM scim_member WHERE user_id = old.id);
END;

-- The mail of a link that a directory has made, until it is sent.
ALTER TABLE enrollment_link ADD COLUMN mail_due_at_ms INTEGER;  -- when it is next tried; null: nothing to send
CREATE INDEX enrollment_link_due ON enrollment_link (mail_due_at_ms) WHERE mail_due_at_ms IS NOT NULL;
