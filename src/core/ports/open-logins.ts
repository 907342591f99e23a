// The index of open logins, for administrators. The state in each transaction's own object decides.

import type { Note } from "../audit.ts";
import type { Caller } from "../caller.ts";
import type { Changed, Outcome } from "../reasons.ts";

export interface OpenChallenge {
  readonly attemptId: string;
  readonly serial: string;
  readonly question: string;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  readonly answered: boolean;
}

/** A row of the index: one token that may answer one login. */
export interface IndexedLogin extends Omit<OpenChallenge, "answered"> {
  readonly sessionKey: string;
}

/** Open transactions as a list shows them. `count`: of all pages. */
export interface OpenChallenges {
  /** Whether the token of the filter's serial exists. */
  readonly serialKnown: boolean;
  readonly count: number;
  readonly challenges: readonly OpenChallenge[];
}

export interface OpenLogins {
  /** Notes that a transaction was opened. */
  note(logins: readonly IndexedLogin[]): Promise<void>;
  /** The same for a login that anyone could open. False when too many of these are open for one of its tokens. */
  noteByAnyone(logins: readonly IndexedLogin[], client: string, nowMs: number): Promise<boolean>;
  /** The sessionKey that the index has for an attempt id, for a caller who may cancel by it. Undefined when it has none. */
  sessionKeyOf(caller: Caller, attemptId: string): Promise<Outcome<{ readonly sessionKey: string | undefined }>>;
  list(
    caller: Caller,
    filter: { readonly serial: string | undefined; readonly attemptId: string | undefined },
    page: { readonly number: number; readonly size: number },
  ): Promise<Outcome<OpenChallenges>>;
  /** Removes one transaction from the index, or all that have expired. */
  forget(
    caller: Caller,
    which: { readonly attemptId: string } | { readonly expiredAtMs: number },
    note: Note,
  ): Promise<Changed>;
}
