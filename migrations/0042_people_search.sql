-- One search finds people by the beginning of each word of their name, and of their e-mail address. A login changes none of these.
-- src/storage/users/words-of-names.ts has the same expressions: what follows the first space, the second, and the last of three or more.
CREATE INDEX user_by_display_name ON user (display_name COLLATE NOCASE) WHERE display_name IS NOT NULL;
CREATE INDEX user_by_second_word ON user (substr(display_name, instr(display_name, ' ') + 1) COLLATE NOCASE)
  WHERE instr(display_name, ' ') > 0;
CREATE INDEX user_by_third_word ON user (substr(substr(display_name, instr(display_name, ' ') + 1),
    instr(substr(display_name, instr(display_name, ' ') + 1), ' ') + 1) COLLATE NOCASE)
  WHERE instr(substr(display_name, instr(display_name, ' ') + 1), ' ') > 0;
CREATE INDEX user_by_last_word ON user (
    substr(display_name, length(rtrim(display_name, replace(display_name, ' ', ''))) + 1) COLLATE NOCASE)
  WHERE length(display_name) - length(replace(display_name, ' ', '')) > 2;
CREATE INDEX user_by_email ON user (email COLLATE NOCASE) WHERE email IS NOT NULL;
