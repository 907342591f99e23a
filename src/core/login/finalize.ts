// An open login as the application sees it: it waits for the phone, and a finalize ends it.

import type { Call, Origin } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { ApplicationClaim, ChallengeState, Claim } from "../ports/tokens/challenge.ts";
import type { FinalizedLogin } from "../ports/tokens/transactions.ts";
import { type Outcome, refuse } from "../reasons.ts";
import type { Subject } from "../token.ts";
import { readingsOf } from "../user.ts";

/** Tells the state of a transaction within `waitMs`. It costs one call of the object. */
export async function pollTransaction(
  { transactions }: Ports,
  transactionId: string,
  waitMs: number,
): Promise<Outcome<{ readonly state: ChallengeState; readonly refused?: "phone-elsewhere" }>> {
  const state = waitMs > 0 ? await transactions.wait(transactionId, waitMs) : await transactions.poll(transactionId);
  if (state === "too-many") return refuse({ code: "too-many-listeners" });
  return state === "phone-elsewhere" ? { ok: true, state: "open", refused: state } : { ok: true, state };
}

/** The client's end of a WebSocket that tells the state of a transaction. */
export async function listenToTransaction(
  { transactions }: Ports,
  transactionId: string,
): Promise<Outcome<{ readonly socket: WebSocket }>> {
  const socket = await transactions.listen(transactionId);
  return socket === "too-many" ? refuse({ code: "too-many-listeners" }) : { ok: true, socket };
}

/**
 * Ends a login once. Applications also poll this way, so before the answer it costs one look at the
 * object and counts nothing. `digits`: a phone's or a pass's, verified and counted like an answer.
 */
export async function finalize(
  ports: Ports,
  subject: Subject,
  transactionId: string,
  digits: { readonly response: string | undefined; readonly asPass: boolean },
  { action, client }: Call,
): Promise<FinalizedLogin> {
  const claim = { ...applicationClaimOf(ports, subject), asPass: digits.asPass };
  return answerAndFinalize(ports, transactionId, digits.response, claim, { action, client });
}

/** Judges the digits, if any, and then finalizes. It serves all kinds of claims. */
export async function answerAndFinalize(
  { transactions }: Pick<Ports, "transactions">,
  transactionId: string,
  response: string | undefined,
  claim: Claim,
  origin: Origin,
): Promise<FinalizedLogin> {
  const answer =
    response === undefined ? undefined : await transactions.answerByDigits(transactionId, claim, response, origin);
  const late = answer && !answer.ok ? answer : undefined;
  if (late && late.reason.code !== "challenge-not-open" && late.reason.code !== "not-answered") return late;
  // The phone may have answered by network, or an earlier request judged these and then failed.
  const finalized = await transactions.finalize(transactionId, claim, origin);
  return late && !finalized.ok && finalized.reason.code === "not-answered" ? late : finalized;
}

/** The object accepts either reading of a name, without a query. The last batch resolves it. */
function applicationClaimOf(ports: Ports, { serial, named }: Subject): ApplicationClaim {
  const readings = named && readingsOf(named, ports.settings);
  return {
    kind: "application",
    serial,
    named,
    names: readings && [readings.whole, ...(readings.split ? [readings.split] : [])],
  };
}
