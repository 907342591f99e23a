// How far a phone has come since an enrolment's QR code was shown, and how a page hears of it. An enrolment is named by its
// `enrollment_id`, what the QR code's session hashes to: who has it may look and can do nothing else.

import type { Ports } from "../ports/index.ts";
import { type Outcome, refuse } from "../reasons.ts";
import type { TokenRecord } from "../token.ts";

/** `unknown`: there is none, or its token was begun anew or taken away since. */
export type EnrollmentState = "started" | "fetched" | "enrolled" | "expired" | "unknown";

export interface EnrollmentProgress {
  readonly state: EnrollmentState;
  /** How often the QR code was used. More than once: somebody else may have it. */
  readonly qrCodeUses: number;
}

export const UNKNOWN_ENROLLMENT: EnrollmentProgress = { state: "unknown", qrCodeUses: 0 };

/** What is stored of an enrolment. */
export type StoredEnrollment = Pick<TokenRecord, "rolloutState" | "sessionExpiresAtMs" | "sessionUses">;

export function progressOf(stored: StoredEnrollment, nowMs: number): EnrollmentProgress {
  return { state: stateOf(stored, nowMs), qrCodeUses: stored.sessionUses };
}

function stateOf({ rolloutState, sessionExpiresAtMs, sessionUses }: StoredEnrollment, nowMs: number): EnrollmentState {
  if (rolloutState === "enrolled") return "enrolled";
  if (nowMs >= (sessionExpiresAtMs ?? 0)) return "expired";
  return sessionUses > 0 ? "fetched" : "started";
}

/** As it is told: in GET /token/, by polls and over WebSockets. */
export const enrollmentJson = ({ state, qrCodeUses }: EnrollmentProgress) => ({ state, qr_code_uses: qrCodeUses });

/** Of two, the higher is the later; after Infinity nothing follows. Each use of the QR code is a step. */
export function orderOf({ state, qrCodeUses }: EnrollmentProgress): number {
  return state === "started" || state === "fetched" ? qrCodeUses : Number.POSITIVE_INFINITY;
}

/** What the flows need of the storage: one object for each enrolment that is watched. */
export interface EnrollmentWatch {
  /** Says that something has changed. */
  ring(enrollmentId: string): Promise<void>;
  /** As soon as it is further than `known`, at the latest after `waitMs` as it is then. */
  wait(enrollmentId: string, known: EnrollmentProgress, waitMs: number): Promise<EnrollmentProgress | "too-many">;
  /** The client's end of a WebSocket that is told the progress now and each one that follows, and closed after the last. */
  listen(enrollmentId: string): Promise<WebSocket | "too-many">;
}

const SHA256_HEX = /^[0-9a-f]{64}$/;
export const isEnrollmentId = (text: string): boolean => SHA256_HEX.test(text);

/** Now, or as soon as it is further than `known`, at the latest after `waitMs` as it is then. */
export async function pollEnrollment(
  { enrollments }: Ports,
  enrollmentId: string,
  known: EnrollmentProgress,
  waitMs: number,
): Promise<Outcome<{ readonly progress: EnrollmentProgress }>> {
  const progress = isEnrollmentId(enrollmentId)
    ? await enrollments.wait(enrollmentId, known, waitMs)
    : UNKNOWN_ENROLLMENT;
  return progress === "too-many" ? refuse({ code: "too-many-listeners" }) : { ok: true, progress };
}

/** The client's end of a WebSocket that tells how far an enrolment has come. */
export async function listenToEnrollment(
  { enrollments }: Ports,
  enrollmentId: string,
): Promise<Outcome<{ readonly socket: WebSocket }>> {
  const socket = await enrollments.listen(enrollmentId);
  return socket === "too-many" ? refuse({ code: "too-many-listeners" }) : { ok: true, socket };
}
