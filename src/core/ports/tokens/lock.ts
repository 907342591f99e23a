// The lock of tokens: one atomic statement each, on D1's single writer, so it holds everywhere.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { Failures } from "../../token/lock.ts";
import type { SealedNotification } from "../../token/notification.ts";
import type { TokenMoment } from "../../token.ts";
import type { NamedUser } from "../../user.ts";
import type { BrowserSession, LiveSession, SessionOrigin } from "../oidc/browser-sessions.ts";
import type { Challenge } from "./challenge.ts";

export interface CountedFailure {
  readonly counters: readonly (Pick<Failures, "failCount" | "locks"> & { readonly maxFail: number })[];
  /** Whether the path is closed for each unchanged candidate, by this failure or before. */
  readonly allLocked: boolean;
}

/** A confirmation that the answer decides, with the session that begins by it. */
export interface ConfirmedRequest extends BeginningSession {
  readonly requestId: string;
  readonly note: Note;
}

/** What the lock needs of a transaction. */
export type LockedLogin = Pick<Challenge, "attemptId" | "candidates" | "path">;

/** `passUntilMs`: the end of the day pass that stands for the phone; undefined for a phone. */
export type AnsweringToken = TokenMoment & { readonly passUntilMs?: number | undefined };

/** The session of a browser that begins in the batch that finalizes its login. */
export interface BeginningSession {
  readonly session: BrowserSession;
  readonly origin: SessionOrigin;
}

/**
 * A token is usable while the transaction's path is open; locks of other paths do not matter. Only
 * the first success of an action on a transaction is noted: when several arrive, the object commits
 * one.
 */
export interface TokenLock {
  /**
   * A right response forgets the failures of all candidates on every path, if `token` is usable and
   * still at its moment. An undefined `notification` changes none. With `confirms`, only if the
   * request is still open, or was confirmed by this answer before.
   */
  acceptResponse(
    login: LockedLogin,
    token: AnsweringToken,
    notification: SealedNotification | null | undefined,
    nowMs: number,
    note: Note,
    confirms?: ConfirmedRequest,
  ): Promise<boolean>;
  /** A wrong response counts on each usable, unchanged candidate; gives their counters. */
  countWrongResponse(login: LockedLogin, nowMs: number, entry: AuditEntry): Promise<CountedFailure>;
  /** Whether any candidate is unchanged: though locked or disabled, it may answer later. */
  isAnswerable(login: LockedLogin): Promise<boolean>;
  /**
   * Finalizes under the guard of a right response, and only for the user `named`, if given. With
   * `begins` it gives the session that has begun by it, or that the same login began before.
   */
  acceptLogin(
    login: LockedLogin,
    token: AnsweringToken,
    named: NamedUser | undefined,
    nowMs: number,
    note: Note,
    begins?: BeginningSession,
  ): Promise<LiveSession | "accepted" | "disabled" | "not-valid-now" | "locked" | "replaced" | "foreign">;
  /** Ends a session whose login has come to another end, before the browser could hear of it. */
  withdraw(begun: BeginningSession): Promise<void>;
}
