-- Finds the enrolment that a page watches, by the hash of its QR code's session.
CREATE INDEX token_by_session ON token (session_hash) WHERE session_hash IS NOT NULL;
