// Accounts that make requests, and the rights that they may hold.

/** Rights, as privacyIDEA names them. An administrator holds `*`. */
export const RIGHTS = [
  "enrollTIQR",
  "tokenlist",
  "enable",
  "disable",
  "reset",
  "revoke",
  "setpin",
  "setrandompin",
  "set",
  "setdescription",
  "settokeninfo",
  "assign",
  "unassign",
  "delete",
  "getchallenges",
  "triggerchallenge",
  "auditlog",
  "userlist",
  "deleteuser",
  "set_custom_user_attributes",
  "delete_custom_user_attributes",
  "configread",
  "oidcclients",
  "accounts",
  "metrics",
  "eventendpoints",
] as const;

export type Right = (typeof RIGHTS)[number];

/** The account that calls, as the JWT says. The batch made for the call checks that this still holds. */
export interface Caller {
  readonly name: string;
  /** A new password raises it, which ends all earlier sessions. */
  readonly generation: number;
  /** Undefined when there is no JWT: for a sign-in under way, or an enrolment link that acts for its maker. */
  readonly session?: Session;
  /** The id of the API key that was shown in place of a JWT. */
  readonly apiKey?: string;
}

/** Stands for the person of an enrolment link that the person has made. No account has an empty name. */
export const THE_PERSON: Caller = { name: "", generation: 0 };
export const isThePerson = ({ name }: Caller): boolean => name === THE_PERSON.name;

/**
 * A session may change what protects accounts for this long after the phone has confirmed it: an administrator's those of
 * administrators, a person's the own one. Long enough to choose a PIN, and too short for someone who finds the browser later.
 */
export const CONFIRMATION_HOLDS_MS = 5 * 60_000;

/** One sign-in, however many JWTs were given for it. */
export interface Session {
  readonly id: string;
  readonly endsAtMs: number;
  /** True when the account's phone has confirmed it lately (CONFIRMATION_HOLDS_MS). */
  readonly confirmed: boolean;
}
