-- "Muller" finds Müller: a name is also stored as src/lib/fold.ts folds it, and searched by that. Every column: docs/storage.md.
ALTER TABLE user ADD COLUMN folded TEXT;

-- src/storage/users/search-ways.ts has the same expressions, as migration 0042 had them on the name as it is: what follows the first
-- space, the second, and the last of three or more. Plain names need no column, so they are found before cron has filled it.
DROP INDEX user_by_display_name;
DROP INDEX user_by_second_word;
DROP INDEX user_by_third_word;
DROP INDEX user_by_last_word;
CREATE INDEX user_by_folded ON user (coalesce(folded, lower(display_name)) COLLATE NOCASE) WHERE display_name IS NOT NULL;
CREATE INDEX user_by_second_word ON user (
    substr(coalesce(folded, lower(display_name)), instr(coalesce(folded, lower(display_name)), ' ') + 1) COLLATE NOCASE)
  WHERE instr(coalesce(folded, lower(display_name)), ' ') > 0;
CREATE INDEX user_by_third_word ON user (
    substr(substr(coalesce(folded, lower(display_name)), instr(coalesce(folded, lower(display_name)), ' ') + 1),
      instr(substr(coalesce(folded, lower(display_name)), instr(coalesce(folded, lower(display_name)), ' ') + 1), ' ') + 1) COLLATE NOCASE)
  WHERE instr(substr(coalesce(folded, lower(display_name)), instr(coalesce(folded, lower(display_name)), ' ') + 1), ' ') > 0;
CREATE INDEX user_by_last_word ON user (
    substr(coalesce(folded, lower(display_name)), length(rtrim(coalesce(folded, lower(display_name)),
      replace(coalesce(folded, lower(display_name)), ' ', ''))) + 1) COLLATE NOCASE)
  WHERE length(coalesce(folded, lower(display_name))) - length(replace(coalesce(folded, lower(display_name)), ' ', '')) > 2;

-- What cron has to fill; nothing is in it once that is done.
CREATE INDEX user_not_folded ON user (id) WHERE folded IS NULL AND display_name IS NOT NULL;
-- A version without the column may still change a name, whose old folded text would then hide the person. Cron folds it anew,
-- as it does a name whose change left its folded text as it was.
CREATE TRIGGER user_renamed AFTER UPDATE OF display_name ON user
WHEN lower(new.display_name) IS NOT lower(old.display_name) AND new.folded IS old.folded AND old.folded IS NOT NULL BEGIN
  UPDATE user SET folded = NULL WHERE id = new.id;
END;
