// An account ends its own sessions. A JWT cannot be taken back, so a row keeps the end of one
// session until its JWT would have expired, and the account's generation that of all. Calls check
// both.

import { noteOnSuccess } from "../../audit/audit.ts";
import type { AdminCall } from "../../call.ts";
import type { Session } from "../../caller.ts";
import type { Ports } from "../../ports/index.ts";
import type { Outcome, Refusal } from "../../reasons.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";

/** Ends the session of the call, whichever of its JWTs was shown. */
export async function signOut(ports: Ports, session: Session, call: AdminCall): Promise<Outcome<object>> {
  const isEnded = await ports.sessions.end(call.caller, session, noteOnSuccess(call, "SESSION_ENDED"));
  return isEnded ? { ok: true } : refuseEnded(ports, call);
}

/** Ends all that a thief may hold: the account's sessions, open sign-ins and enrolment links. */
export async function signOutEverywhere(ports: Ports, call: AdminCall): Promise<Outcome<object>> {
  const isEnded = await ports.sessions.endAll(call.caller, noteOnSuccess(call, "SESSIONS_ENDED"));
  return isEnded ? { ok: true } : refuseEnded(ports, call);
}

/** Refuses a call of a session that has ended. */
export const refuseEnded = (ports: Ports, call: AdminCall): Refusal =>
  refuseAndNote(ports, call, { code: "signed-out" }, {}, "counted");
