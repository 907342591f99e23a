-- When an administrator has taken an enrolment link back; null: not. The row stays, so that the link's page can say so.
ALTER TABLE enrollment_link ADD COLUMN withdrawn_at_ms INTEGER;
