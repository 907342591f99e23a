-- How often the session in an enrolment's QR code was used: more than once means that somebody else has the QR code.
ALTER TABLE token RENAME COLUMN session_fetched TO session_uses;
-- An enrolment under way has to begin anew: the phone's session is now a sealed ticket.
UPDATE token SET session_hash = NULL WHERE session_uses = 1;

-- Which suites are in use, without reading every token.
CREATE INDEX token_by_suite ON token (suite);
