// A person chooses one PIN for all phones. The new generation ends every other session.

import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { serialsOf } from "../login/transaction/challenge.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { Outcome } from "../reasons.ts";
import { GivenPin, needsPin, readPin } from "../token/pin.ts";
import { sealPin } from "../token/seal-pin.ts";
import { lookAtMe, refuseMe, whoseIs } from "./myself.ts";
import { notify } from "./notice.ts";

export async function changePin(
  ports: Ports,
  session: BrowserSession,
  pin: string,
  call: Call,
): Promise<Outcome<object>> {
  if (!ports.settings.selfService.includes("pin"))
    return refuseMe(ports, session, { code: "missing-right", right: "pin" }, call);
  const read = readPin(pin, needsPin(ports.settings));
  if (!read.ok) return read;
  const account = await lookAtMe(ports, session, call.nowMs);
  // A thief of an open browser could set a PIN of theirs, so a phone must have confirmed this.
  if (account.confirmedFor !== "pin") return refuseMe(ports, session, { code: "confirmation-needed" }, call);
  const tokens = account.tokens.filter(({ revoked }) => !revoked);
  const newPin = new GivenPin(pin);
  const sealed: Record<string, string> = {};
  for (const { serial } of tokens) sealed[serial] = await sealPin(ports, serial, session, newPin);
  const note = noteOnSuccess(call, "SELF_PIN_SET", { ...whoseIs(session), serial: serialsOf(tokens) });
  const isSet = await ports.self.setPin(session, sealed, call.nowMs, note);
  if (!isSet) return refuseMe(ports, session, { code: "confirmation-needed" }, call);
  notify(ports, session, "pin", call);
  return { ok: true };
}
