// Why a request is refused, as data. Expected refusals are values of this union, with their evidence;
// src/http/answer/reason-to-wire.ts turns each into words. Exceptions are bugs or a failing platform.

export type Reason =
  // the request cannot be read
  | { readonly code: "unknown-path" }
  /** The path has only the `allowed` methods, written as in an Allow header. */
  | { readonly code: "unknown-method"; readonly allowed: string }
  | { readonly code: "missing-parameter"; readonly name: string }
  | { readonly code: "missing-init-user" }
  | { readonly code: "missing-serial" }
  | { readonly code: "missing-subject" }
  | { readonly code: "invalid-parameter"; readonly message: string }
  /** A line of a file of users cannot be taken. */
  | ({ readonly code: "invalid-file"; readonly message: string } & FileFault)
  | { readonly code: "invalid-line"; readonly fault: LineFault; readonly message: string }
  | { readonly code: "too-long"; readonly name: string }
  | { readonly code: "nul-character"; readonly name: string }
  /** The name of a user or realm contains a control character. */
  | { readonly code: "control-character" }
  /** The name with its realm fits no QR code. */
  | { readonly code: "user-too-long"; readonly mostCharacters: number; readonly mostEncoded: number }
  | { readonly code: "pin-too-short"; readonly least: number }
  | { readonly code: "pattern-too-long"; readonly name: string; readonly mostBytes: number }
  | { readonly code: "too-large" }
  /** The body broke off, or came too late. */
  | { readonly code: "body-lost" }
  | { readonly code: "unknown-action" }
  | { readonly code: "unknown-token-type"; readonly type: string }
  // the request names a user, token or link that is unknown or unsuitable
  /** In a login. An application hears the same as of a user without tokens. */
  | { readonly code: "unknown-user" }
  /** An unknown user, on all other routes. */
  | { readonly code: "user-not-found" }
  | { readonly code: "unknown-serial" }
  /** An unknown serial, on /token/. */
  | { readonly code: "unknown-serials"; readonly serial: string }
  /** An account names an enrolment link by an id that no link has. */
  | { readonly code: "unknown-link" }
  /** An account names an application by an id that no client has. */
  | { readonly code: "unknown-client" }
  | { readonly code: "foreign-serial" }
  /** A new user would take names from so many users, and the request does not say that it may: src/storage/tokens/shadows.ts. */
  | { readonly code: "shadows-users"; readonly count: number }
  | { readonly code: "already-assigned"; readonly user: string; readonly realm: string }
  | { readonly code: "too-many-tokens" }
  | { readonly code: "read-only-settings" }
  | { readonly code: "invalid-session" }
  /** The QR code of an enrolment was used before. */
  | { readonly code: "session-used" }
  /** An enrolment link that is unknown, expired, used up, or not this browser's. */
  | { readonly code: "link-not-open" }
  // a first factor refused
  | { readonly code: "no-tokens" }
  | { readonly code: "token-disabled" }
  | { readonly code: "token-locked" }
  | { readonly code: "token-revoked" }
  | { readonly code: "token-not-valid-now" }
  | { readonly code: "token-not-enrolled" }
  /** The secret or PIN of the token, or the password of the account, was sealed under a key that is not among ours. */
  | { readonly code: "key-lost" }
  | { readonly code: "wrong-pin" }
  /** The answer is right, but the user gave the PIN, or the application the serial, of another token than this phone's. */
  | { readonly code: "token-not-asked" }
  // an answer refused
  | { readonly code: "wrong-response"; readonly attemptsLeft: number }
  /** The phone's own wrong response has just closed the lock. An undefined `opensAfterMs` means that it stays closed. */
  | { readonly code: "locked-by-response"; readonly opensAfterMs: number | undefined; readonly blocksPhone: boolean }
  /** The challenge is unknown, expired, used, cancelled or blocked, or none of its candidates may answer it any more. */
  | ({ readonly code: "challenge-not-open" } & WhyNotOpen)
  // a finalize refused
  | { readonly code: "not-answered"; readonly serial: string }
  | { readonly code: "nothing-to-finalize" }
  // the login page
  /** The form comes from no page of ours. */
  | { readonly code: "cross-site" }
  // an application refused: src/core/oidc
  /** It is unknown, or did not authenticate as it is registered. */
  | { readonly code: "invalid-client" }
  | { readonly code: "secret-in-form" }
  | { readonly code: "secret-in-header" }
  /** Its code or refresh token is unknown, over, or another's. */
  | { readonly code: "invalid-grant" }
  /** Its code or refresh token was used before, and what it gave has ended. */
  | { readonly code: "replayed-grant" }
  /** A request for authorization that the client was told is refused, or that a page of ours has refused: src/core/oidc. */
  | { readonly code: "authorization-refused" }
  /** A proxy asks for a host that no client has, or that cannot be guarded from here. */
  | { readonly code: "unguarded-host" }
  // a caller refused
  | { readonly code: "missing-username" }
  | { readonly code: "wrong-credentials" }
  /** The password was right, but none of the tokens that must confirm it can do so now. */
  | { readonly code: "second-factor-unusable"; readonly because: string }
  /** The password was right, but the account needs a phone and has none. */
  | { readonly code: "second-factor-required" }
  | { readonly code: "second-factor-missing" }
  /** The digits that were typed in from the phone are wrong. */
  | { readonly code: "second-factor-wrong" }
  | { readonly code: "missing-authorization" }
  | { readonly code: "invalid-authorization"; readonly message: string }
  | { readonly code: "expired-authorization" }
  | { readonly code: "wrong-role" }
  /** The JWT is right, but the account is gone or has a new password, or the session was ended. */
  | { readonly code: "signed-out" }
  | { readonly code: "missing-right"; readonly right: string }
  /** The request would change tokens of ADMIN_REALM, and the account is not an administrator's. */
  | { readonly code: "administrators-only" }
  /** The request would change tokens of ADMIN_REALM, and the administrator's phone has not confirmed the session lately. */
  | { readonly code: "confirmation-needed" }
  /** The account's rights are bound to realms, and this is in none of them. */
  | { readonly code: "other-realm" }
  /** The password was right, but the account is disabled. */
  | { readonly code: "account-disabled" }
  | { readonly code: "unknown-account" }
  | { readonly code: "account-exists" }
  /** The change would leave no administrator who can sign in. */
  | { readonly code: "last-administrator" }
  | { readonly code: "too-many-keys" }
  /** Events are sent to no address of this id. */
  | { readonly code: "unknown-endpoint" }
  | { readonly code: "too-many-endpoints" }
  /** There is no job of this id, or it was forgotten. */
  | { readonly code: "unknown-job" }
  /** The account has as many jobs going on as it may have. */
  | { readonly code: "too-many-jobs" }
  | { readonly code: "too-many-requests"; readonly retryAfterSeconds: number }
  // a listener refused
  | { readonly code: "too-many-listeners" }
  | { readonly code: "foreign-origin" }
  | { readonly code: "no-upgrade" }
  // the server behind this one (UPSTREAM_PRIVACYIDEA)
  | { readonly code: "upstream-failed" }
  | { readonly code: "upstream-late" }
  /** The request has been sent on by this service before. */
  | { readonly code: "upstream-loop" }
  // the platform failed, and nothing was done
  | { readonly code: "unavailable" };

/**
 * Told to a phone alone, in a sentence for its owner. Whoever holds the sessionKey has seen the QR
 * code, and may know what became of it. Absent where nothing may be told apart.
 */
interface WhyNotOpen {
  /** `open`: none of the tokens that were asked can answer now. */
  readonly state?: "open" | "answered" | "used" | "cancelled" | "blocked" | "expired" | "unknown";
  /**
   * Why the token may not answer whose right response this is. Only its phone can have computed
   * that.
   */
  readonly because?:
    | "token-revoked"
    | "token-disabled"
    | "token-not-valid-now"
    | "token-locked"
    | "key-lost"
    | "token-not-asked";
}

/** What is wrong with a line: too many cells, a user named before, no name, or a value that cannot be taken. */
/** Why nothing of a file of users can be taken: the line with the quotes, the name of the column, the most users. */
export type FileFault =
  | { readonly fault: "quotes"; readonly line: number }
  | { readonly fault: "column"; readonly column: string }
  | { readonly fault: "too-many"; readonly most: number }
  | { readonly fault: "empty" | "column-twice" | "no-name" | "no-users" };

export type LineFault = "cells" | "twice" | "no-name" | "email" | "name" | "groups";

export type Refusal = { readonly ok: false; readonly reason: Reason };
export type Outcome<T> = ({ readonly ok: true } & T) | Refusal;

export const refuse = (reason: Reason): Refusal => ({ ok: false, reason });

/** `what` follows the name, without a full stop: it says what was expected, or what is wrong. */
export const invalidParameter = (name: string, what: string): Refusal =>
  refuse({ code: "invalid-parameter", message: `Invalid parameter ${name}: ${what}.` });

export type Changed = Outcome<{ readonly changed: number }>;
