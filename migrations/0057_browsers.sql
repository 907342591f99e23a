-- What a session's browser calls itself, as the words in which a person recognises it: src/core/oidc/sessions/browser-name.ts. Empty:
-- not known, or begun by a version before this one. It is in the row that a sign-in writes anyway.
ALTER TABLE browser_session ADD COLUMN browser TEXT NOT NULL DEFAULT '';
