// The end of sessions, as their own account wants it. A JWT cannot be called back, so what ends is remembered: one session as a
// row until its JWT would have expired, all of an account by its generation. Both are looked at in the batch of each call.

import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { Session } from "../caller.ts";
import type { Ports } from "../ports/index.ts";
import type { Outcome, Refusal } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/** Ends the session of the call, whichever of its JWTs was shown. */
export async function signOut(ports: Ports, session: Session, call: AdminCall): Promise<Outcome<object>> {
  const note = { held: entryOf(call, { success: true, event: "SESSION_ENDED" }) };
  return (await ports.sessions.end(call.caller, session, note)) ? { ok: true } : refuseEnded(ports, call);
}

/** Ends all sessions of the account, sign-ins that are under way, and its enrolment links: where it was stolen, they may be a thief's. */
export async function signOutEverywhere(ports: Ports, call: AdminCall): Promise<Outcome<object>> {
  const note = { held: entryOf(call, { success: true, event: "SESSIONS_ENDED" }) };
  return (await ports.sessions.endAll(call.caller, note)) ? { ok: true } : refuseEnded(ports, call);
}

/** To a session that is over already. */
export const refuseEnded = (ports: Ports, call: AdminCall): Refusal =>
  refuseAndNote(ports, call, { code: "signed-out" }, {}, "counted");
