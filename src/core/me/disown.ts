// "That wasn't me": someone else has signed in, or so says whoever sits at this browser. Ending every session takes nothing from the
// owner, who can sign in again, so one press does it. A phone out of use is different: until an administrator enables it, the owner may
// be locked out, and a stranger at an open browser could do that. So it asks for the PIN (./prove-pin.ts).

import { entryOf } from "../audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { lookAtMe, refuseMe, whoseIs } from "./myself.ts";
import { notify, tellAdministrators } from "./notice.ts";
import { provePin } from "./prove-pin.ts";

const entryFor = (call: Call, session: BrowserSession, serial: string) =>
  entryOf(call, { success: true, event: "SIGN_IN_DISOWNED", ...whoseIs(session), serial });

/** Ends every session, this one too, and what else the sign-in may have left. The phone and the recovery codes stay. */
export async function signOutEverywhere(
  ports: Ports,
  session: BrowserSession,
  serial: string,
  call: Call,
): Promise<Outcome<object>> {
  const { tokens } = await lookAtMe(ports, session, call.nowMs);
  if (!tokens.some((own) => own.serial === serial && !own.revoked)) return unknown(ports, session, serial, call);
  const ended = await ports.self.endAll(session, call.nowMs, { held: entryFor(call, session, serial) });
  if (!ended) return refuse({ code: "signed-out" });
  notify(ports, session, "signed-out", call);
  tellAdministrators(ports, session, { serial, isInUse: true }, call);
  return { ok: true };
}

/** Whoever it was has the phone or its digits, and the PIN. So the phone is out of use as well, and every recovery code. */
export async function disownSignIn(
  ports: Ports,
  session: BrowserSession,
  { serial, pin }: { readonly serial: string; readonly pin: string },
  call: Call,
): Promise<Outcome<object>> {
  const account = await lookAtMe(ports, session, call.nowMs);
  if (!account.tokens.some((own) => own.serial === serial && !own.revoked))
    return unknown(ports, session, serial, call);
  const proven = await provePin(ports, session, account, pin, call);
  if (!proven.ok) return proven;
  const held = entryFor(call, session, serial);
  const disowned = await ports.self.disown(session, serial, proven.proof, call.nowMs, { held });
  // Of many PINs at once, the right one may come after those that have closed the lock.
  if (!disowned) return refuseMe(ports, session, { code: "token-locked" }, call, serial);
  notify(ports, session, "disowned", call);
  tellAdministrators(ports, session, { serial, isInUse: false }, call);
  return { ok: true };
}

const unknown = (ports: Ports, session: BrowserSession, serial: string, call: Call) =>
  refuseMe(ports, session, { code: "unknown-serial" }, call, serial);
