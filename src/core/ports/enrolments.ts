// How far an enrolment has come, and the object through which a page hears of it.

import type { TokenRecord } from "../token.ts";

/** `unknown`: there is none, or its token has since been enrolled again or taken away. */
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
  /** As soon as it is further than `known`, at the latest after `waitMs` as it is then. */
  wait(enrolmentId: string, known: EnrolmentProgress, waitMs: number): Promise<EnrolmentProgress | "too-many">;
  /** The client's end of a WebSocket that is told the progress now and each one that follows, and closed after the last. */
  listen(enrolmentId: string): Promise<WebSocket | "too-many">;
}
