// An open browser does not prove that its owner sits at it, so a change that could keep the owner
// out asks for the PIN. Wrong ones count as those of a known browser: strangers who lock the PIN do
// not block the owner here, and whoever guesses here is locked out as on the sign-in page.

import { entryOf } from "../audit/audit.ts";
import type { LoginCall } from "../call.ts";
import { FirstFactor } from "../login/first-factor.ts";
import { serialsOf } from "../login/transaction/challenge.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { OwnAccount } from "../ports/people/me.ts";
import { type Outcome, type Reason, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { TokenMoment } from "../token.ts";
import { hasPin, whoseIs } from "./myself.ts";

/** `proof`: a token that the PIN opens; undefined if no phone has a PIN, so that none is asked. */
export async function provePin(
  ports: Ports,
  session: BrowserSession,
  account: OwnAccount,
  pin: string,
  call: LoginCall,
): Promise<Outcome<{ readonly proof: TokenMoment | undefined }>> {
  if (!hasPin(account)) return { ok: true, proof: undefined };
  const factor = new FirstFactor(ports, pin, call);
  const mine = account.tokens.filter(({ revoked }) => !revoked);
  const usable = factor.tried(mine, "browser");
  // A thief's wrong answers may have locked the phone. The owner must still be able to disable it.
  const judged = usable.length > 0 ? usable : factor.unlocked(mine, "browser");
  const [proof] = pin === "" ? [] : await factor.opened(judged.filter(({ sealedPin }) => sealedPin !== null));
  if (proof) return { ok: true, proof };
  const reason: Reason = { code: judged.length > 0 ? "wrong-pin" : "token-locked" };
  const whose = { serial: serialsOf(mine), ...whoseIs(session) };
  if (judged.length > 0) {
    const entry = entryOf(call, { ...whose, success: false, reason: reason.code });
    const subject = { serial: undefined, named: whoseIs(session) };
    // The earlier look is compared only when nothing is counted, and something is.
    const shown = { user: undefined, tokens: [], others: [] };
    const refusal = { entry, counts: judged, shown };
    const counted = await ports.tokens.viewAndCount(subject, "browser", refusal, call.nowMs, true);
    if (counted.noted) return refuse(reason);
  }
  return refuseAndNote(ports, call, reason, whose, "counted");
}
