// Open logins, for administrators, and places for logins that anyone can open. The trail says which
// were opened; each transaction's object knows how it stands.

import type { AuditEntry } from "../../audit/audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { TokenMoment } from "../../token.ts";
import type { UserReading } from "../../user.ts";

/** A login whose end is not in the trail. */
export interface OpenedLogin {
  readonly attemptId: string;
  /** The serials of the tokens that may answer. */
  readonly serials: readonly string[];
  readonly openedAtMs: number;
}

/** The same with what its first row in the trail says. */
export interface ListedOpening extends OpenedLogin, UserReading {
  /** The address that began it. */
  readonly client: string;
  /** The account that began it; empty if none did. */
  readonly administrator: string;
}

export interface OpenedLogins {
  /** Whether the filter's serial exists. */
  readonly serialKnown: boolean;
  /** False when the trail grew so fast that earlier logins may be open too. */
  readonly complete: boolean;
  /** The last opened comes first. */
  readonly logins: readonly ListedOpening[];
}

export interface OpenLogins {
  /**
   * Reserves a place for a login that anyone could open, and notes it as far as strangers may leave
   * rows; else its right answer does. False, and nothing noted, when too many of these are open for
   * one of its tokens.
   */
  reserve(
    login: Pick<OpenedLogin, "attemptId" | "serials"> & { readonly expiresAtMs: number },
    client: string,
    nowMs: number,
    opening: AuditEntry,
  ): Promise<boolean>;
  /** The logins opened since then: all, or those of one token or login. */
  opened(
    caller: Caller,
    filter: { readonly serial: string | undefined; readonly attemptId: string | undefined },
    sinceMs: number,
  ): Promise<Outcome<OpenedLogins>>;
  /** The user's newest logins since then whose end is not in the trail, by attempt id. */
  openedBy(owner: UserReading, sinceMs: number): Promise<readonly string[]>;
  /** The ids of the tokens that are still at their moment, whose answers could count. */
  stillAt(moments: readonly TokenMoment[]): Promise<ReadonlySet<number>>;
  /** Whether the caller may cancel a login of this user. */
  mayCancel(caller: Caller, whose: UserReading): Promise<Outcome<object>>;
}
