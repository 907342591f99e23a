// An open browser does not prove that its owner sits at it, and a stranger may read a link, so
// pages ask for the PIN. Whoever guesses there is locked out as on the sign-in page: `check` says
// on which lock wrong ones count. Strangers who close that of "pin" do not block a known browser.

import { entryOf } from "../audit/audit.ts";
import type { LoginCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import { type Outcome, type Reason, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import type { TokenMoment, TokenRecord } from "../token.ts";
import type { UserReading } from "../user.ts";
import { FirstFactor } from "./first-factor.ts";
import { serialsOf } from "./transaction/challenge.ts";

/**
 * `proof`: a token that the PIN opens; undefined if no token has a PIN, so that none is asked.
 * `opened`: all that it opens.
 */
export async function provePin(
  ports: Ports,
  { user, realm }: UserReading,
  tokens: readonly TokenRecord[],
  pin: string,
  check: "pin" | "browser",
  call: LoginCall,
): Promise<Outcome<{ readonly proof: TokenMoment | undefined; readonly opened: readonly TokenRecord[] }>> {
  const mine = tokens.filter(({ revoked }) => !revoked);
  if (mine.every(({ sealedPin }) => sealedPin === null)) return { ok: true, proof: undefined, opened: [] };
  const factor = new FirstFactor(ports, pin, call);
  const usable = factor.tried(mine, check);
  // A thief's wrong answers may have locked the phone. The owner must still be able to disable it.
  const judged = usable.length > 0 ? usable : factor.unlocked(mine, check);
  const opened = pin === "" ? [] : await factor.opened(judged.filter(({ sealedPin }) => sealedPin !== null));
  const [proof] = opened;
  if (proof) return { ok: true, proof, opened };
  const reason: Reason = { code: judged.length > 0 ? "wrong-pin" : "token-locked" };
  const whose = { serial: serialsOf(mine), user, realm };
  if (judged.length > 0) {
    const entry = entryOf(call, { ...whose, success: false, reason: reason.code });
    const subject = { serial: undefined, named: { user, realm } };
    // The earlier look is compared only when nothing is counted, and something is.
    const shown = { user: undefined, tokens: [], others: [] };
    const refusal = { entry, counts: judged, shown, ofParty: true };
    const counted = await ports.tokens.viewAndCount(subject, check, refusal, call.nowMs, true);
    if (counted.noted) return refuse(reason);
  }
  return refuseAndNote(ports, call, reason, whose, "counted");
}
