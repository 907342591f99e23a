-- How near the phone was to the browser that began a sign-in, and whether that browser was new. Every column: docs/storage.md.
ALTER TABLE audit ADD COLUMN proximity TEXT NOT NULL DEFAULT '';  -- network, provider, country, elsewhere; empty: not known
ALTER TABLE audit ADD COLUMN browser TEXT NOT NULL DEFAULT '';    -- known, new; empty: not a sign-in of our pages
-- "That wasn't me" makes the browsers of that time strangers again: earlier sign-ins with the token do not count.
ALTER TABLE token ADD COLUMN browsers_since_ms INTEGER NOT NULL DEFAULT 0;
