// A thief of a browser or a JWT must not change an administrator's phone, so the account's phone
// confirms the session once more, as it did the sign-in. src/http gives the session its new JWT.

import type { AdminCall, LoginCall } from "../../call.ts";
import type { Session } from "../../caller.ts";
import type { NewLogin } from "../../login/open-transaction.ts";
import type { Ports } from "../../ports/index.ts";
import type { Outcome } from "../../reasons.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { askSecondFactor, type Confirmation, finalizeSecondFactor } from "./second-factor.ts";
import { refuseEnded } from "./sign-out.ts";

/** The ticket is for `confirmSession` in the same session. */
export async function askConfirmation(
  ports: Ports,
  session: Session,
  call: AdminCall & LoginCall,
): Promise<Outcome<{ readonly triggered: NewLogin; readonly ticket: string }>> {
  const { name, generation } = call.caller;
  const { admin } = await ports.admins.find(name, call.client);
  if (admin?.generation !== generation) return refuseEnded(ports, call);
  const second = await askSecondFactor(ports, admin, session, call);
  if (!second.ok) return second.reason.code === "wrong-credentials" ? refuseEnded(ports, call) : second;
  if (second.kind === "asked") return { ok: true, triggered: second.triggered, ticket: second.ticket };
  const whose = { user: name, realm: ports.settings.adminRealm };
  if (second.kind === "none") return refuseAndNote(ports, call, { code: "second-factor-required" }, whose);
  const { because, serial } = second;
  const reason = { code: "second-factor-unusable", because } as const;
  return refuseAndNote(ports, call, reason, { ...whose, reason: because, serial });
}

/** Whether the account still exists shows at the next call, which names generation and session. */
export const confirmSession = (
  ports: Ports,
  session: Session,
  confirmation: Confirmation,
  call: AdminCall & LoginCall,
): Promise<Outcome<object>> => finalizeSecondFactor(ports, call.caller, session, confirmation, call);
