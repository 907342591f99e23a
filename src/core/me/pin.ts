// A person chooses one PIN for all phones. The new generation ends every other session.

import { fromUtf8 } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { CONFIRMATION_HOLDS_MS } from "../caller.ts";
import { serialsOf } from "../login/transaction/challenge.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { OwnAccount } from "../ports/people/me.ts";
import { type Outcome, refuse } from "../reasons.ts";
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
  return setPinOf(ports, session, account, new GivenPin(pin), call, false);
}

/** Right after a sign-in with a PIN that the help desk has read out, so that two people know it. */
export async function replaceGivenPin(
  ports: Ports,
  session: BrowserSession,
  pin: string,
  call: Call,
): Promise<Outcome<object>> {
  const read = readPin(pin, needsPin(ports.settings));
  if (!read.ok) return read;
  const account = await lookAtMe(ports, session, call.nowMs);
  const isGiven = account.tokens.some((own) => own.id === session.token.id && own.pinGiven);
  // Else somebody at an open browser could learn here whether a PIN is the owner's.
  // A day pass signs in with the PIN alone, and changes nothing.
  if (!isGiven || !session.amr.includes("mfa") || call.nowMs - session.signedInAtMs > CONFIRMATION_HOLDS_MS)
    return refuseMe(ports, session, { code: "confirmation-needed" }, call);
  const newPin = new GivenPin(pin);
  for (const { serial, sealedPin, revoked } of account.tokens) {
    if (sealedPin === null || revoked || !ports.sealer.hasKeyOf(sealedPin)) continue;
    if (await newPin.opens(fromUtf8(await ports.sealer.open("pin", serial, sealedPin))))
      return refuse({ code: "wrong-pin" });
  }
  return setPinOf(ports, session, account, newPin, call, true);
}

async function setPinOf(
  ports: Ports,
  session: BrowserSession,
  account: OwnAccount,
  newPin: GivenPin,
  call: Call,
  isGiven: boolean,
): Promise<Outcome<object>> {
  const tokens = account.tokens.filter(({ revoked }) => !revoked);
  const sealed: Record<string, string> = {};
  for (const { serial } of tokens) sealed[serial] = await sealPin(ports, serial, session, newPin);
  const note = noteOnSuccess(call, "SELF_PIN_SET", { ...whoseIs(session), serial: serialsOf(tokens) });
  const isSet = await ports.self.setPin(session, sealed, call.nowMs, note, isGiven);
  if (!isSet) return refuseMe(ports, session, { code: "confirmation-needed" }, call);
  notify(ports, session, "pin", call);
  return { ok: true };
}
