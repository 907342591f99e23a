-- Finds the rows that stand for many by each token that they name, so that the trail of a person has them. Every column: docs/storage.md.
CREATE TABLE audit_tallied (
  token_id INTEGER NOT NULL REFERENCES token (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,                   -- of the row
  PRIMARY KEY (token_id, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_tallied_gone AFTER DELETE ON audit WHEN old.tally <> '' BEGIN
  DELETE FROM audit_tallied WHERE number = old.number AND token_id IN (
    SELECT id FROM token WHERE serial IN (SELECT value FROM json_each('[' || replace(json_quote(old.serial), ',', '","') || ']')));
END;
