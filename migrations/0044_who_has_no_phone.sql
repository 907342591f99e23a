-- Who has no phone yet, and who was invited. Every column: docs/storage.md. The triggers below do not see what a login writes.

ALTER TABLE user ADD COLUMN phones INTEGER NOT NULL DEFAULT 0;  -- tokens with a phone that are not revoked
ALTER TABLE user ADD COLUMN link_ends_at_ms INTEGER;  -- when the last unused enrolment link ends or was withdrawn; null: there was none

-- Those who never had a link come first, the newest before the others; then by the ends. src/storage/users/without-phone.ts has the same.
CREATE INDEX user_without_phone ON user (coalesce(link_ends_at_ms, -id)) WHERE phones = 0;
CREATE INDEX user_without_phone_by_realm ON user (realm, coalesce(link_ends_at_ms, -id)) WHERE phones = 0;

-- How many people are in each state. -1: with a phone. 0: never had a link. Otherwise the hour, since 1970, in which the last link ends.
CREATE TABLE people_sum (
  state INTEGER PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT;
-- Users up to this id are counted. Cron counts those that were there before this migration, some at a time.
ALTER TABLE housekeeping ADD COLUMN people_counted_to INTEGER NOT NULL DEFAULT 0;
UPDATE housekeeping SET people_counted_to = 9007199254740991 WHERE NOT EXISTS (SELECT 1 FROM user);
-- Earlier hours are counted as this one, so that they do not become more and more rows.
ALTER TABLE housekeeping ADD COLUMN people_from_hour INTEGER NOT NULL DEFAULT 1;

CREATE VIEW user_phones AS SELECT user.id,
  (SELECT count(*) FROM token WHERE token.realm = user.realm AND token.user = user.name
     AND token.rollout_state = 'enrolled' AND NOT token.revoked) AS phones,
  (SELECT max(coalesce(link.withdrawn_at_ms, link.expires_at_ms)) FROM enrollment_link AS link
   WHERE link.realm = user.realm AND link.user = user.name AND (link.started_at_ms IS NULL OR link.withdrawn_at_ms IS NOT NULL
     OR EXISTS (SELECT 1 FROM token WHERE token.serial = link.serial AND token.session_hash = link.session_hash
       AND token.rollout_state = 'clientwait'))) AS link_ends_at_ms
FROM user;

CREATE TRIGGER user_made AFTER INSERT ON user BEGIN
  INSERT INTO people_sum (state, count) SELECT 0, 1 FROM housekeeping WHERE new.id <= people_counted_to
    ON CONFLICT (state) DO UPDATE SET count = count + 1;
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE id = new.id)
    WHERE id = new.id AND (0, NULL) IS NOT (SELECT phones, link_ends_at_ms FROM user_phones WHERE id = new.id);
END;
CREATE TRIGGER user_phones_changed AFTER UPDATE OF phones, link_ends_at_ms ON user
WHEN old.phones <> new.phones OR old.link_ends_at_ms IS NOT new.link_ends_at_ms BEGIN
  INSERT INTO people_sum (state, count)
    SELECT CASE WHEN old.phones > 0 THEN -1 WHEN old.link_ends_at_ms IS NULL THEN 0
      ELSE max(old.link_ends_at_ms / 3600000, people_from_hour) END, -1 FROM housekeeping WHERE old.id <= people_counted_to
    ON CONFLICT (state) DO UPDATE SET count = count - 1;
  INSERT INTO people_sum (state, count)
    SELECT CASE WHEN new.phones > 0 THEN -1 WHEN new.link_ends_at_ms IS NULL THEN 0
      ELSE max(new.link_ends_at_ms / 3600000, people_from_hour) END, 1 FROM housekeeping WHERE new.id <= people_counted_to
    ON CONFLICT (state) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER user_deleted AFTER DELETE ON user BEGIN
  UPDATE people_sum SET count = count - 1 WHERE old.id <= (SELECT people_counted_to FROM housekeeping)
    AND state = (SELECT CASE WHEN old.phones > 0 THEN -1 WHEN old.link_ends_at_ms IS NULL THEN 0
      ELSE max(old.link_ends_at_ms / 3600000, people_from_hour) END FROM housekeeping);
END;

CREATE TRIGGER user_phones_token_made AFTER INSERT ON token WHEN new.rollout_state = 'enrolled' BEGIN
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id)
    WHERE realm = new.realm AND name = new.user;
END;
CREATE TRIGGER user_phones_token_changed AFTER UPDATE OF rollout_state, revoked, session_hash, user, realm ON token BEGIN
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id)
    WHERE realm = new.realm AND name = new.user;
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id)
    WHERE realm = old.realm AND name = old.user AND (realm, name) IS NOT (new.realm, new.user);
END;
CREATE TRIGGER user_phones_token_deleted AFTER DELETE ON token BEGIN
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id)
    WHERE realm = old.realm AND name = old.user;
END;
CREATE TRIGGER user_phones_link_made AFTER INSERT ON enrollment_link BEGIN
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id)
    WHERE realm = new.realm AND name = new.user;
END;
CREATE TRIGGER user_phones_link_changed AFTER UPDATE OF started_at_ms, serial, session_hash, withdrawn_at_ms ON enrollment_link BEGIN
  UPDATE user SET (phones, link_ends_at_ms) = (SELECT phones, link_ends_at_ms FROM user_phones WHERE user_phones.id = user.id)
    WHERE realm = new.realm AND name = new.user;
END;
