-- Networks whose limit of wrong guesses was reached though right PINs came from them, for the warning of GET /system/. Every column:
-- docs/storage.md.
CREATE TABLE limited_network (
  network TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
