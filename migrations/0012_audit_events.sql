-- What a row is called, which app a phone's request came from, and how many refusals a row stands for; and the chain of the
-- checkpoints. Rows and checkpoints from before have none of it, and stay as they were signed. Every column: docs/storage.md.

ALTER TABLE audit ADD COLUMN event TEXT NOT NULL DEFAULT '';    -- src/core/events.ts; empty: written before there were any
ALTER TABLE audit ADD COLUMN phone TEXT NOT NULL DEFAULT '';    -- android, ios, other, or empty: no phone's request
ALTER TABLE audit ADD COLUMN count INTEGER NOT NULL DEFAULT 1;

-- SHA-256 in hex over the checkpoint before this one; null: made before there was a chain.
ALTER TABLE audit_checkpoint ADD COLUMN previous TEXT;
