// The logins that are open now, for administrators, and the places for logins that anyone can open. The trail says which logins were
// opened; each transaction's own object says how it stands.

import type { Note } from "../../audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { TokenMoment } from "../../token.ts";
import type { UserReading } from "../../user.ts";

/** A login that was opened, and of which the trail has no end. */
export interface OpenedLogin {
  readonly attemptId: string;
  /** Of the tokens that may answer. */
  readonly serials: readonly string[];
  readonly openedAtMs: number;
}

export interface OpenedLogins {
  /** Whether the token of the filter's serial exists. */
  readonly serialKnown: boolean;
  /** False when the trail has grown so fast that earlier logins may be open too. */
  readonly complete: boolean;
  /** The one that was opened last comes first. */
  readonly logins: readonly OpenedLogin[];
}

export interface OpenLogins {
  /**
   * Reserves a place for a login that anyone could open, and notes that it was opened. False, and nothing is noted, when too many of
   * these are open for one of its tokens.
   */
  reserve(
    login: Pick<OpenedLogin, "attemptId" | "serials"> & { readonly expiresAtMs: number },
    client: string,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** Gives the logins that were opened since then: all, or those of one token or one login. */
  opened(
    caller: Caller,
    filter: { readonly serial: string | undefined; readonly attemptId: string | undefined },
    sinceMs: number,
  ): Promise<Outcome<OpenedLogins>>;
  /** The attempt ids of the newest logins that the user has begun since then and that the trail has no end of. For a flow of ours. */
  openedBy(owner: UserReading, sinceMs: number): Promise<readonly string[]>;
  /** Gives the ids of those of these tokens that are still at their moment, so that an answer of theirs could count. */
  stillAt(moments: readonly TokenMoment[]): Promise<ReadonlySet<number>>;
  /** Says whether the caller may cancel a login of this user. */
  mayCancel(caller: Caller, whose: UserReading): Promise<Outcome<object>>;
}
