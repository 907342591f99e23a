// How a page or an application waits for an enrolment's next step.

import type { Ports } from "../ports/index.ts";
import type { EnrolmentProgress } from "../ports/tokens/enrolments.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { isEnrolmentId, UNKNOWN_ENROLLMENT } from "./progress.ts";

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
