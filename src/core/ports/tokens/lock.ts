// The lock of tokens: one atomic statement each on D1's single writer, so it holds across transactions and continents.

import type { Note } from "../../audit.ts";
import type { Failures } from "../../token/lock.ts";
import type { SealedNotification } from "../../token/notification.ts";
import type { TokenMoment } from "../../token.ts";
import type { NamedUser } from "../../user.ts";
import type { Challenge } from "./challenge.ts";

export interface Counted {
  readonly counters: readonly (Pick<Failures, "failCount" | "locks"> & { readonly maxFail: number })[];
  /** Whether the path is closed now for each candidate that is still at its moment, by this failure or before. */
  readonly allLocked: boolean;
}

/** The part of a transaction that the lock needs. */
export type LockedLogin = Pick<Challenge, "attemptId" | "candidates" | "path">;

/**
 * A token is usable for a transaction while the path of that transaction is open: locks of other paths do not matter. The first
 * success of an action on a transaction is noted, and no later one: of several requests at once the object commits only one.
 */
export interface TokenLock {
  /**
   * A right response: forgets the failures of all candidates, on every path, if `token` is usable and still at its moment.
   * An undefined `notification` changes none.
   */
  acceptResponse(
    login: LockedLogin,
    token: TokenMoment,
    notification: SealedNotification | null | undefined,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** A wrong response counts on every candidate that is usable and at its moment; gives the counters of those. */
  countWrongResponse(login: LockedLogin, nowMs: number, note: Note): Promise<Counted>;
  /** Whether any candidate is still at its moment: it may be locked or disabled now, and may yet answer. */
  isAnswerable(login: LockedLogin): Promise<boolean>;
  /** Finalizes a login under the same guard as a right response, and only for the user that `named` means, if given. */
  acceptLogin(
    login: LockedLogin,
    token: TokenMoment,
    named: NamedUser | undefined,
    nowMs: number,
    note: Note,
  ): Promise<"accepted" | "disabled" | "not-valid-now" | "locked" | "replaced" | "foreign">;
}
