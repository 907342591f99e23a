// Administrators list and cancel open transactions. The list comes from the index, which may lag behind, so each transaction's own
// object decides whether it is cancelled.

import { attemptIdOf } from "../attempt-id.ts";
import { entryOf, type Said } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { OpenChallenge } from "../ports/open-logins.ts";
import { refuseRead } from "../reads.ts";
import { type Changed, type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/** Lists all open transactions, or those of one token or one login. */
export async function listChallenges(
  ports: Ports,
  { serial, id }: { readonly serial: string | undefined; readonly id: string | undefined },
  page: { readonly number: number; readonly size: number },
  call: AdminCall,
): Promise<Outcome<{ readonly count: number; readonly challenges: readonly OpenChallenge[] }>> {
  const attemptId = id === undefined ? undefined : await attemptIdOf(ports, id);
  const listed = await ports.openLogins.list(call.caller, { serial, attemptId }, page);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  const { serialKnown, ...found } = listed;
  return serial !== undefined && !serialKnown ? refuse({ code: "unknown-serial" }) : found;
}

/**
 * Cancels a transaction that waits for its answer or for its finalize.
 * `id` is the transaction_id, which an application knows, or the attempt id, which the list shows. The transaction_id finds the
 * object even when the index has lost its row.
 */
export async function cancelTransaction(ports: Ports, id: string, call: AdminCall): Promise<Changed> {
  const noted = (said: Said) => call.afterwards(() => ports.audit.write(entryOf(call, said)));
  const names = await ports.transactions.namesOf(id);
  const attemptId = names?.attemptId ?? id;
  const found = await ports.openLogins.sessionKeyOf(call.caller, attemptId);
  if (!found.ok) return refuseAndNote(ports, call, found.reason, { attemptId: names?.attemptId ?? "" });
  const sessionKey = names?.sessionKey ?? found.sessionKey;
  if (sessionKey === undefined) {
    noted({ success: false, reason: "challenge-not-open" }); // the id is not noted, since it may be any text
    return { ok: true, changed: 0 };
  }
  const { state, ...whose } = await ports.transactions.cancelListed(sessionKey);
  const cancelled = state === "open" || state === "answered";
  noted(
    cancelled
      ? { success: true, event: "CHALLENGE_CANCELLED", ...whose }
      : { success: false, reason: "challenge-not-open", ...whose },
  );
  call.afterwards(() => ports.openLogins.forget(call.caller, { attemptId }, {}));
  return { ok: true, changed: cancelled ? 1 : 0 };
}

/** Removes expired transactions from the list. Their objects end by themselves. */
export async function forgetExpired(ports: Ports, call: AdminCall): Promise<Changed> {
  const note = { held: entryOf(call, { success: true, event: "CHALLENGES_FORGOTTEN" }) };
  const forgotten = await ports.openLogins.forget(call.caller, { expiredAtMs: call.nowMs }, note);
  return forgotten.ok ? forgotten : refuseAndNote(ports, call, forgotten.reason);
}
