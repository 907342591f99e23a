// The progress of an enrolment, and the object through which a page hears of it.

import type { TokenRecord } from "../../token.ts";

/** `unknown` means that there is no such enrolment, or that its token was enrolled again or taken away since. */
export type EnrolmentState = "started" | "fetched" | "enrolled" | "expired" | "unknown";

export type KnownEnrolmentState = Exclude<EnrolmentState, "unknown">;

export interface EnrolmentProgress<State extends EnrolmentState = EnrolmentState> {
  readonly state: State;
  /** How often the QR code was used. After a second use, another person may have it. */
  readonly qrCodeUses: number;
}

/** The stored state of an enrolment. */
export type StoredEnrolment = Pick<TokenRecord, "rolloutState" | "sessionExpiresAtMs" | "sessionUses">;

/** The port to the storage: one object for each enrolment that is watched. */
export interface EnrolmentWatch {
  /** Says that something has changed. */
  ring(enrolmentId: string): Promise<void>;
  /** Gives the progress once it is further than `known`, and after `waitMs` in any case. */
  wait(enrolmentId: string, known: EnrolmentProgress, waitMs: number): Promise<EnrolmentProgress | "too-many">;
  /** The client's end of a WebSocket that is told the progress now and each one that follows, and closed after the last. */
  listen(enrolmentId: string): Promise<WebSocket | "too-many">;
}
