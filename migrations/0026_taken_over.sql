-- What a phone keeps for good of its enrolment, which may have been another server's. Every column: docs/storage.md.

-- The phone's name for the account. Null: user and realm, joined as at an enrolment here.
ALTER TABLE token ADD COLUMN identity TEXT;
-- The service under which the phone has filed the account. Null: TIQR_SERVICE_IDENTIFIER.
ALTER TABLE token ADD COLUMN service_identifier TEXT;
-- A keyed digest of the record from which `npm run import` made the token, as long as its phone and PIN are those of the record.
ALTER TABLE token ADD COLUMN import_digest TEXT;
