// Which event a refusal is: that of its reason, unless it refuses no login.

import type { AuditEvent } from "./events.ts";
import { REASONS, type ReasonCode } from "./reasons.ts";

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
export function eventOfRefusal(code: ReasonCode, isLogin: boolean): AuditEvent {
  const { event } = REASONS[code];
  // A limit means the same on every route, too, but logins are among what it refuses.
  return isLogin || event === "RATE_LIMITED" || NO_LOGIN.includes(event) ? event : "REQUEST_REFUSED";
}
