-- When the refresh token of a grant was last replaced: for a moment the one before it is answered again. Every column: docs/storage.md.
ALTER TABLE oidc_grant ADD COLUMN refreshed_at_ms INTEGER;  -- null: never, or by a version before this one
