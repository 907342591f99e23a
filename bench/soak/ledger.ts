// Records what the service has acknowledged during a soak. Afterwards everything that the service
// shows must agree with it.

/**
 * The decisions that have a row each in the audit trail, with the filter that finds them in GET
 * /audit/.
 */
export const DECISIONS = {
  "tokens made": { action: "POST /token/init", success: "1" },
  "counters reset": { action: "POST /token/reset/*", success: "1" },
  "logins opened": { action: "POST /validate/check", authentication: "CHALLENGE" },
  "right answers": { action: "POST /ttype/*", authentication: "ACCEPT" },
  "wrong responses": { action: "POST /ttype/*", reason: "wrong-response" },
  "logins finished": { action: "POST /validate/check", authentication: "ACCEPT" },
  "logins cancelled": { action: "DELETE /token/challenges/transaction/*", success: "1" },
  "sign-ins on pages": { action: "POST /login/result*", event: "LOGIN_SUCCESS" },
  "codes redeemed": { event: "TOKENS_GIVEN", success: "1" },
  "jobs begun": { event: "JOB_BEGUN", success: "1" },
} as const satisfies Record<string, Record<string, string>>;
export type LedgerDecision = keyof typeof DECISIONS;

/**
 * Refusals that anyone can repeat: the first few of a window have rows, and the others are counted
 * (decision 072).
 */
type Repeatable = "token-locked" | "unknown-user" | "wrong-pin";

interface LedgerLogin {
  readonly openedAtMs: number;
  /** The user and the sessionKey, which the QR code shows to anyone. */
  readonly user: string;
  readonly sessionKey: string;
  /**
   * The transaction_state as last reported, or as it follows from other replies; expiry is not
   * entered.
   */
  state: string;
}

/** Each fault is recorded in full, so only this many are kept. */
const MOST_FAULTS = 20;

/** The two kinds of failure that the service counts separately. */
type CountedGuess = "wrong PIN" | "wrong response";

export class Ledger {
  readonly statuses = new Map<number, number>();
  readonly decisions = new Map<LedgerDecision, number>();
  readonly repeatable = new Map<Repeatable, number>();
  readonly logins = new Map<string, LedgerLogin>();
  /** The keys of `logins`, in the order of their opening. */
  readonly ids: string[] = [];
  /** By serial. */
  readonly failures = new Map<string, Record<CountedGuess, number>>();
  readonly faults: string[] = [];
  #faults = 0;
  #expectations = 0;

  /** The number of checks made during the run. */
  get expectations(): number {
    return this.#expectations;
  }

  get replies(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  replied(status: number, method: string, path: string): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status >= 500) this.fault(`${method} ${path} was answered with ${status}`);
  }

  failed(serial: string, failure: CountedGuess): void {
    const failures = this.failures.get(serial);
    if (failures) failures[failure]++;
  }

  /** Resets a token's counts, as a right answer or an administrator does. */
  forgotten(serial: string): void {
    this.failures.set(serial, { "wrong PIN": 0, "wrong response": 0 });
  }

  refused(reason: Repeatable): void {
    this.repeatable.set(reason, (this.repeatable.get(reason) ?? 0) + 1);
  }

  decided(decision: LedgerDecision): void {
    this.decisions.set(decision, (this.decisions.get(decision) ?? 0) + 1);
  }

  expect(holds: boolean, otherwise: () => string): void {
    this.#expectations++;
    if (!holds) this.fault(otherwise());
  }

  fault(text: string): void {
    if (this.#faults++ < MOST_FAULTS) this.faults.push(text);
  }
}
