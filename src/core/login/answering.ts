// The answer to one transaction: a phone's own, or its digits. ./transaction.ts says who may bring one; here it is judged.
//
// Every `await` (HMAC, D1) lets other requests and the alarm in. So there are no flags and no queues: compute first;
// then, in one turn, look at the state and charge one try; await the lock; look again and commit in the same turn.
//   two right answers       the first to commit wins, the other finds `answered`
//   an answer, the alarm    the alarm empties the box, and the answer finds nothing to commit to
//   an answer, the expiry   the clock is looked at in the turn that commits: later than that there is no answer
//   many wrong answers      each is charged before the lock is asked, so at most maxTries of them ever reach it

import { within } from "../../lib/within.ts";
import type { AnswerRequest } from "../../tiqr/requests.ts";
import { identityOf } from "../../tiqr/urls.ts";
import type { Origin } from "../call.ts";
import {
  type Bystander,
  type Candidate,
  type Challenge,
  charge,
  giveBack,
  markAnswered,
  markFailed,
  stateOf,
} from "../challenge.ts";
import type { TransactionDone } from "../ports/transactions.ts";
import { type Refusal, refuse } from "../reasons.ts";
import { TiqrToken } from "../tiqr-token.ts";
import { lockMs } from "../token/lock.ts";
import { LOCK_TIMEOUT_MS, openIn, type TransactionPorts, unavailable } from "./challenge-box.ts";
import { entryFor, outcomeFor } from "./transaction-entries.ts";

/** The data that a phone sends beside its response: its name for the account, and the address at which it can be woken. */
export type AnsweringPhone = Pick<AnswerRequest, "userId" | "notification">;

const notOpen = ({ box, nowMs }: Pick<TransactionPorts, "box" | "nowMs">, because?: Bystander["because"]): Refusal =>
  refuse({ code: "challenge-not-open", state: stateOf(box.current, nowMs()), ...(because && { because }) });

/** `seen` is the challenge, open when the request came. `phone` is undefined for digits. */
export async function judgeAnswer(
  ports: TransactionPorts,
  seen: Challenge,
  response: string,
  phone: AnsweringPhone | undefined,
  origin: Origin,
): Promise<TransactionDone> {
  const { box } = ports;
  let charged: Challenge | undefined;
  try {
    const answerer = await answererOf(ports, seen, response);
    const bystander = answerer ? undefined : await bystanderOf(ports, seen, response);
    // This is one turn: look, and charge.
    const open = openIn(ports);
    // The owner has taken the wrong phone. Counting that would lock the right one.
    if (open && bystander) return refuseBystander(ports, open, bystander, origin);
    charged = open && charge(open);
    if (!charged) return refuseLate(ports, origin);
    box.save(charged);
    if (!answerer) return await countWrong(ports, charged, origin);
    return await acceptRight(ports, charged, answerer, phone, origin);
  } catch (error) {
    // D1 failed or took too long: nothing is marked, the try is given back, and the phone may scan again.
    // A statement that is applied later after all does no harm: it resets the counter, or counts one guess too many.
    if (charged && box.current) box.save(giveBack(box.current));
    return unavailable("answer", error);
  }
}

/** An answer to a transaction that is over is noted. Anyone can make up transactions, so one that never was leaves no trace. */
export function refuseLate(ports: TransactionPorts, origin: Origin): Refusal {
  const { current } = ports.box;
  const said = { success: false, reason: "challenge-not-open" } as const;
  if (current) ports.noteOrCount(entryFor(current, origin, ports.nowMs(), said));
  return notOpen(ports);
}

/**
 * Finds the candidate whose secret gives this response. A secret that cannot be opened keeps out its own phone only.
 * Throws when none can be opened.
 */
async function answererOf(ports: TransactionPorts, challenge: Challenge, response: string) {
  const { answerer, failed } = await matching(ports, challenge, challenge.candidates, response);
  if (failed.length === challenge.candidates.length) throw failed[0];
  return answerer;
}

const bystanderOf = async (ports: TransactionPorts, challenge: Challenge, response: string) =>
  (await matching(ports, challenge, challenge.bystanders, response)).answerer;

/** Tries all tokens, so the time does not tell which one matched. */
async function matching<Token extends Pick<Candidate, "serial" | "suite" | "sealedSecret">>(
  { sealer }: TransactionPorts,
  challenge: Challenge,
  tokens: readonly Token[],
  response: string,
) {
  const tried = await Promise.allSettled(
    tokens.map(async ({ serial, suite, sealedSecret }) => {
      const secret = await sealer.open("secret", serial, sealedSecret);
      return new TiqrToken(serial, suite).verifyResponse(challenge, response, secret);
    }),
  );
  const failed = tried.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  for (const reason of failed) console.error("transaction: a token cannot answer:", reason);
  return { answerer: tokens[tried.findIndex((result) => result.status === "fulfilled" && result.value > 0)], failed };
}

async function acceptRight(
  ports: TransactionPorts,
  challenge: Challenge,
  answerer: Candidate,
  phone: AnsweringPhone | undefined,
  origin: Origin,
): Promise<TransactionDone> {
  const { box, lock, nowMs, note } = ports;
  const { serial } = answerer;
  const said = { serial, event: "CHALLENGE_ANSWERED", reason: "challenge-not-open" } as const;
  const noted = outcomeFor(challenge, origin, nowMs(), said);
  // The name is no evidence: iOS garbles it. The response is.
  if (phone && phone.userId !== (answerer.identity ?? identityOf(challenge.user, challenge.realm)))
    console.warn(`transaction: the phone of token ${serial} names another account than it was enrolled for`);
  const accepting = lock.acceptResponse(challenge, answerer, phone?.notification, nowMs(), noted);
  const accepted = await within(LOCK_TIMEOUT_MS, accepting);
  // One turn: look again, and commit. A right response for a token that is locked, disabled or replaced is refused like a wrong one.
  const open = openIn(ports);
  if (accepted && open) {
    box.save(markAnswered(open, serial, phone === undefined));
    return { ok: true, serial, user: open.user, realm: open.realm };
  }
  if (accepted) note(noted.not);
  if (open) box.save(markFailed(open, false));
  return notOpen(ports);
}

async function countWrong(ports: TransactionPorts, challenge: Challenge, origin: Origin): Promise<TransactionDone> {
  const { box, lock, nowMs, settings } = ports;
  const failed = entryFor(challenge, origin, nowMs(), { success: false, reason: "wrong-response" });
  // Whether it was counted or came too late to count, the trail says the same: a wrong response.
  const counting = lock.countWrongResponse(challenge, nowMs(), { held: failed, not: failed });
  const { counters, allLocked } = await within(LOCK_TIMEOUT_MS, counting);
  const left = counters.map(({ failCount, maxFail }) => maxFail - failCount).filter((attempts) => attempts > 0);
  if (box.current) box.save(markFailed(box.current, allLocked));
  if (left.length > 0) return refuse({ code: "wrong-response", attemptsLeft: Math.min(...left) });
  // Either no counter moved, since all were locked, disabled or replaced before, or a token that is unusable now is not locked.
  if (counters.length === 0 || !allLocked) return notOpen(ports);
  const { lockRule, blocksPhone } = settings;
  const { path } = challenge;
  const waits = counters.flatMap(({ locks }) => lockMs({ path, locks }, lockRule) ?? []);
  const opensAfterMs = waits.length > 0 ? Math.min(...waits) : undefined;
  return refuse({ code: "locked-by-response", opensAfterMs, blocksPhone });
}

/** Nothing is charged and no counter moves; the trail says which phone it was, and what keeps it out. */
function refuseBystander(
  ports: TransactionPorts,
  challenge: Challenge,
  { serial, because }: Bystander,
  origin: Origin,
): Refusal {
  ports.note(entryFor(challenge, origin, ports.nowMs(), { success: false, serial, reason: because }));
  return notOpen(ports, because);
}
