// The reference model: users, tokens and transactions as the protocol and the design describe them, in as little code as they
// take. It knows no database, no object and no HMAC. A response is right when it was made with the secret of a candidate.
// The rules are in rules-of-tokens.ts (enrolment, administration), rules-of-logins.ts, rules-of-answers.ts and rules-of-locks.ts.

import { failCountOf, locksOf } from "./rules-of-locks.ts";

export const MAX_FAIL = 10;
export const TRANSACTION_SECONDS = 120;
/** One that was answered in time may still be finished so long after. */
const GRACE_SECONDS = 15;
export const ENROLMENT_SECONDS = 600;

/** What failures are counted apart by: wrong PINs, and wrong responses to logins that somebody vouched for or anybody could open. */
export type Path = "pin" | "vouched" | "open";

export interface Token {
  readonly serial: string;
  user: string | null;
  /** Empty: none. */
  pin: string;
  active: boolean;
  revoked: boolean;
  /** In a row, the locks before them, and when the last was. */
  failures: Partial<Record<Path, { readonly count: number; readonly locks: number; readonly at: number }>>;
  maxFail: number;
  /** Changes with whatever ends the transactions opened before; the design calls it generation. */
  moment: number;
  /** What the phone has pushed; null while it has not. */
  secret: number | null;
  session: { readonly number: number; readonly expiresAt: number; readonly fetched: boolean } | null;
}

export interface Candidate {
  readonly serial: string;
  readonly moment: number;
  readonly secret: number;
}

export interface Transaction {
  readonly user: string;
  readonly candidates: readonly Candidate[];
  /** Secrets of the user that may not answer, and are recognised. */
  readonly bystanders: readonly number[];
  /** What wrong answers count on. */
  readonly path: Path;
  readonly expiresAt: number;
  state: "open" | "answered" | "used" | "cancelled" | "blocked";
  answeredBy: string | null;
  /** Answers taken, and those of them that have ended in a refusal. */
  charged: number;
  failed: number;
}

export interface Model {
  /** In seconds since the beginning. */
  now: number;
  readonly knownUsers: Record<string, true>;
  /** In the order in which they were made. */
  tokens: Token[];
  readonly transactions: Record<number, Transaction>;
  /** All that there ever were, to be tried again later. */
  readonly sessions: { readonly number: number; readonly serial: string }[];
  readonly secrets: { readonly number: number; readonly serial: string }[];
}

export const newModel = (): Model => ({
  now: 0,
  knownUsers: {},
  tokens: [],
  transactions: {},
  sessions: [],
  secrets: [],
});

export const tokenOf = (model: Model, serial: string): Token | undefined =>
  model.tokens.find((token) => token.serial === serial);

/** The token of a candidate, unless it was replaced since. */
export const stillThere = (model: Model, { serial, moment }: Candidate): Token | undefined =>
  model.tokens.find((token) => token.serial === serial && token.moment === moment && !token.revoked);

export function stateOf(
  model: Model,
  transaction: Transaction | undefined,
): Transaction["state"] | "expired" | "unknown" {
  if (!transaction) return "unknown";
  const { state, expiresAt } = transaction;
  const waits = state === "open" || state === "answered";
  const endsAt = state === "answered" ? expiresAt + GRACE_SECONDS : expiresAt;
  return waits && model.now >= endsAt ? "expired" : state;
}

/** What an administrator sees of the tokens, a line each, and everybody of the transactions. */
export const lookAt = (model: Model): string[] => [
  ...model.tokens.map((token) => tokenLine(model, token)),
  ...Object.entries(model.transactions).map(([number, transaction]) => `#${number} ${stateOf(model, transaction)}`),
];

function tokenLine(model: Model, token: Token): string {
  const { serial, user, active, revoked, maxFail, secret } = token;
  const flags = [active ? "active" : "disabled", ...(revoked ? ["revoked"] : [])];
  // Of a revoked token nothing else matters, and whether a phone had it is not said anew.
  const rollout = revoked ? [] : [secret === null ? "clientwait" : "enrolled"];
  const failures = [`${failCountOf(token)}/${maxFail}`, ...locksOf(model, token)];
  return [serial, user ?? "nobody's", ...flags, ...failures, ...rollout].join(" ");
}
