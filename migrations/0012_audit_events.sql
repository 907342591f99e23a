-- Adds to each audit row its event, the kind of phone and the number of refusals it stands for, and chains the checkpoints. Earlier
-- rows and checkpoints have no such values and stay as they were signed. Every column: docs/storage.md.

ALTER TABLE audit ADD COLUMN event TEXT NOT NULL DEFAULT '';    -- src/core/events.ts; empty: written before events existed
ALTER TABLE audit ADD COLUMN phone TEXT NOT NULL DEFAULT '';    -- android, ios, other; empty: not a phone's request
ALTER TABLE audit ADD COLUMN count INTEGER NOT NULL DEFAULT 1;

-- SHA-256 in hex over the checkpoint before this one; null: made before the chain began.
ALTER TABLE audit_checkpoint ADD COLUMN previous TEXT;
