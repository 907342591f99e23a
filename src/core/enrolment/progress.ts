// How far a phone has come since an enrolment's QR code was shown, and how a page hears of it. An enrolment is named by its
// `enrollment_id`, what the QR code's session hashes to: who has it may look and can do nothing else.

import type { EnrollmentProgress, EnrollmentState, StoredEnrollment } from "../ports/enrolments.ts";

export const UNKNOWN_ENROLLMENT: EnrollmentProgress = { state: "unknown", qrCodeUses: 0 };

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

const SHA256_HEX = /^[0-9a-f]{64}$/;
export const isEnrollmentId = (text: string): boolean => SHA256_HEX.test(text);
