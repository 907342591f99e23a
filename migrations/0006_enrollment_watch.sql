-- Finds the enrolment that somebody watches, by what its QR code's session hashes to.
CREATE INDEX token_by_session ON token (session_hash) WHERE session_hash IS NOT NULL;
