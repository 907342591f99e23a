-- Finds the values sealed under an older root key without reading every token: sealed text begins with its key id.
CREATE INDEX token_by_secret_key ON token (substr(sealed_secret, 1, 8), serial) WHERE sealed_secret IS NOT NULL;
CREATE INDEX token_by_pin_key ON token (substr(sealed_pin, 1, 8), serial) WHERE sealed_pin IS NOT NULL;

-- How far cron has come in resealing. At most one row.
CREATE TABLE reseal (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  place INTEGER NOT NULL,                    -- the column's index in SEALED_PLACES of src/storage/keys/sealed-places.ts
  key TEXT NOT NULL,                         -- key id of the last row looked at
  owner TEXT NOT NULL                        -- its serial or name
) STRICT;
