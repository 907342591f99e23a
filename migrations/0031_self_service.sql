-- A session that its person's phone has confirmed may make one change to what protects the account: docs/self-service.md.
ALTER TABLE browser_session ADD COLUMN confirmed_for TEXT;         -- what the next change may be; once it is made, a random mark
ALTER TABLE browser_session ADD COLUMN confirmed_at_ms INTEGER;
