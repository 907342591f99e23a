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
  "configread",
] as const;

/** That of an application is for the origin that its logins lead back to: src/core/login/redeem.ts. */
export type RedeemRight = `redeemlogin:${string}`;

export type Right = (typeof RIGHTS)[number] | RedeemRight;

/** The account that calls, as the JWT says. The batch made for the call checks that it still holds. */
export interface Caller {
  readonly name: string;
  /** Raised by a new password, which so ends the sessions before it. */
  readonly generation: number;
  /** Undefined where no JWT was shown: a sign-in that is under way, or an enrolment link that acts for its maker. */
  readonly session?: Session;
}

/** One sign-in, however many JWTs were given for it. */
export interface Session {
  readonly id: string;
  readonly endsAtMs: number;
  /** Whether the account's phone has confirmed it a moment ago (CONFIRMATION_HOLDS_MS). */
  readonly confirmed: boolean;
}
