// The PIN of an enrolment link's token: the one it begins with, and the one the person chooses.

import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { isThePerson } from "../caller.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord } from "../ports/tokens/links.ts";
import { GivenPin, needsPin, readPin } from "../token/pin.ts";
import { sealPin } from "../token/seal-pin.ts";
import { hasPhone, look, makeKey, refuseFor, refuseStep, serialOf, type Visitor, type VisitorOutcome } from "./link.ts";

/**
 * Undefined for an existing token, which keeps its PIN. Where a PIN is required, nobody may sign in
 * without: a new token has a random one, never shown, until the person has chosen.
 */
export async function firstPin(ports: Ports, link: LinkRecord, serial: string): Promise<string | null | undefined> {
  if (serialOf(link) !== undefined) return undefined;
  const own = isThePerson(link.maker) ? await ownPin(ports, link, serial) : undefined;
  if (own !== undefined) return own;
  return link.asksPin && ports.settings.pinRequired
    ? sealPin(ports, serial, link, new GivenPin(makeKey(ports.randomBytes)))
    : null;
}

/** A person has one PIN for all phones: an added phone gets that of the phone used last. */
async function ownPin(
  { self, sealer }: Ports,
  { user, realm }: LinkRecord,
  serial: string,
): Promise<string | undefined> {
  const withPin = (await self.tokensOf({ user, realm })).filter(
    ({ sealedPin, revoked }) => sealedPin && !revoked && sealer.hasKeyOf(sealedPin),
  );
  const [last] = withPin.toSorted((a, b) => (b.lastAuthMs ?? 0) - (a.lastAuthMs ?? 0));
  if (!last?.sealedPin) return undefined;
  return sealer.seal("pin", serial, await sealer.open("pin", last.serial, last.sealedPin));
}

export async function choosePin(ports: Ports, visitor: Visitor, pin: string, call: Call): Promise<VisitorOutcome> {
  const view = await look(ports, visitor, call);
  const { browserKey } = visitor;
  if (!hasPhone(view) || view.pin === "settled" || !browserKey) return refuseStep(ports, view, call);
  const { link } = view;
  const { user, realm, hash, serial } = link;
  // An empty PIN counts as none and would leave the token without one, so it is refused here.
  const read = readPin(pin, needsPin(ports.settings));
  if (!read.ok) return read;
  const note = noteOnSuccess(call, "SELF_PIN_SET", { serial, user, realm });
  const code = { hash, browserHash: await hashSession(browserKey) };
  const set = await ports.links.setPin(code, await sealPin(ports, serial, link, new GivenPin(pin)), call.nowMs, note);
  return set ? { ok: true, done: true } : refuseFor(ports, link, { code: "link-not-open" }, call);
}
