// The phone is gone: name, PIN and a recovery code lead to a new enrolment. It ends all earlier
// phones at once, since one of them may be in other hands.
//
// Strangers see this page. Wrong PINs and codes count on the same lock as on the sign-in page.
// Neither the answer nor its time tells which of the three was wrong, or whether the person exists.

import { noteOnSuccess } from "../audit/audit.ts";
import type { LoginCall } from "../call.ts";
import { makeKey } from "../enrolment/link.ts";
import { FirstFactor } from "../login/first-factor.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import { type Outcome, type Reason, refuse } from "../reasons.ts";
import type { NamedUser } from "../user.ts";
import { notify } from "./notice.ts";
import { withoutCode } from "./recovery-codes.ts";
import { lookAsStranger, refuseStranger } from "./stranger.ts";

/** Long, because the code is used up and the person may have to buy another phone first. */
const LINK_VALIDITY_MS = 24 * 3600_000;

export interface Recovery {
  readonly named: NamedUser;
  readonly pin: string;
  readonly code: string;
}

/** Gives the path of the link to the enrolment page. */
export async function recover(
  ports: Ports,
  { named, pin, code }: Recovery,
  call: LoginCall,
): Promise<Outcome<{ readonly path: string }>> {
  const { self, sealer } = ports;
  const subject = { serial: undefined, named };
  const look = await lookAsStranger(ports, subject, call);
  const { view, owner } = look;
  const stored = await self.recoveryOf(owner);
  const factor = new FirstFactor(ports, pin, call);
  const verdict = await factor.judgeBeforeStrangers(view, subject, false);
  await factor.takeTime();
  // A token whose new enrolment was not finished still has its earlier PIN.
  const isRight = verdict.ok || verdict.reason.code === "token-not-enrolled";
  const tried = isRight ? factor.tried(view.tokens) : [];
  // A code replaces the phone, never the PIN. Alone, a stolen code must open nothing.
  const right = pin === "" ? [] : await factor.opened(tried.filter(({ sealedPin }) => sealedPin !== null));
  const [lost] = right.toSorted((a, b) => (b.lastAuthMs ?? 0) - (a.lastAuthMs ?? 0));
  const used = await withoutCode(sealer, stored, code);

  if (!lost || !used || !stored) {
    // A wrong code counts on the tokens that a wrong PIN would count on.
    const counts = isRight ? tried : verdict.counts;
    const reason: Reason = isRight ? { code: "wrong-pin" } : verdict.reason;
    return refuseStranger(ports, subject, look, { reason, check: "pin", counts }, call);
  }

  const key = makeKey(ports.randomBytes);
  const link = { hash: await hashSession(key), replaces: lost.serial, expiresAtMs: call.nowMs + LINK_VALIDITY_MS };
  const note = noteOnSuccess(call, "RECOVERY_USED", { ...owner, serial: lost.serial, authentication: "ACCEPT" });
  const done = await self.recover(owner, { before: stored, after: used, lost, link }, call.nowMs, note);
  // Another request has used a code, the token has changed, or wrong PINs have closed its lock.
  if (!done) return refuse({ code: "unavailable" });
  notify(ports, owner, "recovered", call);
  return { ok: true, path: `/enrol/${key}` };
}
