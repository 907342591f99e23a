// The lock of tokens: one atomic statement each, on D1's single writer, so it holds everywhere.

import type { Note } from "../../audit/audit.ts";
import type { Failures } from "../../token/lock.ts";
import type { SealedNotification } from "../../token/notification.ts";
import type { TokenMoment } from "../../token.ts";
import type { NamedUser } from "../../user.ts";
import type { Challenge } from "./challenge.ts";

export interface CountedFailure {
  readonly counters: readonly (Pick<Failures, "failCount" | "locks"> & { readonly maxFail: number })[];
  /** Whether the path is closed for each unchanged candidate, by this failure or before. */
  readonly allLocked: boolean;
}

/** What the lock needs of a transaction. */
export type LockedLogin = Pick<Challenge, "attemptId" | "candidates" | "path">;

/**
 * A token is usable while the transaction's path is open; locks of other paths do not matter. Only
 * the first success of an action on a transaction is noted: of several the object commits one.
 */
export interface TokenLock {
  /**
   * A right response forgets the failures of all candidates on every path, if `token` is usable and
   * still at its moment. An undefined `notification` changes none.
   */
  acceptResponse(
    login: LockedLogin,
    token: TokenMoment,
    notification: SealedNotification | null | undefined,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** A wrong response counts on each usable, unchanged candidate; gives their counters. */
  countWrongResponse(login: LockedLogin, nowMs: number, note: Note): Promise<CountedFailure>;
  /** Whether any candidate is unchanged: though locked or disabled, it may answer later. */
  isAnswerable(login: LockedLogin): Promise<boolean>;
  /** Finalizes under the guard of a right response, and only for the user `named`, if given. */
  acceptLogin(
    login: LockedLogin,
    token: TokenMoment,
    named: NamedUser | undefined,
    nowMs: number,
    note: Note,
  ): Promise<"accepted" | "disabled" | "not-valid-now" | "locked" | "replaced" | "foreign">;
}
