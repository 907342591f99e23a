// A thief of a browser must not change what protects the account, so a phone confirms each such
// change. The purpose of that login binds it to one session and one kind of protection. It is good
// for one change and a few minutes: src/storage/me/store.ts.

import { sha256Hex } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import { asLogin, type Call } from "../call.ts";
import { answerAndFinalize } from "../login/finalize.ts";
import { judgeVouched } from "../login/first-factor.ts";
import { type NewLogin, openTransaction } from "../login/open-transaction.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { OwnAccount } from "../ports/people/me.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { AREA_OF, type ConfirmedAct } from "../self-service.ts";
import { hasPin, lookAtMe, refuseMe, whoseIs } from "./myself.ts";

const purposeOf = ({ id }: BrowserSession, act: ConfirmedAct): Promise<string> =>
  sha256Hex(JSON.stringify(["self", id, AREA_OF[act]]));

/** A stolen phone must not replace the PIN: where there is one, the session must have used it. */
export const lacksPin = (account: Pick<OwnAccount, "tokens">, { amr }: BrowserSession): boolean =>
  hasPin(account) && !amr.includes("pin");

export async function askMyPhone(
  ports: Ports,
  session: BrowserSession,
  act: ConfirmedAct,
  call: Call,
): Promise<Outcome<NewLogin>> {
  const { user, realm } = session;
  const { tokens } = await lookAtMe(ports, session, call.nowMs);
  if (!ports.settings.selfService.includes(act))
    return refuseMe(ports, session, { code: "missing-right", right: act }, call);
  if (lacksPin({ tokens }, session)) return refuseMe(ports, session, { code: "confirmation-needed" }, call);
  const view = { user: { name: user, realm, known: true }, tokens, others: [] };
  const verdict = await judgeVouched(ports, view, { serial: undefined, named: { user, realm } }, asLogin(call));
  if (!verdict.ok) return refuseMe(ports, session, verdict.reason, call);
  return openTransaction(ports, verdict, asLogin(call), { purpose: await purposeOf(session, act) });
}

/** `response`: the digits that a phone without a network shows. */
export async function takeConfirmation(
  ports: Ports,
  session: BrowserSession,
  act: ConfirmedAct,
  { transactionId, response }: { readonly transactionId: string; readonly response: string | undefined },
  call: Call,
): Promise<Outcome<object>> {
  const claim = { kind: "purpose", purpose: await purposeOf(session, act) } as const;
  const { action, client } = call;
  const finalized = await answerAndFinalize(ports, transactionId, response, claim, { action, client });
  // The object notes answers, but no request for a login that is over or someone else's.
  if (!finalized.ok && finalized.reason.code === "nothing-to-finalize")
    return refuseMe(ports, session, finalized.reason, call);
  if (!finalized.ok) return finalized;
  const details = { ...whoseIs(session), serial: finalized.serial, authentication: "ACCEPT" } as const;
  const note = noteOnSuccess(call, "SELF_CONFIRMED", details);
  const confirmed = await ports.self.confirm(session, AREA_OF[act], call.nowMs, note);
  return confirmed ? { ok: true } : refuse({ code: "signed-out" });
}
