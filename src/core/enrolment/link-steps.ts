// The steps on the enrolment page: the person starts, asks for a new code, chooses a PIN and tries a login. A step that changes
// the token looks first and ends in a batch whose guard looks again, so the first of two to reach D1 wins and the other changes
// nothing.

import { sha256Hex } from "../../lib/bytes.ts";
import { entryOf } from "../audit.ts";
import type { Call } from "../call.ts";
import { isThePerson } from "../caller.ts";
import { judgeVouched } from "../login/first-factor.ts";
import { openTransaction, type Triggered } from "../login/open-transaction.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord } from "../ports/links.ts";
import type { TransactionDone } from "../ports/transactions.ts";
import { type Outcome, type Reason, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { TiqrToken } from "../tiqr-token.ts";
import { GivenPin, needsPin, readPin } from "../token/pin.ts";
import { sealPin } from "../token/seal-pin.ts";
import { makeSerial } from "../token/serial.ts";
import type { TokenRecord } from "../token.ts";
import { type LinkView, lookAtLink, makeKey, sessionOf } from "./link.ts";

/** A link and the browser that shows it. */
export interface Visitor {
  readonly key: string;
  /** The key in the browser's cookie; undefined when it sent none. */
  readonly browserKey: string | undefined;
}

type Done = Outcome<{ readonly done: true }>;

/**
 * Spends the link and makes its token; a token that is replaced loses its old phone in that batch. A browser that sends this again
 * finds its link started and changes nothing.
 */
export async function startLink(ports: Ports, visitor: Visitor, call: Call): Promise<Done> {
  const view = await lookAtLink(ports, visitor.key, visitor.browserKey, call.nowMs);
  if (isUnderWay(view)) return { ok: true, done: true };
  return view.state === "fresh" ? nextCode(ports, visitor, view.link, call) : refused(ports, view, call);
}

/** Makes another QR code, which ends the one before it. If a phone enrols at the same time and comes first, it stays. */
export async function renewCode(ports: Ports, visitor: Visitor, call: Call): Promise<Done> {
  const view = await lookAtLink(ports, visitor.key, visitor.browserKey, call.nowMs);
  if (view.state === "started" || view.state === "fetched" || view.state === "code-expired")
    return nextCode(ports, visitor, view.link, call);
  return refused(ports, view, call);
}

const isUnderWay = ({ state }: LinkView): boolean =>
  state === "started" || state === "fetched" || state === "code-expired" || state === "enrolled";

async function nextCode(ports: Ports, visitor: Visitor, link: LinkRecord, call: Call): Promise<Done> {
  const { settings, randomBytes } = ports;
  const { browserKey } = visitor;
  if (browserKey === undefined) return refuse({ code: "link-not-open" });
  const { hash, user, realm, codes, maker, token: earlier } = link;
  const named = { user, realm };
  const serial =
    link.serial ??
    link.replaces ??
    makeSerial(TiqrToken.getClassPrefix(), randomBytes, await ports.tokens.slotFor(named));
  const mayExist = link.serial !== undefined || link.replaces !== undefined;
  const token = {
    serial,
    mayExist,
    named,
    shadows: link.shadows,
    description: undefined,
    suite: settings.ocraSuite,
    maxFail: settings.maxFail,
    validFromMs: undefined,
    validUntilMs: undefined,
    sealedPin: await firstPin(ports, link, serial),
    sessionHash: await hashSession(await sessionOf(browserKey, hash, codes + 1)),
    sessionExpiresAtMs: Math.min(call.nowMs + settings.enrolmentValidityMs, link.expiresAtMs),
  };
  const note = {
    held: entryOf({ ...call, caller: maker }, { success: true, event: "ENROLLMENT_BEGUN", serial, user, realm }),
  };
  const code = { hash, browserHash: await hashSession(browserKey), codes };
  const begun = await ports.links.begin(maker, code, token, call.nowMs, note);
  if (!begun.ok) return refusedFor(ports, link, begun.reason, call);
  switch (begun.result) {
    case "made":
      // Another tab may still show the previous code.
      if (earlier) call.afterwards(() => ports.enrolments.ring(earlier.enrolmentId));
      return { ok: true, done: true };
    case "taken": // the generated serial exists: draw another
      return nextCode(ports, visitor, link, call);
    case "spent": {
      // Another request of this browser may have come first; then there is still a code to show.
      const now = await lookAtLink(ports, visitor.key, browserKey, call.nowMs);
      return isUnderWay(now) ? { ok: true, done: true } : refused(ports, now, call);
    }
  }
}

/** The token of the link, as `viewFor` gives it to an account. */
async function viewOfOwn({ self }: Ports, { user, realm }: LinkRecord, serial: string) {
  const all = await self.tokensOf({ user, realm });
  const isIts = (token: TokenRecord) => token.serial === serial;
  return {
    ok: true,
    user: { name: user, realm, known: true },
    tokens: all.filter(isIts),
    others: all.filter((token) => !isIts(token)),
  } as const;
}

/** A person has one PIN for all phones, so a phone that the person adds gets the one of the phone that was used last. */
async function ownPin(
  { self, sealer }: Ports,
  { user, realm }: LinkRecord,
  serial: string,
): Promise<string | undefined> {
  const withPin = (await self.tokensOf({ user, realm })).filter(({ sealedPin, revoked }) => sealedPin && !revoked);
  const [last] = withPin.toSorted((a, b) => (b.lastAuthMs ?? 0) - (a.lastAuthMs ?? 0));
  if (!last?.sealedPin) return undefined;
  return sealer.seal("pin", serial, await sealer.open("pin", last.serial, last.sealedPin));
}

/** Where a token must have a PIN, a new one gets a random PIN, never shown, until the person has chosen one. */
async function firstPin(ports: Ports, link: LinkRecord, serial: string): Promise<string | null | undefined> {
  if (link.serial !== undefined || link.replaces !== undefined) return undefined;
  const own = isThePerson(link.maker) ? await ownPin(ports, link, serial) : undefined;
  if (own !== undefined) return own;
  return link.asksPin && ports.settings.pinRequired
    ? sealPin(ports, serial, link, new GivenPin(makeKey(ports.randomBytes)))
    : null;
}

export async function choosePin(ports: Ports, visitor: Visitor, pin: string, call: Call): Promise<Done> {
  const view = await lookAtLink(ports, visitor.key, visitor.browserKey, call.nowMs);
  if (view.state !== "enrolled" || view.pin === "settled") return refused(ports, view, call);
  const { link, serial } = view;
  const { user, realm, hash } = link;
  // An empty PIN counts as none, so there is nothing to store.
  const read = readPin(pin, needsPin(ports.settings));
  if (!read.ok) return read;
  const note = { held: entryOf(call, { success: true, event: "TOKEN_CHANGED", serial, user, realm }) };
  const code = { hash, browserHash: await hashSession(visitor.browserKey as string) };
  const set = await ports.links.setPin(code, await sealPin(ports, serial, link, new GivenPin(pin)), call.nowMs, note);
  return set ? { ok: true, done: true } : refusedFor(ports, link, { code: "link-not-open" }, call);
}

/**
 * Tries a login with this one token. The browser that enrolled it vouches for the person, so no PIN is asked; an application must
 * not accept such a login, so its purpose binds it to this page.
 */
export async function tryLogin(ports: Ports, visitor: Visitor, call: Call): Promise<Outcome<Triggered>> {
  const view = await lookAtLink(ports, visitor.key, visitor.browserKey, call.nowMs);
  if (view.state !== "enrolled" || view.pin === "required") return refused(ports, view, call);
  const { link, serial } = view;
  const subject = { serial, named: { user: link.user, realm: link.realm } };
  // This reads on the primary, since a replica may not know of the phone yet.
  const viewed = isThePerson(link.maker)
    ? await viewOfOwn(ports, link, serial)
    : await ports.management.viewFor(link.maker, "enrollTIQR", subject);
  if (!viewed.ok) return refusedFor(ports, link, viewed.reason, call);
  const verdict = await judgeVouched(ports, viewed, subject, call);
  if (!verdict.ok) return refusedFor(ports, link, verdict.reason, call);
  // Another request has changed the token since the look.
  if (verdict.tokens[0]?.generation !== link.token?.generation)
    return refusedFor(ports, link, { code: "link-not-open" }, call);
  return openTransaction(ports, verdict, call, { purpose: await trialOf(link, visitor) });
}

/** Ends the trial login, and cannot end a login of an application. */
export async function finalizeTrial(
  ports: Ports,
  visitor: Visitor,
  transactionId: string,
  call: Call,
): Promise<TransactionDone> {
  const view = await lookAtLink(ports, visitor.key, visitor.browserKey, call.nowMs);
  if (view.state !== "enrolled") return refused(ports, view, call);
  const claim = { kind: "purpose", purpose: await trialOf(view.link, visitor) } as const;
  return ports.transactions.finalize(transactionId, claim, { action: call.action, client: call.client });
}

/** The purpose that binds a trial login to the link and its browser. */
const trialOf = ({ hash }: LinkRecord, { browserKey }: Visitor): Promise<string> =>
  sha256Hex(JSON.stringify(["trial", hash, browserKey]));

const refused = (ports: Ports, view: LinkView, call: Call): Refusal =>
  "link" in view ? refusedFor(ports, view.link, { code: "link-not-open" }, call) : refuse({ code: "link-not-open" }); // anyone can make up a link

function refusedFor(ports: Ports, { user, realm, serial, replaces }: LinkRecord, reason: Reason, call: Call): Refusal {
  const whose = { serial: serial ?? replaces ?? "", user, realm };
  return refuseAndNote(ports, call, reason, whose, "counted");
}
