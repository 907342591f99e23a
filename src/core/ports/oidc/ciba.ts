// What applications ask people to confirm (OpenID Connect CIBA), each in its person's database.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { UserReading } from "../../user.ts";
import type { BrowserSession } from "./browser-sessions.ts";
import type { AuthorizationCode, LiveGrant } from "./grants.ts";

/** `spent`: the application has got its tokens. */
export type CibaState = "pending" | "approved" | "denied" | "spent";

export interface NewCibaRequest extends UserReading {
  readonly id: string;
  readonly clientId: string;
  /** Sealed: `CibaAsked`. */
  readonly asked: string;
  readonly expiresAtMs: number;
}

export interface CibaRequest extends NewCibaRequest {
  readonly state: CibaState;
  readonly madeAtMs: number;
  readonly decidedAtMs: number | null;
}

/** A decided request, and the session that began with the answer, while it lasts. */
export interface PolledCiba extends Pick<CibaRequest, "state" | "asked"> {
  readonly session: BrowserSession | undefined;
}

export interface CibaStore {
  /**
   * Makes a request, if the limits of person and client allow it: counted in the statement itself,
   * so fifty at once are no more than one after another. `isKnown` false writes nothing, in the
   * same time. `mails`: whether the person still gets a mail today.
   */
  make(
    request: NewCibaRequest,
    isKnown: boolean,
    nowMs: number,
    note: Note,
  ): Promise<{ readonly made: boolean; readonly mails: boolean }>;
  /** Reads on the primary. */
  look(id: string): Promise<CibaRequest | undefined>;
  /** The person's of the last day, newest first. */
  list(owner: UserReading, nowMs: number): Promise<readonly CibaRequest[]>;
  /** False when it was decided before, or is over. */
  decline(id: string, nowMs: number, note: Note): Promise<boolean>;
  poll(id: string): Promise<PolledCiba | undefined>;
  /** Gives the tokens' grant once. `ended`: the session or its token has. */
  redeem(
    id: string,
    code: AuthorizationCode,
    refreshes: boolean,
    nowMs: number,
    given: AuditEntry,
  ): Promise<LiveGrant | "spent" | "ended">;
  /** The `sub` that public clients know; undefined for an unknown user. */
  subjectOf(owner: UserReading): Promise<string | undefined>;
}

export interface Ciba {
  /** Throws UserMoving. */
  of(owner: UserReading): Promise<CibaStore>;
  /** Whose public `sub` it is. */
  ownerOf(subject: string): Promise<UserReading | undefined>;
}

/** What a client is told when a person has decided: CIBA Core 1.0 §10.2. */
export interface CibaPing {
  readonly clientId: string;
  readonly uri: string;
  readonly token: string;
  readonly authReqId: string;
  readonly untilMs: number;
}

export interface CibaPings {
  /** `sealed`: a CibaPing. Returns once it is kept. */
  tell(requestId: string, sealed: string): Promise<void>;
}
