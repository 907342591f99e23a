-- How often the session in an enrolment's QR code was used. More than once means that someone else has the QR code.
ALTER TABLE token RENAME COLUMN session_fetched TO session_uses;
-- The phone's session is now sealed, so an enrolment that is under way has to start again.
UPDATE token SET session_hash = NULL WHERE session_uses = 1;

-- Finds the suites in use without reading every token.
CREATE INDEX token_by_suite ON token (suite);
