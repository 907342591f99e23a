// The answers to a transaction that were judged, and what their senders heard. A phone whose reply was lost sends the same
// answer again: Android and PHP by themselves, iOS when the person taps. Judged anew, a right one would be refused as late while
// the browser signs in, and one typo would count twice. So the same response hears the same reply as long as the object knows
// the login. It opens nothing, and a guesser gains nothing: each other response still costs a try.

import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { TransactionDone } from "../../ports/tokens/transactions.ts";

export const remember = (challenge: Challenge, digest: string, told: TransactionDone): Challenge => ({
  ...challenge,
  judged: [...(challenge.judged ?? []), { digest, refused: told.ok ? null : told.reason }],
});

/** Gives what was told before; undefined for a response that is new here. */
export function recall(
  { judged = [], answeredBy, user, realm }: Challenge,
  digest: string,
): TransactionDone | undefined {
  const before = judged.find((one) => one.digest === digest);
  if (!before) return undefined;
  if (before.refused) return { ok: false, reason: before.refused };
  return { ok: true, serial: answeredBy ?? "", user, realm };
}
