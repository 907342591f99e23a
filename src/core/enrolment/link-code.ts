// The QR codes of an enrolment link: the first, and new ones after one has expired or gone astray.

import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord, StartedLink } from "../ports/tokens/links.ts";
import { refuse } from "../reasons.ts";
import { readPhoneName } from "../token/description.ts";
import { makeSerial } from "../token/serial.ts";
import {
  hasPhone,
  type LinkView,
  look,
  refuseFor,
  refuseStep,
  serialOf,
  sessionOf,
  type Visitor,
  type VisitorOutcome,
} from "./link.ts";
import { firstPin } from "./link-pin.ts";

/**
 * Spends the link and makes its token; a replaced token loses its old phone in that batch. A
 * browser that sends this again finds the link started, and changes nothing. Only this step names
 * the phone, so nobody renames it by an old link.
 */
export async function startLink(ports: Ports, visitor: Visitor, name: string, call: Call): Promise<VisitorOutcome> {
  const named = readPhoneName(name);
  if (!named.ok) return named;
  const view = await look(ports, visitor, call);
  if (isUnderWay(view)) return { ok: true, done: true };
  if (view.state !== "fresh") return refuseStep(ports, view, call);
  return nextCode(ports, visitor, view.link, call, { description: named.description || undefined });
}

/**
 * Makes another QR code, which ends the previous one, and takes a secret away that no phone has
 * proved. `knowsOfSecret`: the page has shown that one had come. A page that was shown before must
 * not take away the phone that has enrolled since.
 */
export async function renewCode(
  ports: Ports,
  visitor: Visitor,
  knowsOfSecret: boolean,
  call: Call,
): Promise<VisitorOutcome> {
  const view = await look(ports, visitor, call);
  return isUnderWay(view) && view.state !== "enrolled"
    ? nextCode(ports, visitor, view.link, call, { knowsOfSecret })
    : refuseStep(ports, view, call);
}

type UnderWay = Extract<LinkView, { readonly link: StartedLink }>;
const isUnderWay = (view: LinkView): view is UnderWay =>
  hasPhone(view) || view.state === "started" || view.state === "fetched" || view.state === "code-expired";

async function nextCode(
  ports: Ports,
  visitor: Visitor,
  link: LinkRecord,
  call: Call,
  options: { readonly description?: string | undefined; readonly knowsOfSecret?: boolean },
): Promise<VisitorOutcome> {
  const { settings, randomBytes } = ports;
  const { browserKey } = visitor;
  if (browserKey === undefined) return refuse({ code: "link-not-open" });
  const { hash, user, realm, maker } = link;
  const { codes, token: earlier } = link.started ? link : { codes: 0, token: undefined };
  const named = { user, realm };
  const known = serialOf(link);
  const serial = known ?? makeSerial(randomBytes, await ports.tokens.slotFor(named));
  const token = {
    serial,
    mayExist: known !== undefined,
    named,
    shadows: link.shadows,
    description: options.description,
    suite: settings.ocraSuite,
    maxFail: settings.maxFail,
    validFromMs: undefined,
    validUntilMs: undefined,
    sealedPin: await firstPin(ports, link, serial),
    sessionHash: await hashSession(await sessionOf(browserKey, hash, codes + 1)),
    sessionExpiresAtMs: Math.min(call.nowMs + settings.enrolmentValidityMs, link.expiresAtMs),
  };
  const note = noteOnSuccess({ ...call, caller: maker }, "ENROLLMENT_BEGUN", { serial, user, realm });
  const code = {
    hash,
    browserHash: await hashSession(browserKey),
    codes,
    knowsOfSecret: options.knowsOfSecret ?? false,
  };
  const begun = await ports.links.begin(maker, code, token, call.nowMs, note);
  if (!begun.ok) return refuseFor(ports, link, begun.reason, call);
  switch (begun.result) {
    case "replaced":
    case "made":
      if (begun.result === "replaced") endUnanswerableOf(ports, [{ user, realm }], call);
      // Another tab may still show the previous code.
      if (earlier) call.afterwards(() => ports.enrolments.ring(earlier.enrolmentId));
      return { ok: true, done: true };
    case "taken": // the generated serial exists: draw another
      return nextCode(ports, visitor, link, call, options);
    case "spent": {
      // Another request of this browser may have come first; then there is still a code to show.
      const now = await look(ports, visitor, call);
      return isUnderWay(now) ? { ok: true, done: true } : refuseStep(ports, now, call);
    }
  }
}
