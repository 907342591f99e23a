// "That wasn't me", says whoever sits at this browser. Ending all sessions costs the owner a
// sign-in, so one press does it. Disabling a phone may lock the owner out until an administrator
// helps, and a stranger at an open browser must not do that: it asks for the PIN
// (../login/prove-pin.ts).

import { noteOnSuccess } from "../audit/audit.ts";
import { asLogin, type Call } from "../call.ts";
import { provePin } from "../login/prove-pin.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { lookAtMe, refuseMe, whoseIs } from "./myself.ts";
import { notify, tellAdministrators } from "./notice.ts";

const noteFor = (call: Call, session: BrowserSession, serial: string) =>
  noteOnSuccess(call, "SIGN_IN_DISOWNED", { ...whoseIs(session), serial });

/** Ends every session, this one included, and all grants and own links. Phones and codes stay. */
export async function endOwnSessions(
  ports: Ports,
  session: BrowserSession,
  serial: string,
  call: Call,
): Promise<Outcome<object>> {
  const { tokens } = await lookAtMe(ports, session, call.nowMs);
  if (!tokens.some((own) => own.serial === serial && !own.revoked)) return unknown(ports, session, serial, call);
  const ended = await ports.self.endAll(session, call.nowMs, noteFor(call, session, serial));
  if (!ended) return refuse({ code: "signed-out" });
  notify(ports, session, "signed-out", call);
  tellAdministrators(ports, session, { serial, isInUse: true }, call);
  return { ok: true };
}

/** The intruder had the PIN, and phone or digits. So the phone and all recovery codes end too. */
export async function disownSignIn(
  ports: Ports,
  session: BrowserSession,
  { serial, pin }: { readonly serial: string; readonly pin: string },
  call: Call,
): Promise<Outcome<object>> {
  const account = await lookAtMe(ports, session, call.nowMs);
  if (!account.tokens.some((own) => own.serial === serial && !own.revoked))
    return unknown(ports, session, serial, call);
  const proven = await provePin(ports, session, account.tokens, pin, "browser", asLogin(call));
  if (!proven.ok) return proven;
  const note = noteFor(call, session, serial);
  const disowned = await ports.self.disown(session, serial, proven.proof, call.nowMs, note);
  // If many PINs arrive at once, wrong ones may close the lock before the right one is stored.
  if (!disowned) return refuseMe(ports, session, { code: "token-locked" }, call, serial);
  notify(ports, session, "disowned", call);
  tellAdministrators(ports, session, { serial, isInUse: false }, call);
  return { ok: true };
}

const unknown = (ports: Ports, session: BrowserSession, serial: string, call: Call) =>
  refuseMe(ports, session, { code: "unknown-serial" }, call, serial);
