-- The time at which an administrator withdrew the link; null: not withdrawn. The row stays, so that the link's page can say so.
ALTER TABLE enrollment_link ADD COLUMN withdrawn_at_ms INTEGER;
