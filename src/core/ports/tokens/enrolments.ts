// The progress of an enrolment, and how a page hears of it.

import type { TokenRecord } from "../../token.ts";

/**
 * `unproven`: a phone has sent its secret, and not answered yet. `unknown`: no such enrolment, or
 * its token was enrolled again or taken away.
 */
export type EnrolmentState = "started" | "fetched" | "unproven" | "enrolled" | "expired" | "unknown";

export type KnownEnrolmentState = Exclude<EnrolmentState, "unknown">;

export interface EnrolmentProgress<State extends EnrolmentState = EnrolmentState> {
  readonly state: State;
  /** How many phones may have used the QR code. After a second use, someone else may have it. */
  readonly qrCodeUses: number;
}

export type StoredEnrolment = Pick<TokenRecord, "rolloutState" | "provenAtMs" | "sessionExpiresAtMs" | "sessionUses">;

/** One object for each watched enrolment. */
export interface EnrolmentWatch {
  ring(enrolmentId: string): Promise<void>;
  /** Gives the progress once it is further than `known`, and after `waitMs` in any case. */
  wait(enrolmentId: string, known: EnrolmentProgress, waitMs: number): Promise<EnrolmentProgress | "too-many">;
  /** The client's end of a WebSocket that tells each progress and closes after the last. */
  listen(enrolmentId: string): Promise<WebSocket | "too-many">;
}
