-- Rights, realms and whether an account is disabled can change while its generation stays. Each such change raises this, so that an
-- older copy that arrives late does not undo it in another database. Every column: docs/storage.md.
ALTER TABLE admin ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
