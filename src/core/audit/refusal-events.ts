// The event of a refusal: that of its reason, unless it refuses no login.

import { REASONS, type ReasonCode } from "../reasons.ts";
import type { AuditEvent } from "./events.ts";

/** These mean the same on every route, and none refuses a login. */
const NO_LOGIN: readonly AuditEvent[] = [
  "ACCESS_DENIED",
  "ENROLLMENT_FAIL",
  "ENROLLMENT_TWO_PHONES",
  "SERVICE_FAIL",
  "TOKENS_REFUSED",
  "TOKENS_REPLAYED",
  "AUTHORIZATION_REFUSED",
];

/** Whether this refusal ended a login or a sign-in. */
export const endsLogin = (event: AuditEvent): boolean => event !== "REQUEST_REFUSED" && !NO_LOGIN.includes(event);

/** A change that names an unknown token must not be counted as a failed login. */
export function eventOfRefusal(code: ReasonCode, isLogin: boolean): AuditEvent {
  const { event } = REASONS[code];
  // A limit also means the same on every route, but may refuse a login.
  return isLogin || event === "RATE_LIMITED" || NO_LOGIN.includes(event) ? event : "REQUEST_REFUSED";
}
