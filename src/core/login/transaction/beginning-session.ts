// The session of a browser that begins in the batch that finalizes its login: one transaction, and
// the row of the trail stands for both. If the object then finds that the login has ended in
// another way, it ends the session, too (./transaction.ts).

import type { Amr, SessionStart } from "../../ports/oidc/browser-sessions.ts";
import type { Candidate, Challenge } from "../../ports/tokens/challenge.ts";
import type { BeginningSession } from "../../ports/tokens/lock.ts";
import type { BrowserLogin } from "../../ports/tokens/transactions.ts";

type Factors = Pick<BrowserLogin, "byPin" | "typed">;

/** On our own page only a PIN vouches. */
export const factorsOf = ({ path, typed }: Pick<Challenge, "path" | "typed">): Factors => ({
  byPin: path === "vouched",
  typed: typed === true,
});

export const amrOf = ({ byPin, typed }: Factors): readonly Amr[] => [
  typed ? "otp" : "swk",
  ...(byPin ? (["pin", "mfa"] as const) : []),
];

/** Only a login that a browser began becomes a session. */
export function beginningSession(
  challenge: Challenge,
  { id, generation, serial }: Candidate,
  { id: sessionId, lastsMs, ...origin }: SessionStart,
  nowMs: number,
): BeginningSession | undefined {
  if (!challenge.browser) return undefined;
  const { user, realm, database } = challenge;
  const session = {
    id: sessionId,
    user,
    realm,
    serial,
    token: { id, generation },
    amr: amrOf(factorsOf(challenge)),
    signedInAtMs: nowMs,
    expiresAtMs: nowMs + lastsMs,
    database,
  };
  return { session, origin };
}
