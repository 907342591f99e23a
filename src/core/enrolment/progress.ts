// How far a phone has come since an enrolment's QR code was shown, and how a page hears of it. Its
// `enrollment_id` is the hash of the QR code's session, and allows its holder only to look.

import type { Ports } from "../ports/index.ts";
import type {
  EnrolmentProgress,
  EnrolmentState,
  KnownEnrolmentState,
  StoredEnrolment,
} from "../ports/tokens/enrolments.ts";
import { type Outcome, refuse } from "../reasons.ts";

export const UNKNOWN_ENROLLMENT: EnrolmentProgress = { state: "unknown", qrCodeUses: 0 };

export function progressOf(stored: StoredEnrolment, nowMs: number): EnrolmentProgress<KnownEnrolmentState> {
  return { state: progressStateOf(stored, nowMs), qrCodeUses: stored.sessionUses };
}

function progressStateOf(
  { rolloutState, provenAtMs, sessionExpiresAtMs, sessionUses }: StoredEnrolment,
  nowMs: number,
): KnownEnrolmentState {
  if (rolloutState === "enrolled") return provenAtMs === null ? "unproven" : "enrolled";
  if (nowMs >= (sessionExpiresAtMs ?? 0)) return "expired";
  return sessionUses > 0 ? "fetched" : "started";
}

/** The progress as GET /token/, polls and WebSockets tell it. */
export const enrolmentJson = <State extends EnrolmentState>({ state, qrCodeUses }: EnrolmentProgress<State>) => ({
  state,
  qr_code_uses: qrCodeUses,
});

/** More than a QR code has uses. */
const AFTER_ITS_USES = 1e9;

/** Orders steps: each use of the QR code is one, a secret another; nothing follows Infinity. */
export function orderOf({ state, qrCodeUses }: EnrolmentProgress): number {
  if (state === "unproven") return AFTER_ITS_USES + qrCodeUses;
  return state === "started" || state === "fetched" ? qrCodeUses : Number.POSITIVE_INFINITY;
}

/** Whether a phone has sent its secret. */
export const hasSecret = ({ state }: EnrolmentProgress): boolean => state === "unproven" || state === "enrolled";

const SHA256_HEX = /^[0-9a-f]{64}$/;
export const isEnrolmentId = (text: string): boolean => SHA256_HEX.test(text);

/** Gives the progress once it is further than `known`, and after `waitMs` in any case. */
export async function pollEnrolment(
  { enrolments }: Ports,
  enrolmentId: string,
  known: EnrolmentProgress,
  waitMs: number,
): Promise<Outcome<{ readonly progress: EnrolmentProgress }>> {
  const progress = isEnrolmentId(enrolmentId) ? await enrolments.wait(enrolmentId, known, waitMs) : UNKNOWN_ENROLLMENT;
  return progress === "too-many" ? refuse({ code: "too-many-listeners" }) : { ok: true, progress };
}

/** The client's end of a WebSocket that tells how far an enrolment has come. */
export async function listenToEnrolment(
  { enrolments }: Ports,
  enrolmentId: string,
): Promise<Outcome<{ readonly socket: WebSocket }>> {
  const socket = await enrolments.listen(enrolmentId);
  return socket === "too-many" ? refuse({ code: "too-many-listeners" }) : { ok: true, socket };
}
