// How a page or an application waits for an enrolment's next step.

import type { EnrollmentProgress } from "../ports/enrolments.ts";
import type { Ports } from "../ports/index.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { isEnrollmentId, UNKNOWN_ENROLLMENT } from "./progress.ts";

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
