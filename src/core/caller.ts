// Accounts that make requests, and the rights that they may hold.

import type { GivingAct, Proof } from "./callers/acts.ts";

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
  "clientaddress",
  "userhistory",
  "verifycaller",
  "daypass",
  "manyatonce",
  "scim",
] as const;

export type Right = (typeof RIGHTS)[number];

/** Either of two rights is enough. The first is the one that a refusal names. */
export type NeededRight = Right | readonly [Right, Right];

/** A link that went astray is taken away by whoever may make links, or may stop phones. */
export const MAY_WITHDRAW = ["enrollTIQR", "disable"] as const satisfies NeededRight;
/** Whoever made a link still has to have the right, or by a directory, that of the directory. */
export const MAY_MAKE_LINKS = ["enrollTIQR", "scim"] as const satisfies NeededRight;
/** The rows of the trail about one user, who is named. */
export const MAY_READ_PERSON = ["auditlog", "userhistory"] as const satisfies NeededRight;

/**
 * Rights whose acts give a person access, or more of it. A desk that turns would begin with itself,
 * so no account but an administrator gives anything to the user of its own name.
 */
export const GIVING_RIGHTS: ReadonlySet<NeededRight> = new Set<Right>([
  "enrollTIQR",
  "enable",
  "reset",
  "setpin",
  "setrandompin",
  "set",
  "assign",
  "daypass",
  "set_custom_user_attributes",
]);

/** The calling account according to the JWT. The call's batch checks that this still holds. */
export interface Caller {
  readonly name: string;
  /** A new password raises it, which ends all earlier sessions. */
  readonly generation: number;
  /** Undefined without a JWT: for a sign-in under way, or a link that acts for its maker. */
  readonly session?: Session;
  /** The id of the API key shown instead of a JWT. */
  readonly apiKey?: string;
  /** Of a key: the one realm of its account; undefined if that has none, or several. */
  readonly onlyRealm?: string;
  /** Of an act that gives access; undefined where none is asked: ./desk/proven.ts. */
  readonly proof?: CallerProof | { readonly missing: GivingAct } | "exempt";
}

/** What the person on the phone has shown, in a row of the table `caller`. */
export interface CallerProof {
  readonly id: string;
  readonly proved: readonly Proof[];
  /** When the act was asked for: the row must stand then. */
  readonly atMs: number;
}

/** The person of an enrolment link who made it. No account has an empty name. */
export const THE_PERSON: Caller = { name: "", generation: 0 };
export const isThePerson = ({ name }: Caller): boolean => name === THE_PERSON.name;

/**
 * How long after a phone's confirmation a session may change what protects accounts: an
 * administrator's those of administrators, a person's their own. Long enough to choose a PIN, too
 * short for someone who finds the browser later.
 */
export const CONFIRMATION_HOLDS_MS = 5 * 60_000;

/** One sign-in, however many JWTs were given for it. */
export interface Session {
  readonly id: string;
  readonly endsAtMs: number;
  /** Whether the account's phone has confirmed it lately (CONFIRMATION_HOLDS_MS). */
  readonly confirmed: boolean;
  /** Whether the account could ask callers who they are at its sign-in. Others cost no look. */
  readonly verifiesCallers?: boolean;
}
