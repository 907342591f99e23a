// Why a request is refused, as data: all reasons, each with its audit event and what it carries
// besides its code. Its sentence explains it to developers: `npm run docs` writes it into
// docs/api.md. src/http/answer/reason-to-wire.ts words it. Exceptions are bugs or platform
// failures.

import type { AuditEvent } from "./audit/events.ts";

interface Kind<Evidence> {
  readonly event: AuditEvent;
  /** A type alone: no reason has it at run time. */
  readonly evidence?: Evidence;
}
const reason = <Evidence = unknown>(event: AuditEvent): Kind<Evidence> => ({ event });

export const REASONS = {
  // the request cannot be read
  /** There is no such path. */
  "unknown-path": reason("REQUEST_REFUSED"),
  /** The path has other methods; they are in the header `Allow`. */
  "unknown-method": reason<{ readonly allowed: string }>("REQUEST_REFUSED"),
  /** A parameter is missing. */
  "missing-parameter": reason<{ readonly name: string }>("REQUEST_REFUSED"),
  /** The request makes a token but names no user. */
  "missing-init-user": reason("REQUEST_REFUSED"),
  /** The request names no token by `serial` or `serials`. */
  "missing-serial": reason("REQUEST_REFUSED"),
  /** The request names neither a user nor a serial. */
  "missing-subject": reason("REQUEST_REFUSED"),
  /** A parameter has a value that it cannot have; the message says which. */
  "invalid-parameter": reason<{ readonly message: string }>("REQUEST_REFUSED"),
  /** Nothing of a file of users can be taken; the message says why. */
  "invalid-file": reason<{ readonly message: string } & FileFault>("REQUEST_REFUSED"),
  /** In a job: a line of the file cannot be taken; the message says why. */
  "invalid-line": reason<{ readonly fault: LineFault; readonly message: string }>("REQUEST_REFUSED"),
  /** A parameter is longer than 1024 characters. */
  "too-long": reason<{ readonly name: string }>("REQUEST_REFUSED"),
  /** A parameter has a NUL character. */
  "nul-character": reason<{ readonly name: string }>("REQUEST_REFUSED"),
  /** The name of a user or realm has a control character. */
  "control-character": reason("REQUEST_REFUSED"),
  /** The name of a new user or realm has a character that nobody sees. */
  "unseen-character": reason<{ /** Such as `U+200B`. */ readonly character: string }>("REQUEST_REFUSED"),
  /** The user's name with its realm would fit no QR code. */
  "user-too-long": reason<{ readonly mostCharacters: number; readonly mostEncoded: number }>("REQUEST_REFUSED"),
  /** The PIN is shorter than `PIN_MIN_LENGTH`. */
  "pin-too-short": reason<{ readonly least: number }>("REQUEST_REFUSED"),
  /** A search with `*` is longer than the database allows. */
  "pattern-too-long": reason<{ readonly name: string; readonly mostBytes: number }>("REQUEST_REFUSED"),
  /** The body broke off, or came too late. */
  "body-lost": reason("REQUEST_REFUSED"),
  /** The body is larger than 64 KiB. */
  "too-large": reason("REQUEST_REFUSED"),
  /** `/ttype/tiqr` has no such action. */
  "unknown-action": reason("REQUEST_REFUSED"),
  /** There is no token type but `tiqr`. */
  "unknown-token-type": reason<{ readonly type: string }>("REQUEST_REFUSED"),
  // the request names a user, token or link that is unknown or unsuitable
  /** There is no such user; a login says `no-tokens`. */
  "user-not-found": reason("USER_UNKNOWN"),
  /** There is no such token. */
  "unknown-serial": reason("NO_TOKEN"),
  /** The same, for changes of tokens. */
  "unknown-serials": reason<{ readonly serial: string }>("NO_TOKEN"),
  /** There is no such registration link. */
  "unknown-link": reason("REQUEST_REFUSED"),
  /** There is no such application. */
  "unknown-client": reason("REQUEST_REFUSED"),
  /** There is nothing to undo: a day has passed, it was undone, or the row's key is gone. */
  "undo-over": reason("REQUEST_REFUSED"),
  /** The token does not belong to the named user. */
  "foreign-serial": reason("NO_TOKEN"),
  // src/storage/tokens/shadows.ts finds them.
  /** The new user would take over the names of that many users, and `shadows=true` is not given. */
  "shadows-users": reason<{ readonly count: number }>("REQUEST_REFUSED"),
  /** The token belongs to another user. */
  "already-assigned": reason<{ readonly user: string; readonly realm: string }>("REQUEST_REFUSED"),
  /** Another user of the realm has this `external_id`. */
  "external-id-taken": reason("REQUEST_REFUSED"),
  /** The user already has the greatest number of tokens. */
  "too-many-tokens": reason("REQUEST_REFUSED"),
  /**
   * In a job that takes back what another one has disabled or blocked: an account or the owner did
   * so, too.
   */
  "disabled-otherwise": reason("REQUEST_REFUSED"),
  /** Settings can be changed only in `wrangler.toml`. */
  "read-only-settings": reason("REQUEST_REFUSED"),
  /** The phone's session is unknown, expired or used. */
  "invalid-session": reason("ENROLLMENT_FAIL"),
  /** The QR code of a registration was used before. */
  "session-used": reason("ENROLLMENT_FAIL"),
  /** Two phones have scanned the QR code and sent a secret: neither counts. */
  "two-phones": reason("ENROLLMENT_TWO_PHONES"),
  /** The registration link cannot be used, or not by this browser. */
  "link-not-open": reason("ENROLLMENT_FAIL"),
  // a first factor refused
  /** In a login. An application hears the same as for a user without tokens. */
  "unknown-user": reason("USER_UNKNOWN"),
  /** The user has no token for a login, or is unknown; hidden with `HIDE_UNKNOWN_USERS=on`. */
  "no-tokens": reason("NO_TOKEN"),
  /** The token is disabled. */
  "token-disabled": reason("NO_USABLE_TOKEN"),
  /** Too many failures: the token is locked, usually for a while. */
  "token-locked": reason("USER_LOCKED"),
  /** The token is permanently revoked. */
  "token-revoked": reason("NO_USABLE_TOKEN"),
  /**
   * The person is blocked by a desk, or deactivated by a directory. A login says so after the right
   * PIN.
   */
  "user-deactivated": reason("NO_USABLE_TOKEN"),
  /** The token is outside its validity period. */
  "token-not-valid-now": reason("NO_USABLE_TOKEN"),
  /** No phone has registered the token yet. */
  "token-not-enrolled": reason<{
    /** There is a day pass, which this application does not take. */
    readonly pass?: "elsewhere";
  }>("NO_USABLE_TOKEN"),
  /**
   * The token is sealed under a key that the service no longer has, and needs a new phone and a new
   * PIN.
   */
  "key-lost": reason("NO_USABLE_TOKEN"),
  /**
   * The PIN is wrong; or, with a `transaction_id`, the login is unknown or over, or its response is
   * wrong.
   */
  "wrong-pin": reason("PIN_FAIL"),
  /**
   * The answer is right, but the user gave the PIN, or the application the serial, of another token
   * than this phone's.
   */
  "token-not-asked": reason("CHALLENGE_ANSWERED_FAIL"),
  // an answer refused
  /** The response is wrong, and so many failures are left until the lock closes. */
  "wrong-response": reason<{ readonly attemptsLeft: number }>("CHALLENGE_ANSWERED_FAIL"),
  /**
   * The phone's own wrong response has just closed the lock. An undefined `opensAfterMs` means that
   * it stays closed.
   */
  "locked-by-response": reason<{ readonly opensAfterMs: number | undefined; readonly blocksPhone: boolean }>(
    "CHALLENGE_ANSWERED_FAIL",
  ),
  /**
   * The challenge is unknown, expired, used, cancelled or blocked, or none of its candidates may
   * answer it any more.
   */
  "challenge-not-open": reason<WhyNotOpen>("CHALLENGE_ANSWERED_FAIL"),
  /** The answer is right, but its phone is too far from the browser that began the sign-in. */
  "phone-elsewhere": reason("PHONE_ELSEWHERE"),
  // a finalize refused
  /** The phone has not answered yet. */
  "not-answered": reason<{ readonly serial: string }>("MFA_FAIL"),
  /** The login is unknown, over, or another's, or its token has changed since the answer. */
  "nothing-to-finalize": reason("MFA_FAIL"),
  // an application refused: src/core/oidc
  /** A request for authorization was refused (only in the trail). */
  "authorization-refused": reason("AUTHORIZATION_REFUSED"),
  /**
   * No client has the host in `forward_auth_hosts`, or not at the scheme and port of `PUBLIC_URL`.
   */
  "unguarded-host": reason("ACCESS_DENIED"),
  // the login page
  /** The form came from a page of another site. */
  "cross-site": reason("ACCESS_DENIED"),
  // an application refused by /oidc/token
  /** In the audit trail: an application is unknown, or did not authenticate as it is registered. */
  "invalid-client": reason("TOKENS_REFUSED"),
  /**
   * In the audit trail: an application's right secret, shown by client_secret_post, registered for
   * client_secret_basic.
   */
  "secret-in-form": reason("TOKENS_REFUSED"),
  /**
   * In the audit trail: an application's right secret, shown by client_secret_basic, registered for
   * client_secret_post.
   */
  "secret-in-header": reason("TOKENS_REFUSED"),
  /**
   * In the audit trail: an application's own key has signed an assertion that is for somebody else,
   * over, or used.
   */
  "invalid-assertion": reason("TOKENS_REFUSED"),
  /** In the audit trail: the keys of an application could not be read from its `jwks_uri`. */
  "client-keys-unread": reason("TOKENS_REFUSED"),
  /** In the audit trail: an application's code or refresh token is unknown, over, or another's. */
  "invalid-grant": reason("TOKENS_REFUSED"),
  /**
   * In the audit trail: an application's request for tokens lacks a parameter, or asks for what is
   * not supported.
   */
  "invalid-token-request": reason("TOKENS_REFUSED"),
  /** In the audit trail: a code or refresh token was used twice, and what it gave has ended. */
  "replayed-grant": reason("TOKENS_REPLAYED"),
  // a caller refused
  /** No account is named. */
  "missing-username": reason("REQUEST_REFUSED"),
  /** The name or the password is wrong. */
  "wrong-credentials": reason("SIGN_IN_FAIL"),
  /** The account's phone must confirm, but its token cannot be used now. */
  "second-factor-unusable": reason<{ readonly because: string }>("MFA_FAIL"),
  /** The account needs a phone, but none is registered. */
  "second-factor-required": reason("MFA_FAIL"),
  /** The account's phone has not confirmed yet. */
  "second-factor-missing": reason("MFA_FAIL"),
  /** The typed response is wrong. */
  "second-factor-wrong": reason("MFA_FAIL"),
  /** The request has no token of `/auth`. */
  "missing-authorization": reason("ACCESS_DENIED"),
  /** The token of `/auth` is broken, or from another service. */
  "invalid-authorization": reason<{ readonly message: string }>("ACCESS_DENIED"),
  /** The token of `/auth` has expired. */
  "expired-authorization": reason("ACCESS_DENIED"),
  /** The token of `/auth` is not an account's. */
  "wrong-role": reason("ACCESS_DENIED"),
  /** The session has ended, or the account is gone or has a new password. */
  "signed-out": reason("ACCESS_DENIED"),
  /** The account lacks a right. */
  "missing-right": reason<{ readonly right: string }>("ACCESS_DENIED"),
  /** Only administrators may act on the tokens of `ADMIN_REALM`. */
  "administrators-only": reason("ACCESS_DENIED"),
  /** No account but an administrator gives anything to the user of its own name. */
  "own-person": reason("ACCESS_DENIED"),
  /** The administrator's phone has to confirm first. */
  "confirmation-needed": reason("ACCESS_DENIED"),
  /** The caller has not shown who they are; the message says what is enough. */
  "caller-unproven": reason<{ readonly least: number }>("CALLER_FAIL"),
  /** The account's rights are bound to realms, and this is in none of them. */
  "other-realm": reason("ACCESS_DENIED"),
  /** The password was right, but the account is disabled. */
  "account-disabled": reason("SIGN_IN_FAIL"),
  /** There is no account of this name, or no key of this id. */
  "unknown-account": reason("REQUEST_REFUSED"),
  /** There is already an account of this name. */
  "account-exists": reason("REQUEST_REFUSED"),
  /** No administrator would be left who can sign in with a password. */
  "last-administrator": reason("REQUEST_REFUSED"),
  /** The account has as many API keys as it may have. */
  "too-many-keys": reason("REQUEST_REFUSED"),
  /** Events are sent to no address of this id. */
  "unknown-endpoint": reason("REQUEST_REFUSED"),
  /** There are as many endpoints for events as there may be. */
  "too-many-endpoints": reason("REQUEST_REFUSED"),
  /** There is no job of this id, or it has been forgotten. */
  "unknown-job": reason("REQUEST_REFUSED"),
  /** The account has as many jobs going on as it may have. */
  "too-many-jobs": reason("REQUEST_REFUSED"),
  /** The user has no active token with a PIN, and a day pass alone is no login. */
  "pass-needs-pin": reason("REQUEST_REFUSED"),
  /** The user had three day passes within a week, or the account made twenty within a day. */
  "pass-limit": reason<{ readonly retryAfterSeconds: number }>("RATE_LIMITED"),
  /**
   * Too many wrong guesses, or open logins of a token without a PIN; wait as `Retry-After` says.
   */
  "too-many-requests": reason<{ readonly retryAfterSeconds: number }>("RATE_LIMITED"),
  // a directory refused: src/core/scim
  /** What a directory has sent cannot be read or taken; the message says why. */
  "invalid-resource": reason<{ readonly fault: ScimFault; readonly message: string }>("REQUEST_REFUSED"),
  /** The directory's realm has no such user or group. */
  "unknown-resource": reason("REQUEST_REFUSED"),
  /** Another user or group of the realm has the name or the `externalId`. */
  "resource-exists": reason("REQUEST_REFUSED"),
  /** A directory's new user would take the name of a user of another realm. */
  "name-shadows": reason("REQUEST_REFUSED"),
  /**
   * The resource is not of the version that `If-Match` names, or others changed it all the time.
   */
  "resource-changed": reason("REQUEST_REFUSED"),
  /**
   * With the right `scim`, an account has to be bound to exactly one realm, which is not
   * `ADMIN_REALM`.
   */
  "not-one-realm": reason("ACCESS_DENIED"),
  /** `SHARD_SLOTS` spreads the realm's people over several databases, and a directory needs one. */
  "spread-realm": reason("REQUEST_REFUSED"),
  /** `/scim/v2/Bulk` is not there: a directory sends one change at a time. */
  "no-bulk": reason("REQUEST_REFUSED"),
  // a listener refused
  /** Too many clients wait for this login or registration; poll without `wait`. */
  "too-many-listeners": reason("RATE_LIMITED"),
  /** `POLL_ALLOWED_ORIGINS` does not have the page's origin. */
  "foreign-origin": reason("ACCESS_DENIED"),
  /** The path needs a WebSocket upgrade. */
  "no-upgrade": reason("REQUEST_REFUSED"),
  // the server behind this one (UPSTREAM_PRIVACYIDEA)
  /** The server at `UPSTREAM_PRIVACYIDEA` cannot be reached, or its answer broke off. */
  "upstream-failed": reason("SERVICE_FAIL"),
  /** The server at `UPSTREAM_PRIVACYIDEA` did not answer in time. */
  "upstream-late": reason("SERVICE_FAIL"),
  /** Two servers that stand in front of each other send the request round. */
  "upstream-loop": reason("SERVICE_FAIL"),
  // the platform failed, and nothing was done
  /** The platform failed; try again, but the request may have been carried out. */
  unavailable: reason("SERVICE_FAIL"),
  /**
   * Older rows of the trail are in a bucket that does not answer, or has other bytes than were put
   * there.
   */
  "archive-unavailable": reason("SERVICE_FAIL"),
} satisfies Readonly<Record<string, Kind<unknown>>>;

export type ReasonCode = keyof typeof REASONS;

/** A reason of one of these codes, with its evidence. */
export type ReasonOf<Code extends ReasonCode> = {
  [Each in Code]: (typeof REASONS)[Each] extends Kind<infer Evidence> ? { readonly code: Each } & Evidence : never;
}[Code];

export type Reason = ReasonOf<ReasonCode>;

/** What is wrong with it: the `scimType` of RFC 7644 §3.12. */
export type ScimFault = "invalidSyntax" | "invalidFilter" | "invalidPath" | "invalidValue" | "noTarget" | "mutability";

/**
 * Told to a phone alone, in a sentence for its owner. Whoever holds the sessionKey has seen the QR
 * code, and may know what became of it. Absent where nothing may be told apart.
 */
interface WhyNotOpen {
  /** `open`: none of the tokens that were asked can answer now. */
  readonly state?: "open" | "answered" | "used" | "cancelled" | "blocked" | "expired" | "unknown";
  /** Why this token may not answer, though the response is right. Only its phone can know that. */
  readonly because?:
    | "token-revoked"
    | "token-disabled"
    | "token-not-valid-now"
    | "token-locked"
    | "key-lost"
    | "token-not-asked";
}

/**
 * Why a file of users is useless: quotes in this line, what may be a name in place of a login, this
 * column, more than this many users.
 */
export type FileFault =
  | { readonly fault: "quotes" | "name-or-login"; readonly line: number }
  | { readonly fault: "column"; readonly column: string }
  | { readonly fault: "too-many"; readonly most: number }
  | { readonly fault: "empty" | "column-twice" | "no-name" | "no-users" };

/** What is wrong with a line: too many cells, a repeated user, no name, or an unusable value. */
export type LineFault = "cells" | "twice" | "no-name" | "email" | "name" | "groups" | "external_id" | "blocked";

export type Refusal<Code extends ReasonCode = ReasonCode> = { readonly ok: false; readonly reason: ReasonOf<Code> };
/** `Code`: the reasons of a flow whose caller has to know each of them, as the login page does. */
export type Outcome<T, Code extends ReasonCode = ReasonCode> = ({ readonly ok: true } & T) | Refusal<Code>;

export const refuse = <Code extends ReasonCode>(reason: { readonly code: Code } & ReasonOf<Code>): Refusal<Code> => ({
  ok: false,
  reason,
});

export const invalidValue = (message: string): Refusal<"invalid-parameter"> =>
  refuse({ code: "invalid-parameter", message });

/** `what`: what was expected, or what is wrong, without a full stop. */
export const invalidParameter = (name: string, what: string): Refusal<"invalid-parameter"> =>
  invalidValue(`Invalid parameter ${name}: ${what}.`);

export type ChangeCount = Outcome<{ readonly changed: number }>;
