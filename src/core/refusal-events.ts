// The event of each refusal: a table that knows every Reason, so a new one without an event does not compile.

import type { AuditEvent } from "./events.ts";
import type { Reason } from "./reasons.ts";

const OF_REASON: { readonly [Code in Reason["code"]]: AuditEvent } = {
  "unknown-path": "REQUEST_REFUSED",
  "unknown-method": "REQUEST_REFUSED",
  "missing-parameter": "REQUEST_REFUSED",
  "missing-init-user": "REQUEST_REFUSED",
  "missing-serial": "REQUEST_REFUSED",
  "missing-subject": "REQUEST_REFUSED",
  "invalid-parameter": "REQUEST_REFUSED",
  "invalid-line": "REQUEST_REFUSED",
  "too-long": "REQUEST_REFUSED",
  "nul-character": "REQUEST_REFUSED",
  "control-character": "REQUEST_REFUSED",
  "user-too-long": "REQUEST_REFUSED",
  "pin-too-short": "REQUEST_REFUSED",
  "pattern-too-long": "REQUEST_REFUSED",
  "too-large": "REQUEST_REFUSED",
  "unknown-action": "REQUEST_REFUSED",
  "unknown-token-type": "REQUEST_REFUSED",
  "unknown-user": "USER_UNKNOWN",
  "user-not-found": "USER_UNKNOWN",
  "unknown-serial": "NO_TOKEN",
  "unknown-serials": "NO_TOKEN",
  "unknown-link": "REQUEST_REFUSED",
  "unknown-client": "REQUEST_REFUSED",
  "foreign-serial": "NO_TOKEN",
  "shadows-users": "REQUEST_REFUSED",
  "already-assigned": "REQUEST_REFUSED",
  "too-many-tokens": "REQUEST_REFUSED",
  "read-only-settings": "REQUEST_REFUSED",
  "invalid-session": "ENROLLMENT_FAIL",
  "session-used": "ENROLLMENT_FAIL",
  "link-not-open": "ENROLLMENT_FAIL",
  "no-tokens": "NO_TOKEN",
  "token-disabled": "NO_USABLE_TOKEN",
  "token-locked": "USER_LOCKED",
  "token-revoked": "NO_USABLE_TOKEN",
  "token-not-valid-now": "NO_USABLE_TOKEN",
  "token-not-enrolled": "NO_USABLE_TOKEN",
  "wrong-pin": "PIN_FAIL",
  "token-not-asked": "CHALLENGE_ANSWERED_FAIL",
  "wrong-response": "CHALLENGE_ANSWERED_FAIL",
  "locked-by-response": "CHALLENGE_ANSWERED_FAIL",
  "challenge-not-open": "CHALLENGE_ANSWERED_FAIL",
  "not-answered": "MFA_FAIL",
  "nothing-to-finalize": "MFA_FAIL",
  "cross-site": "ACCESS_DENIED",
  "invalid-client": "TOKENS_REFUSED",
  "invalid-grant": "TOKENS_REFUSED",
  "replayed-grant": "TOKENS_REPLAYED",
  "authorization-refused": "AUTHORIZATION_REFUSED",
  "unguarded-host": "ACCESS_DENIED",
  "missing-username": "REQUEST_REFUSED",
  "wrong-credentials": "SIGN_IN_FAIL",
  "second-factor-unusable": "MFA_FAIL",
  "second-factor-required": "MFA_FAIL",
  "second-factor-missing": "MFA_FAIL",
  "second-factor-wrong": "MFA_FAIL",
  "missing-authorization": "ACCESS_DENIED",
  "invalid-authorization": "ACCESS_DENIED",
  "expired-authorization": "ACCESS_DENIED",
  "wrong-role": "ACCESS_DENIED",
  "signed-out": "ACCESS_DENIED",
  "missing-right": "ACCESS_DENIED",
  "administrators-only": "ACCESS_DENIED",
  "confirmation-needed": "ACCESS_DENIED",
  "other-realm": "ACCESS_DENIED",
  "account-disabled": "SIGN_IN_FAIL",
  "unknown-account": "REQUEST_REFUSED",
  "account-exists": "REQUEST_REFUSED",
  "last-administrator": "REQUEST_REFUSED",
  "too-many-keys": "REQUEST_REFUSED",
  "unknown-endpoint": "REQUEST_REFUSED",
  "too-many-endpoints": "REQUEST_REFUSED",
  "unknown-job": "REQUEST_REFUSED",
  "too-many-jobs": "REQUEST_REFUSED",
  "too-many-requests": "RATE_LIMITED",
  "too-many-listeners": "RATE_LIMITED",
  "foreign-origin": "ACCESS_DENIED",
  "no-upgrade": "REQUEST_REFUSED",
  "upstream-failed": "SERVICE_FAIL",
  "upstream-late": "SERVICE_FAIL",
  "upstream-loop": "SERVICE_FAIL",
  unavailable: "SERVICE_FAIL",
};

/** These mean the same on every route, and none of them is the refusal of a login. */
const NO_LOGIN: readonly AuditEvent[] = [
  "ACCESS_DENIED",
  "ENROLLMENT_FAIL",
  "SERVICE_FAIL",
  "TOKENS_REFUSED",
  "TOKENS_REPLAYED",
  "AUTHORIZATION_REFUSED",
];

/** Whether a refusal of that name ended a login or a sign-in. */
export const endsLogin = (event: AuditEvent): boolean => event !== "REQUEST_REFUSED" && !NO_LOGIN.includes(event);

/** A change that names an unknown token is no failed login, and must not be counted as one. */
export function eventOfRefusal(reason: Reason["code"], isLogin: boolean): AuditEvent {
  const event = OF_REASON[reason];
  // A limit means the same on every route, too, but logins are among what it refuses.
  return isLogin || event === "RATE_LIMITED" || NO_LOGIN.includes(event) ? event : "REQUEST_REFUSED";
}
