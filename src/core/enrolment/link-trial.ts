// The test login on the enrolment page, once a phone has enrolled.

import { sha256Hex } from "../../lib/bytes.ts";
import { asLogin, type Call } from "../call.ts";
import { isThePerson } from "../caller.ts";
import { judgeVouched } from "../login/first-factor.ts";
import { type NewLogin, openTransaction } from "../login/open-transaction.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord } from "../ports/tokens/links.ts";
import type { FinalizedLogin } from "../ports/tokens/transactions.ts";
import type { Outcome, Refusal } from "../reasons.ts";
import type { TokenRecord } from "../token.ts";
import { hasPhone, look, refuseFor, refuseStep, type Visitor } from "./link.ts";

/**
 * Tries a login with this token alone. The browser that enrolled it vouches for the person, so no
 * PIN is asked. An application must not accept such a login: its purpose binds it to this page.
 */
export async function tryLogin(ports: Ports, visitor: Visitor, call: Call): Promise<Outcome<NewLogin>> {
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
  return openTransaction(ports, verdict, asLogin(call), { purpose: await purposeOf(link, visitor) });
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

/** Finalizes the test login. A login of an application has another purpose and is refused. */
export async function finalizeTrial(
  ports: Ports,
  visitor: Visitor,
  transactionId: string,
  call: Call,
): Promise<FinalizedLogin | Refusal> {
  const view = await look(ports, visitor, call);
  if (!hasPhone(view)) return refuseStep(ports, view, call);
  const claim = { kind: "purpose", purpose: await purposeOf(view.link, visitor) } as const;
  return ports.transactions.finalize(transactionId, claim, { action: call.action, client: call.client });
}

/** Binds a test login to the link and its browser. */
const purposeOf = ({ hash }: LinkRecord, { browserKey }: Visitor): Promise<string> =>
  sha256Hex(JSON.stringify(["trial", hash, browserKey]));
