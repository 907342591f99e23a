// The names of audit entries: fixed words, so that operators can search and raise alarms without
// knowing our routes. Logins have privacyIDEA's words where it has one. Its flow names a success,
// its reason (../reasons.ts) a refusal. docs/audit.md explains each.

export const EVENTS_BY_KIND = {
  logins: [
    "CHALLENGE_TRIGGERED",
    "CHALLENGE_ANSWERED",
    "CHALLENGE_ANSWERED_FAIL",
    "PHONE_ELSEWHERE",
    "CHALLENGE_CANCELLED",
    "LOGIN_SUCCESS",
    "LOGIN_REDEEMED",
    "LOGIN_REDEEM_FAIL",
    "TRIAL_SUCCESS",
    "PIN_FAIL",
    "MFA_FAIL",
    "USER_UNKNOWN",
    "USER_LOCKED",
    "NO_TOKEN",
    "NO_USABLE_TOKEN",
  ],
  /** Sign-ins of browsers, and what applications get of them. */
  browsers: [
    "BROWSER_SESSION_BEGUN",
    "BROWSER_SESSION_ENDED",
    "CODE_GIVEN",
    "COOKIE_GIVEN",
    "AUTHORIZATION_REFUSED",
    "SCOPE_LEFT_OUT",
  ],
  applications: [
    "TOKENS_GIVEN",
    "TOKENS_REFRESHED",
    "TOKENS_REPEATED",
    "TOKENS_REVOKED",
    "TOKENS_REFUSED",
    "TOKENS_REPLAYED",
    "CONFIRMATION_ASKED",
    "CLIENT_MADE",
    "CLIENT_CHANGED",
    "CLIENT_DELETED",
  ],
  /** What people do to their own accounts. */
  self: [
    "SELF_CONFIRMED",
    "SELF_PHONE_RENAMED",
    "SELF_PHONE_REMOVED",
    "SELF_PIN_SET",
    "RECOVERY_CODES_MADE",
    "RECOVERY_USED",
    "SIGN_IN_DISOWNED",
    "CALLER_PROVED",
    "CALLER_FAIL",
    "CONFIRMATION_GIVEN",
    "CONFIRMATION_DECLINED",
  ],
  enrolment: [
    "ENROLLMENT_BEGUN",
    "ENROLLMENT_FETCHED",
    "ENROLLMENT_FAIL",
    "TOKEN_ENROLLED",
    "ENROLLMENT_KEY_REPLACED",
    "ENROLLMENT_TWO_PHONES",
    "LINK_MADE",
    "LINK_WITHDRAWN",
  ],
  administration: [
    "TOKEN_CHANGED",
    "USER_CHANGED",
    "USER_DELETED",
    "USER_DEACTIVATED",
    "USER_ACTIVATED",
    "PASS_MADE",
    "PASS_WITHDRAWN",
    "CALLER_ASKED",
    "JOB_BEGUN",
    "JOB_CANCELLED",
    "JOB_ENDED",
    "ENDPOINT_CREATED",
    "ENDPOINT_CHANGED",
    "ENDPOINT_ENABLED",
    "ENDPOINT_DISABLED",
    "ENDPOINT_GIVEN_UP",
    "ENDPOINT_DELETED",
  ],
  accounts: [
    "SIGN_IN_SUCCESS",
    "SIGN_IN_FAIL",
    "SESSION_ENDED",
    "SESSIONS_ENDED",
    "ACCOUNT_CREATED",
    "ACCOUNT_CHANGED",
    "ACCOUNT_DISABLED",
    "ACCOUNT_ENABLED",
    "ACCOUNT_DELETED",
    "API_KEY_CREATED",
    "API_KEY_DELETED",
  ],
  requests: ["ACCESS_DENIED", "RATE_LIMITED", "REQUEST_REFUSED", "SERVICE_FAIL"],
  /** These change nothing. The console's trail leaves them out unless asked. */
  reads: ["USERS_READ", "TOKENS_READ", "TRAIL_READ"],
} as const;
export type EventKind = keyof typeof EVENTS_BY_KIND;
export type AuditEvent = (typeof EVENTS_BY_KIND)[EventKind][number];

export const AUDIT_EVENTS: readonly AuditEvent[] = Object.values(EVENTS_BY_KIND).flat();

/** Events of reading, which changes nothing. */
export const READS = EVENTS_BY_KIND.reads;

/** Successes after which a login is over. */
export const ENDS = [
  "LOGIN_SUCCESS",
  "TRIAL_SUCCESS",
  "SIGN_IN_SUCCESS",
  "CHALLENGE_CANCELLED",
] as const satisfies readonly AuditEvent[];
