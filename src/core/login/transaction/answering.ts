// The answer to one transaction, by phone or as digits. ./transaction.ts decides who may bring one.
//
// Every `await` (HMAC, D1) lets other requests and the alarm in. Without flags or queues: compute;
// then, in one turn, look at the state and charge one try; await the lock; look again and commit.
//   two right answers       the first to commit wins, the other finds `answered`
//   the same answer twice   the second waits for the first, or finds it remembered (./judged.ts)
//   an answer, the alarm    the alarm empties the box, and the answer finds nothing to commit to
//   an answer, the expiry   the turn that commits looks at the clock, and takes no later answer
//   many wrong answers      each is charged before the lock is asked: at most maxTries reach it

import { within } from "../../../lib/within.ts";
import type { AnswerRequest } from "../../../tiqr/requests.ts";
import { identityOf } from "../../../tiqr/urls.ts";
import type { Origin } from "../../call.ts";
import type { Bystander, Candidate, Challenge } from "../../ports/tokens/challenge.ts";
import type { CountedFailure } from "../../ports/tokens/lock.ts";
import type { FinalizedLogin } from "../../ports/tokens/transactions.ts";
import { isTooFar, type Proximity, proximityOf } from "../../proximity/proximity.ts";
import { type Refusal, refuse } from "../../reasons.ts";
import { type LoginPath, lockMs } from "../../token/lock.ts";
import { sealNotification } from "../../token/notification.ts";
import { charge, giveBack, markAnswered, markElsewhere, markFailed, passEndOf } from "./challenge.ts";
import { LOCK_TIMEOUT_MS, openIn, type TransactionPorts, unavailable } from "./challenge-box.ts";
import { confirmingOf } from "./confirming.ts";
import { recall, remember } from "./judged.ts";
import { answererOf, bystanderOf, isForCodeBefore, passHolderOf } from "./matching.ts";
import { browserIn, entryFor, notOpen, outcomeFor, refuseLate } from "./transaction-entries.ts";

/** What a phone sends besides its response: its name for the account, and where to wake it. */
export type AnsweringPhone = Pick<AnswerRequest, "userId" | "notification">;

/** One answer on its way through the functions below. */
interface Answer {
  /** The name by which its judgement is remembered. */
  readonly digest: string;
  /** Undefined for digits. */
  readonly phone: AnsweringPhone | undefined;
  readonly origin: Origin;
  /** Whether the digits are those of a day pass. */
  readonly byPass?: boolean;
}

/** `phone` is undefined for digits. */
export async function judgeAnswer(
  ports: TransactionPorts,
  response: string,
  phone: AnsweringPhone | undefined,
  origin: Origin,
): Promise<FinalizedLogin> {
  const { box, digestOf } = ports;
  let charged: Challenge | undefined;
  try {
    const digest = await digestOf(box.current?.sessionKey ?? "", response);
    const answer = { digest, phone, origin };
    const again = recallFor(ports, answer);
    if (again) return again;
    const seen = openIn(ports);
    if (!seen) return refuseLate(ports, origin);
    const passHolder = phone ? undefined : await passHolderOf(ports, seen, response);
    const answerer = passHolder ?? (await answererOf(ports, seen, response));
    const bystander = answerer ? undefined : await bystanderOf(ports, seen, response);
    const isLate = !answerer && !bystander && !phone && (await isForCodeBefore(ports, seen, response));
    // One turn: look, and charge.
    const open = openIn(ports);
    // The owner took the wrong phone. Counting that would lock the right one.
    if (open && bystander) return refuseBystander(ports, open, bystander, answer);
    if (open && isLate) return refuseLate(ports, origin, "expired");
    charged = open && charge(open);
    if (!charged) return refuseLate(ports, origin);
    // Only held: where the object dies before D1 has judged, the try is given back, as below, and
    // the lock in D1 counts all the same. A save would cost a row, and D1 would be asked after it.
    box.hold(charged);
    if (!answerer) return await countWrong(ports, charged, answer);
    return await acceptRight(ports, charged, answerer, { ...answer, byPass: passHolder !== undefined });
  } catch (error) {
    // D1 failed or was late: nothing is marked or remembered, the try is given back, and the phone
    // may scan again. A statement applied later harmlessly resets the counter or counts one guess.
    if (charged && box.current) box.save(giveBack(box.current));
    return unavailable("answer", error);
  }
}

/** What the sender of the same response heard before. */
function recallFor(ports: TransactionPorts, { digest, phone, origin }: Answer): FinalizedLogin | undefined {
  const { current } = ports.box;
  const earlier = current ? recall(current, digest) : undefined;
  // The right response is the same wherever the phone is, so from a nearer place it is judged anew.
  if (current && earlier && !earlier.ok && earlier.reason.code === "phone-elsewhere")
    return distanceOf(current, phone, origin).isTooFar ? earlier : undefined;
  // Digits, even a typo, may come again after a phone has confirmed. Then the finalize decides.
  const isPassed = phone === undefined && current?.answeredBy !== null;
  return earlier && isPassed ? notOpen(current, ports.nowMs()) : earlier;
}

/**
 * Commits a judgement in the turn in which the caller has looked, and tells what is true then. The
 * alarm may have removed the challenge.
 */
function conclude<Done extends FinalizedLogin>(
  { box, nowMs }: TransactionPorts,
  { digest }: Answer,
  change: (challenge: Challenge) => Challenge,
  tell: (then: Challenge | null, nowMs: number) => Done,
): Done {
  const then = box.current && change(box.current);
  const reply = tell(then, nowMs());
  if (then) box.save(remember(then, digest, reply));
  return reply;
}

/** Digits have no place: the person has carried them to the browser. */
function distanceOf(
  { begun }: Challenge,
  phone: AnsweringPhone | undefined,
  { place }: Origin,
): { readonly proximity: Proximity | ""; readonly isTooFar: boolean } {
  // A worker of an earlier version tells no place.
  if (!begun || !phone || !place) return { proximity: "", isTooFar: false };
  const proximity = proximityOf(begun.place, place);
  return { proximity, isTooFar: isTooFar(begun, place, proximity) };
}

async function acceptRight(
  ports: TransactionPorts,
  challenge: Challenge,
  answerer: Candidate,
  answer: Answer,
): Promise<FinalizedLogin> {
  const { lock, nowMs, note } = ports;
  const { phone, origin, byPass = false } = answer;
  const { serial } = answerer;
  const { proximity, isTooFar } = distanceOf(challenge, phone, origin);
  if (isTooFar) return refuseElsewhere(ports, challenge, serial, proximity, answer);
  const details = { serial, event: "CHALLENGE_ANSWERED", reason: "challenge-not-open", proximity } as const;
  const noted = outcomeFor(challenge, origin, nowMs(), details);
  // The name proves nothing, since iOS garbles it. The response does.
  if (phone && phone.userId !== (answerer.identity ?? identityOf(challenge.user, challenge.realm)))
    console.warn(`transaction: the phone of token ${serial} names another account than it was enrolled for`);
  const notification = phone && (await sealNotification(ports.sealer, serial, phone.notification));
  // Digits come with the finalize, whose row says it all. A phone's answer may stay without one.
  const token = { ...answerer, passUntilMs: byPass ? passEndOf(challenge) : undefined };
  const confirms = confirmingOf(challenge, answerer, origin, phone === undefined, nowMs());
  const accepting = lock.acceptResponse(
    challenge,
    token,
    notification,
    nowMs(),
    phone ? noted : { not: noted.not },
    confirms,
  );
  const accepted = await within(LOCK_TIMEOUT_MS, accepting);
  // One turn: look again, and commit. A right response is refused if its token is unusable by now.
  const open = openIn(ports);
  if (accepted && confirms) ports.confirmed(challenge);
  if (accepted && open) {
    const { user, realm } = open;
    const done = { ok: true, serial, user, realm } as const;
    return conclude(
      ports,
      answer,
      (current) => ({ ...markAnswered(current, serial, phone === undefined, proximity), ...(byPass && { byPass }) }),
      () => done,
    );
  }
  if (accepted) note(noted.not);
  return conclude(ports, answer, (current) => (open ? markFailed(current, false) : current), notOpen);
}

/**
 * Whoever relays a QR code hears this instead of a login (RFC 10027 §6.1.1). The try is spent and
 * no lock moves, so the owner may connect the phone elsewhere, and answer again.
 */
function refuseElsewhere(
  ports: TransactionPorts,
  challenge: Challenge,
  serial: string,
  proximity: Proximity | "",
  answer: Answer,
): FinalizedLogin {
  const refusal = refuse({ code: "phone-elsewhere" });
  const details = {
    success: false,
    serial,
    reason: "phone-elsewhere",
    proximity,
    browser: browserIn(challenge),
  } as const;
  ports.note(entryFor(challenge, answer.origin, ports.nowMs(), details));
  const change = (current: Challenge) => (openIn(ports) ? markElsewhere(current) : current);
  return conclude(ports, answer, change, () => refusal);
}

async function countWrong(ports: TransactionPorts, challenge: Challenge, answer: Answer): Promise<FinalizedLogin> {
  const { lock, nowMs, settings } = ports;
  const failed = entryFor(challenge, answer.origin, nowMs(), { success: false, reason: "wrong-response" });
  const counting = lock.countWrongResponse(challenge, nowMs(), failed);
  const counted = await within(LOCK_TIMEOUT_MS, counting);
  const refusal = refusalOf(counted, challenge.path, settings);
  const change = (current: Challenge) => markFailed(current, counted.allLocked);
  return conclude(ports, answer, change, (then, atMs) => refusal ?? notOpen(then, atMs));
}

/** Undefined if the phone hears nothing of a counter. */
function refusalOf(
  { counters, allLocked }: CountedFailure,
  path: LoginPath,
  { lockRule, blocksPhone }: TransactionPorts["settings"],
): Refusal<"wrong-response" | "locked-by-response"> | undefined {
  const left = counters.map(({ failCount, maxFail }) => maxFail - failCount).filter((attempts) => attempts > 0);
  if (left.length > 0) return refuse({ code: "wrong-response", attemptsLeft: Math.min(...left) });
  // No counter moved, because no token was usable, or one that is unusable now is not locked.
  if (counters.length === 0 || !allLocked) return undefined;
  const waits = counters.flatMap(({ locks }) => lockMs({ path, locks }, lockRule) ?? []);
  const opensAfterMs = waits.length > 0 ? Math.min(...waits) : undefined;
  return refuse({ code: "locked-by-response", opensAfterMs, blocksPhone });
}

/** Charges and counts nothing; the trail says which phone it was, and what keeps it out. */
function refuseBystander(
  ports: TransactionPorts,
  challenge: Challenge,
  { serial, because }: Bystander,
  answer: Answer,
): Refusal<"challenge-not-open"> {
  const { nowMs, note } = ports;
  note(entryFor(challenge, answer.origin, nowMs(), { success: false, serial, reason: because }));
  const same = (current: Challenge) => current;
  return conclude(ports, answer, same, (then, atMs) => notOpen(then, atMs, because));
}
