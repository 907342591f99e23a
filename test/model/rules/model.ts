// The reference model: users, tokens and transactions as the documents describe them, in as little
// code as possible. It knows no database, no object and no HMAC. A response is right if it was made
// with the secret of a candidate. The rules are in rules-of-tokens.ts (enrolment, administration),
// rules-of-logins.ts, rules-of-answers.ts and rules-of-locks.ts.

import type { PhoneWord } from "../words.ts";
import { lockTexts, modelFailCount } from "./rules-of-locks.ts";

export const MAX_FAIL = 10;
export const TRANSACTION_SECONDS = 120;
/** A login answered in time may still be finalized for this long. */
const GRACE_SECONDS = 15;
export const ENROLMENT_SECONDS = 600;

/**
 * The paths on which failures are counted separately: wrong PINs, and wrong responses to vouched
 * logins or to logins that anyone could open.
 */
export type Path = "pin" | "vouched" | "open";

export interface Token {
  readonly serial: string;
  user: string | null;
  /** Empty: none. */
  pin: string;
  active: boolean;
  revoked: boolean;
  /** Failures in a row, the locks before them, and the time of the last failure. */
  failures: Partial<Record<Path, { readonly count: number; readonly locks: number; readonly at: number }>>;
  maxFail: number;
  /**
   * Changes with everything that ends earlier transactions. It stands for the token's generation
   * (docs/storage.md).
   */
  moment: number;
  /** The secret that the phone has pushed; null before that. */
  secret: number | null;
  /** The number of the phone's session that brought it. */
  broughtBy: number | null;
  /** Whether the phone has given a right answer. */
  proven: boolean;
  session: ModelEnrolment | null;
}

/** The sessions of an enrolment. Every request comes from one place, as from one phone. */
export interface ModelEnrolment {
  /** The number of the QR code's. */
  readonly code: number;
  readonly expiresAt: number;
  /** How often it was used. */
  uses: number;
  /** The numbers of the phone's, one a reply. */
  readonly ofPhone: number[];
}

export interface ModelCandidate {
  readonly serial: string;
  readonly moment: number;
  readonly secret: number;
}

export interface ModelTransaction {
  readonly user: string;
  readonly candidates: readonly ModelCandidate[];
  /** The user's secrets that may not answer but are recognised. */
  readonly bystanders: readonly number[];
  /** The path on which wrong answers count. */
  readonly path: Path;
  readonly expiresAt: number;
  state: "open" | "answered" | "used" | "cancelled" | "blocked";
  answeredBy: string | null;
  /** The number of answers taken, and the number of these that have ended in a refusal. */
  charged: number;
  failed: number;
  /**
   * What the sender of each response has heard, by the response; null while the first of them is
   * being judged.
   */
  readonly judged: Record<string, PhoneWord | null>;
}

export interface Model {
  /** In seconds since the beginning. */
  now: number;
  readonly knownUsers: Record<string, true>;
  /** In the order in which they were made. */
  tokens: Token[];
  readonly transactions: Record<number, ModelTransaction>;
  /** All that have ever existed, to be tried again later. */
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

export const modelToken = (model: Model, serial: string): Token | undefined =>
  model.tokens.find((token) => token.serial === serial);

/** The token of a candidate, unless it has been replaced since. */
export const stillThere = (model: Model, { serial, moment }: ModelCandidate): Token | undefined =>
  model.tokens.find((token) => token.serial === serial && token.moment === moment && !token.revoked);

export function loginState(
  model: Model,
  transaction: ModelTransaction | undefined,
): ModelTransaction["state"] | "expired" | "unknown" {
  if (!transaction) return "unknown";
  const { state, expiresAt } = transaction;
  const waits = state === "open" || state === "answered";
  const endsAt = state === "answered" ? expiresAt + GRACE_SECONDS : expiresAt;
  return waits && model.now >= endsAt ? "expired" : state;
}

/**
 * The models that may be true a moment later: a login that no token can answer any more is ended
 * after the reply to the change, if its row was in the trail by then. `before`: a wrong answer that
 * met the change has perhaps blocked it, or come too late.
 */
export function perhapsEnded(model: Model, before = model): Model[] {
  const over = Object.entries(model.transactions).filter(
    ([number, transaction]) =>
      (loginState(model, transaction) === "open" ||
        (transaction.state === "blocked" && before.transactions[Number(number)]?.state !== "blocked")) &&
      !transaction.candidates.some((candidate) => stillThere(model, candidate)),
  );
  return over.reduce<Model[]>(
    (models, [number]) =>
      models.flatMap((one) => {
        const ended = structuredClone(one);
        const { expiresAt } = ended.transactions[Number(number)] as ModelTransaction;
        Object.assign(ended.transactions[Number(number)] as ModelTransaction, {
          state: "open",
          expiresAt: Math.min(expiresAt, model.now),
        });
        return [one, ended];
      }),
    [model],
  );
}

/**
 * The view of an administrator: the tokens, one per line, and the transactions, which everyone can
 * see.
 */
export const adminView = (model: Model): string[] => [
  ...model.tokens.map((token) => tokenLine(model, token)),
  ...Object.entries(model.transactions).map(([number, transaction]) => `#${number} ${loginState(model, transaction)}`),
];

function tokenLine(model: Model, token: Token): string {
  const { serial, user, active, revoked, maxFail, secret } = token;
  const flags = [active ? "active" : "disabled", ...(revoked ? ["revoked"] : [])];
  // The enrolment state of a revoked token does not matter, so it is left out.
  const rollout = revoked ? [] : [secret === null ? "clientwait" : "enrolled"];
  const failures = [`${modelFailCount(token)}/${maxFail}`, ...lockTexts(model, token)];
  return [serial, user ?? "nobody's", ...flags, ...failures, ...rollout].join(" ");
}
