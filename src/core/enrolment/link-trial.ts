// The test login on the enrolment page, once a phone has enrolled. With the PIN it is as good as a
// sign-in, and signs the browser in (./first-sign-in.ts): nobody scans twice for nothing.

import { sha256Hex } from "../../lib/bytes.ts";
import { asLogin, type Call } from "../call.ts";
import { isThePerson } from "../caller.ts";
import { judgeVouched } from "../login/first-factor.ts";
import { type NewLogin, openTransaction } from "../login/open-transaction.ts";
import { provePin } from "../login/prove-pin.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord } from "../ports/tokens/links.ts";
import type { Outcome } from "../reasons.ts";
import type { TokenRecord } from "../token.ts";
import { hasPhone, look, refuseFor, refuseStep, type Visitor, type WithPhone } from "./link.ts";

/**
 * What the person has proved besides the phone. `pin`: chosen here, or typed. `none`: the token has
 * no PIN. `unasked`: it has one, which nobody has typed.
 */
export type TrialFactor = "pin" | "none" | "unasked";

export const TRIAL_FACTORS: readonly TrialFactor[] = ["pin", "none", "unasked"];

/**
 * Tries a login with this token alone. The browser that enrolled it vouches for the person, so the
 * PIN may be left out. An application must not accept such a login: its purpose binds it to this
 * page.
 */
export async function tryLogin(
  ports: Ports,
  visitor: Visitor,
  pin: string,
  call: Call,
): Promise<Outcome<NewLogin & { readonly factor: TrialFactor }>> {
  const view = await look(ports, visitor, call);
  if (!hasPhone(view) || view.pin === "required") return refuseStep(ports, view, call);
  const { link } = view;
  const { serial } = link;
  const subject = { serial, named: { user: link.user, realm: link.realm } };
  // Reads on the primary, since a replica may not know the phone yet.
  const viewed = isThePerson(link.maker)
    ? await viewOfOwn(ports, link, serial)
    : await ports.management.viewFor(link.maker, "enrollTIQR", subject);
  if (!viewed.ok) return refuseFor(ports, link, viewed.reason, call);
  const verdict = await judgeVouched(ports, viewed, subject, asLogin(call));
  if (!verdict.ok) return refuseFor(ports, link, verdict.reason, call);
  // Another request has changed the token since the look.
  if (verdict.tokens[0]?.generation !== link.token?.generation)
    return refuseFor(ports, link, { code: "link-not-open" }, call);
  let factor: TrialFactor = link.pinSet ? "pin" : view.token.hasPin ? "unasked" : "none";
  if (factor === "unasked" && pin !== "") {
    // A stranger may hold the link, so wrong ones count as a stranger's.
    const proven = await provePin(ports, link, verdict.tokens, pin, "pin", asLogin(call));
    if (!proven.ok) return proven;
    // One that the help desk has read out is replaced at a sign-in on our pages, so this is none.
    if (!verdict.tokens.some(({ pinGiven }) => pinGiven)) factor = "pin";
  }
  const opened = await openTransaction(ports, verdict, asLogin(call), {
    purpose: await purposeOf(link, visitor, factor),
  });
  return opened.ok ? { ...opened, factor } : opened;
}

/** The token of a link that its owner has made, in the form in which `viewFor` gives it. */
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

/** Finalizes the test login. An application's login, or a forged factor, has another purpose. */
export async function finalizeTrial(
  ports: Ports,
  visitor: Visitor,
  { transactionId, factor }: { readonly transactionId: string; readonly factor: TrialFactor },
  call: Call,
): Promise<Outcome<{ readonly view: WithPhone }>> {
  const view = await look(ports, visitor, call);
  if (!hasPhone(view)) return refuseStep(ports, view, call);
  const claim = { kind: "purpose", purpose: await purposeOf(view.link, visitor, factor) } as const;
  const { action, client } = call;
  const finalized = await ports.transactions.finalize(transactionId, claim, { action, client });
  return finalized.ok ? { ok: true, view } : finalized;
}

/** Binds a test login to the link, its browser, and what was proved when it began. */
const purposeOf = ({ hash }: LinkRecord, { browserKey }: Visitor, factor: TrialFactor): Promise<string> =>
  sha256Hex(JSON.stringify(["trial", hash, browserKey, factor]));
