// The session of a browser that begins in the batch that finalizes its login: one transaction, and
// the row of the trail stands for both. If the object then finds that the login has ended in
// another way, it ends the session, too (./transaction.ts).

import { type Amr, BY_PASS, type SessionStart } from "../../ports/oidc/browser-sessions.ts";
import type { Candidate, Challenge } from "../../ports/tokens/challenge.ts";
import type { BeginningSession } from "../../ports/tokens/lock.ts";
import type { BrowserLogin } from "../../ports/tokens/transactions.ts";
import { passEndOf } from "./challenge.ts";

type Factors = Pick<BrowserLogin, "byPin" | "typed" | "byPass">;

/** On our own page only a PIN vouches, but for a login that begins no session. */
export const factorsOf = ({ path, typed, byPass }: Pick<Challenge, "path" | "typed" | "byPass">): Factors => ({
  byPin: path === "vouched",
  typed: typed === true,
  byPass: byPass === true,
});

/** A day pass is spoken and used again: it proves nothing besides the PIN. */
export function amrOf({ byPin, typed, byPass }: Factors): readonly Amr[] {
  if (byPass) return BY_PASS;
  return [typed ? "otp" : "swk", ...(byPin ? (["pin", "mfa"] as const) : [])];
}

/** Only a login that a browser began becomes a session, and not if another service vouches. */
export function beginningSession(
  challenge: Challenge,
  { id, generation, serial }: Candidate,
  { id: sessionId, lastsMs, ...origin }: SessionStart,
  nowMs: number,
): BeginningSession | undefined {
  if (!challenge.browser || challenge.browser.sessionless) return undefined;
  const { user, realm, database } = challenge;
  const session = {
    id: sessionId,
    user,
    realm,
    serial,
    token: { id, generation },
    amr: amrOf(factorsOf(challenge)),
    signedInAtMs: nowMs,
    expiresAtMs: Math.min(nowMs + lastsMs, (challenge.byPass && passEndOf(challenge)) || Number.POSITIVE_INFINITY),
    database,
  };
  return { session, origin };
}
