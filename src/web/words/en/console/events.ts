// What happened, for each event of the audit trail, in English.

import type { AuditEvent } from "../../../../core/audit/events.ts";

/** An entry's user, and the account that made the call; `someone` stands for a missing one. */
export type About = Readonly<Record<"user" | "by", string>>;

/** The changes that a row TOKEN_CHANGED reports, each as the last part of its route. */
export const TOKEN_CHANGES = [
  "enable",
  "disable",
  "reset",
  "revoke",
  "assign",
  "unassign",
  "setpin",
  "setrandompin",
  "set",
  "description",
  "delete",
] as const;
export type TokenChangeName = (typeof TOKEN_CHANGES)[number];

type Say = (about: About) => string;

const happened: Readonly<Record<AuditEvent, Say>> = {
  CHALLENGE_TRIGGERED: ({ user }) => `A sign-in for ${user} was started`,
  CHALLENGE_ANSWERED: ({ user }) => `The phone of ${user} confirmed a sign-in`,
  PHONE_ELSEWHERE: ({ user }) => `The phone of ${user} was too far from the browser`,
  CHALLENGE_ANSWERED_FAIL: ({ user }) => `A phone’s answer for ${user} was not accepted`,
  CHALLENGE_CANCELLED: ({ user }) => `A sign-in for ${user} was cancelled`,
  LOGIN_SUCCESS: ({ user }) => `${user} signed in`,
  LOGIN_REDEEMED: ({ user }) => `An application took over the sign-in of ${user}`,
  LOGIN_REDEEM_FAIL: () => "An application sent an invalid code",
  TRIAL_SUCCESS: ({ user }) => `${user} tried the phone, and it works`,
  PIN_FAIL: ({ user }) => `A wrong PIN was entered for ${user}`,
  MFA_FAIL: ({ user }) => `A phone could not confirm the sign-in of ${user}`,
  USER_UNKNOWN: ({ user }) => `A sign-in for ${user} was refused: there is no such user`,
  USER_LOCKED: ({ user }) => `A sign-in for ${user} was refused: the token is locked`,
  NO_TOKEN: ({ user }) => `A sign-in for ${user} was refused: there is no phone`,
  NO_USABLE_TOKEN: ({ user }) => `A sign-in for ${user} was refused: no phone can be used`,
  TOKENS_GIVEN: ({ user }) => `An application was given access for ${user}`,
  TOKENS_REFRESHED: ({ user }) => `An application renewed its access for ${user}`,
  TOKENS_REPEATED: ({ user }) => `An application repeated the last renewal of its access for ${user}`,
  TOKENS_REVOKED: ({ user }) => `An application gave up its access for ${user}`,
  TOKENS_REFUSED: () => "An application was refused access",
  TOKENS_REPLAYED: ({ user }) => `An access of ${user} was used twice and has ended: it may be stolen`,
  BROWSER_SESSION_BEGUN: ({ user }) => `${user} stays signed in in a browser`,
  BROWSER_SESSION_ENDED: ({ user }) => `${user} was signed out in browsers`,
  CODE_GIVEN: ({ user }) => `${user} was led to an application`,
  COOKIE_GIVEN: ({ user }) => `${user} was let in to a website behind a proxy`,
  AUTHORIZATION_REFUSED: () => "A sign-in to an application was refused",
  SCOPE_LEFT_OUT: () => "An application asked for more than its scope allows",
  SELF_CONFIRMED: ({ user }) => `${user} confirmed a change with the phone`,
  SELF_PHONE_RENAMED: ({ user }) => `${user} named a phone`,
  SELF_PHONE_REMOVED: ({ user }) => `${user} removed a phone`,
  SELF_PIN_SET: ({ user }) => `${user} chose a PIN`,
  RECOVERY_CODES_MADE: ({ user }) => `${user} made recovery codes`,
  RECOVERY_USED: ({ user }) => `${user} registers a new phone by a recovery code`,
  SIGN_IN_DISOWNED: ({ user }) => `${user} reported a sign-in as someone else’s: call the person`,
  SIGN_IN_SUCCESS: ({ by }) => `${by} signed in to the console or the API`,
  SIGN_IN_FAIL: ({ by }) => `${by} couldn’t sign in to the console or the API`,
  SESSION_ENDED: ({ by }) => `${by} signed out`,
  SESSIONS_ENDED: ({ by }) => `${by} signed out everywhere`,
  ACCESS_DENIED: ({ by }) => `${by} was not allowed to do that`,
  RATE_LIMITED: ({ by }) => `${by} tried too often`,
  ENROLLMENT_BEGUN: ({ user }) => `An enrolment was started for ${user}`,
  ENROLLMENT_FETCHED: ({ user }) => `A phone scanned the enrolment code of ${user}`,
  ENROLLMENT_FAIL: ({ user }) => `An enrolment for ${user} was refused`,
  TOKEN_ENROLLED: ({ user }) => `A phone was enrolled for ${user}`,
  ENROLLMENT_KEY_REPLACED: ({ user }) => `A phone replaced the key that it had sent for ${user}`,
  ENROLLMENT_TWO_PHONES: ({ user }) => `Two phones scanned the enrolment code of ${user}, so neither was enrolled`,
  LINK_MADE: ({ user, by }) => `${by} made an enrolment link for ${user}`,
  LINK_WITHDRAWN: ({ user, by }) => `${by} withdrew an enrolment link of ${user}`,
  TOKEN_CHANGED: ({ user, by }) => `${by} changed a token of ${user}`,
  USER_CHANGED: ({ user, by }) => `${by} changed the details of ${user}`,
  USER_DELETED: ({ user, by }) => `${by} deleted the user ${user}`,
  CLIENT_MADE: ({ by }) => `${by} added an application`,
  CLIENT_CHANGED: ({ by }) => `${by} changed an application`,
  CLIENT_DELETED: ({ by }) => `${by} removed an application`,
  ACCOUNT_CREATED: ({ user, by }) => `${by} made the account ${user}`,
  ACCOUNT_CHANGED: ({ user, by }) => `${by} changed the account ${user}`,
  ACCOUNT_DISABLED: ({ user, by }) => `${by} disabled the account ${user}`,
  ACCOUNT_ENABLED: ({ user, by }) => `${by} enabled the account ${user}`,
  ACCOUNT_DELETED: ({ user, by }) => `${by} deleted the account ${user}`,
  ENDPOINT_CREATED: ({ by }) => `${by} set up an address that events are sent to`,
  ENDPOINT_CHANGED: ({ by }) => `${by} changed an address that events are sent to`,
  ENDPOINT_ENABLED: ({ by }) => `${by} switched an address for events on`,
  ENDPOINT_DISABLED: ({ by }) => `${by} switched an address for events off`,
  ENDPOINT_GIVEN_UP: () => "An address for events was switched off after days of failures",
  ENDPOINT_DELETED: ({ by }) => `${by} deleted an address for events`,
  API_KEY_CREATED: ({ user, by }) => `${by} made an API key for the account ${user}`,
  API_KEY_DELETED: ({ user, by }) => `${by} deleted an API key of the account ${user}`,
  JOB_BEGUN: ({ by }) => `${by} began a job on many tokens or users`,
  JOB_CANCELLED: ({ by }) => `${by} cancelled a job`,
  JOB_ENDED: ({ by }) => `A job of ${by} ended`,
  USERS_READ: ({ by }) => `${by} looked at users`,
  TOKENS_READ: ({ by }) => `${by} looked at tokens`,
  TRAIL_READ: ({ by }) => `${by} looked at the audit trail`,
  REQUEST_REFUSED: ({ by }) => `A request of ${by} was refused`,
  SERVICE_FAIL: () => "The service could not carry out a request",
};

const changes: Readonly<Record<TokenChangeName, Say>> = {
  enable: ({ user, by }) => `${by} enabled a token of ${user}`,
  disable: ({ user, by }) => `${by} disabled a token of ${user}`,
  reset: ({ user, by }) => `${by} unlocked a token of ${user}`,
  revoke: ({ user, by }) => `${by} revoked a token of ${user}`,
  assign: ({ user, by }) => `${by} assigned a token to ${user}`,
  unassign: ({ user, by }) => `${by} unassigned a token of ${user}`,
  setpin: ({ user, by }) => `${by} set or removed the PIN of ${user}`,
  setrandompin: ({ user, by }) => `${by} set a random PIN for ${user}`,
  set: ({ user, by }) => `${by} changed the validity or limits of a token of ${user}`,
  description: ({ user, by }) => `${by} described a token of ${user}`,
  delete: ({ user, by }) => `${by} deleted a token of ${user}`,
};

/** After the sentence of a change, if a job made it. */
const inJob = (said: string) => `${said}, in a job`;

export const eventsEn = { events: { someone: "someone", happened, changes, inJob } };
