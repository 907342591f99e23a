// The judged answers to a transaction, and what their senders heard. A phone whose reply was lost
// sends its answer again: Android and PHP by themselves, iOS at a tap. Judged anew, a right one
// would come too late and one typo would count twice, so the same response hears the same reply
// while the object knows the login. A guesser gains nothing: other responses cost tries.

import type { Challenge } from "../../ports/tokens/challenge.ts";
import type { FinalizedLogin } from "../../ports/tokens/transactions.ts";

/** The object has room for no more (stored-challenge.ts). A phone repeats its newest response. */
export const MAX_REMEMBERED = 16;

/** The last word about a response counts: it may come again from another place. */
export const remember = (challenge: Challenge, digest: string, reply: FinalizedLogin): Challenge => ({
  ...challenge,
  judged: [
    ...(challenge.judged ?? []).filter((one) => one.digest !== digest),
    { digest, refused: reply.ok ? null : reply.reason },
  ].slice(-MAX_REMEMBERED),
});

/** The earlier reply to this response; undefined for a new one. */
export function recall(
  { judged = [], answeredBy, user, realm }: Challenge,
  digest: string,
): FinalizedLogin | undefined {
  const before = judged.find((one) => one.digest === digest);
  if (!before) return undefined;
  if (before.refused) return { ok: false, reason: before.refused };
  return { ok: true, serial: answeredBy ?? "", user, realm };
}
