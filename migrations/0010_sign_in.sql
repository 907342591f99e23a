-- The wrong passwords of accounts, and the networks from which accounts have signed in. Every column: docs/storage.md.

CREATE TABLE sign_in (
  name TEXT NOT NULL,                         -- of an account that exists
  network TEXT NOT NULL,                      -- an IPv4 address, an IPv6 /64 or unknown; empty: all networks that are new to the name
  failcount INTEGER NOT NULL DEFAULT 0,       -- wrong passwords since the last lock
  locks INTEGER NOT NULL DEFAULT 0,           -- each is followed by a longer wait
  failed_at_ms INTEGER NOT NULL DEFAULT 0,    -- of the last wrong password
  until_ms INTEGER NOT NULL DEFAULT 0,        -- until then even the right password is refused
  signed_in_at_ms INTEGER,                    -- of a sign-in, updated at most once a day; null: none
  PRIMARY KEY (name, network)
) STRICT, WITHOUT ROWID;
