// Answering and finalizing one transaction. The races are decided here.
//
// Every `await` (HMAC, D1) lets other requests and the alarm in. So there are no flags and no queues: compute first;
// then, in one turn, look at the state and charge one try; await the lock; look again and commit in the same turn.
//   two right answers       the first to commit wins, the other finds `answered`
//   an answer, the alarm    the alarm empties the box, and the answer finds nothing to commit to
//   an answer, the expiry   the clock is looked at in the turn that commits: later than that there is no answer
//   a finalize, the end     of the grace: likewise, whatever the lock has said
//   two finalizes           the first to commit wins, the other finds `used`
//   many wrong answers      each is charged before the lock is asked, so at most maxTries of them ever reach it

import { within } from "../../lib/within.ts";
import type { Settings } from "../../settings.ts";
import { identityOf } from "../../tiqr/urls.ts";
import { type AuditEntry, entryOf, type Note, type Said } from "../audit.ts";
import type { Origin } from "../call.ts";
import {
  type Bystander,
  type Candidate,
  type Challenge,
  type Claim,
  charge,
  giveBack,
  isOf,
  markAnswered,
  markFailed,
  markUsed,
  renewCode,
  serialsOf,
  stateOf,
} from "../challenge.ts";
import type { AuditEvent } from "../events.ts";
import type { TokenLock } from "../ports/lock.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { Answer, TransactionDone } from "../ports/transactions.ts";
import { type Reason, type Refusal, refuse } from "../reasons.ts";
import { TiqrToken } from "../tiqr-token.ts";
import { lockMs } from "../token/lock.ts";

/** Where the challenge stands. `current` is null before it is opened and after its end; saving is synchronous and durable. */
export interface ChallengeBox {
  readonly current: Challenge | null;
  save(challenge: Challenge): void;
}

/** How long D1 may take, in milliseconds. It has no timeout of its own, and a phone waits. */
const LOCK_TIMEOUT_MS = 500;

export interface TransactionPorts {
  readonly box: ChallengeBox;
  readonly lock: TokenLock;
  readonly sealer: Sealer;
  readonly settings: Pick<Settings, "lockRule" | "blocksPhone">;
  readonly nowMs: () => number;
  /** Writes an audit entry after the reply, where no batch of the lock could carry it. */
  readonly note: (entry: AuditEntry) => void;
  /** The same for a refusal that anyone can cause again and again. */
  readonly noteOrCount: (entry: AuditEntry) => void;
}

const notOpen: Refusal = refuse({ code: "challenge-not-open" });
const nothingToFinalize: Refusal = refuse({ code: "nothing-to-finalize" });

export class Transaction {
  readonly #ports: TransactionPorts;

  constructor(ports: TransactionPorts) {
    this.#ports = ports;
  }

  async answer(answer: Answer, origin: Origin): Promise<TransactionDone> {
    const { box } = this.#ports;
    const seen = this.#open();
    if (!seen || (answer.claim && !isOf(seen, answer.claim))) return this.#refuseLate(origin);
    let charged: Challenge | undefined;
    try {
      const answerer = await this.#answererOf(seen, answer.response);
      const bystander = answerer ? undefined : await this.#bystanderOf(seen, answer.response);
      // One turn: look, and charge.
      const open = this.#open();
      // The owner has taken the wrong phone. Counted, that would lock the right one.
      if (open && bystander) return this.#refuseBystander(open, bystander, origin);
      charged = open && charge(open);
      if (!charged) return this.#refuseLate(origin);
      box.save(charged);
      if (!answerer) return await this.#countWrong(charged, origin);
      return await this.#acceptRight(charged, answerer, answer.phone, origin);
    } catch (error) {
      // D1 failed or took too long: nothing is marked, the try is given back, and the phone may scan again.
      // A statement that is applied later after all does no harm: it resets the counter, or counts one guess too many.
      if (charged && box.current) box.save(giveBack(box.current));
      return unavailable("answer", error);
    }
  }

  /**
   * Accepted once, by whoever commits first. Whoever asks before the answer is told so, and nothing is counted.
   * `codeHash`: of a code for the application that the browser goes back to; it is stored in the turn that commits.
   */
  async finalize(claim: Claim, origin: Origin, codeHash?: string): Promise<TransactionDone> {
    const { box, lock, nowMs, note } = this.#ports;
    const seen = box.current;
    if (!seen || !isOf(seen, claim)) return nothingToFinalize;
    const renewed = codeHash === undefined ? undefined : renewCode(seen, codeHash, nowMs());
    if (renewed) {
      box.save(renewed);
      return doneWith(renewed);
    }
    const state = stateOf(seen, nowMs());
    if (state === "open" || state === "expired")
      return refuse({ code: "not-answered", serial: seen.candidates[0]?.serial ?? "" });
    if (state === "blocked") return refuse({ code: "token-locked" });
    const token = seen.candidates.find(
      ({ serial, suite }) => new TiqrToken(serial, suite).checkChallengeResponse(seen, nowMs()) > 0,
    );
    if (!token) return nothingToFinalize;
    const noted = this.#outcome(seen, origin, token.serial, {
      event: eventOfFinalize(seen, origin),
      reason: "nothing-to-finalize",
    });
    let verdict: Awaited<ReturnType<TokenLock["acceptLogin"]>>;
    try {
      verdict = await within(LOCK_TIMEOUT_MS, lock.acceptLogin(seen, token, claim.named, nowMs(), noted));
    } catch (error) {
      return unavailable("finalize", error);
    }
    if (verdict === "disabled") return refuse({ code: "token-disabled" });
    if (verdict === "not-valid-now") return refuse({ code: "token-not-valid-now" });
    if (verdict === "locked") return refuse({ code: "token-locked" });
    if (verdict !== "accepted") return nothingToFinalize;

    // One turn: look again, and commit. Another finalize may have won meanwhile.
    const current = box.current;
    if (!current || stateOf(current, nowMs()) !== "answered") {
      note(noted.not);
      return nothingToFinalize;
    }
    box.save(markUsed(current, codeHash === undefined ? null : { hash: codeHash, issuedAtMs: nowMs() }));
    return doneWith(current);
  }

  #open(): Challenge | undefined {
    const { box, nowMs } = this.#ports;
    return box.current && stateOf(box.current, nowMs()) === "open" ? box.current : undefined;
  }

  /**
   * The candidate whose secret gives this response. A secret that does not open keeps out its own phone alone.
   * Throws when none opens.
   */
  async #answererOf(challenge: Challenge, response: string): Promise<Candidate | undefined> {
    const { answerer, failed } = await this.#matching(challenge, challenge.candidates, response);
    if (failed.length === challenge.candidates.length) throw failed[0];
    return answerer;
  }

  async #bystanderOf(challenge: Challenge, response: string): Promise<Bystander | undefined> {
    return (await this.#matching(challenge, challenge.bystanders, response)).answerer;
  }

  /** All are tried, so the time tells nothing about which. */
  async #matching<Token extends Pick<Candidate, "serial" | "suite" | "sealedSecret">>(
    challenge: Challenge,
    tokens: readonly Token[],
    response: string,
  ) {
    const tried = await Promise.allSettled(
      tokens.map(async ({ serial, suite, sealedSecret }) => {
        const secret = await this.#ports.sealer.open("secret", serial, sealedSecret);
        return new TiqrToken(serial, suite).verifyResponse(challenge, response, secret);
      }),
    );
    const failed = tried.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    for (const reason of failed) console.error("transaction: a token cannot answer:", reason);
    return { answerer: tokens[tried.findIndex((result) => result.status === "fulfilled" && result.value > 0)], failed };
  }

  async #acceptRight(
    challenge: Challenge,
    answerer: Candidate,
    phone: Answer["phone"],
    origin: Origin,
  ): Promise<TransactionDone> {
    const { box, lock, nowMs, note } = this.#ports;
    const noted = this.#outcome(challenge, origin, answerer.serial, {
      event: "CHALLENGE_ANSWERED",
      reason: "challenge-not-open",
    });
    // The name is no evidence: iOS garbles it. The response is.
    if (phone && phone.userId !== identityOf(challenge.user, challenge.realm))
      console.warn(`transaction: the phone of token ${answerer.serial} names another account than it was enrolled for`);
    const accepting = lock.acceptResponse(challenge, answerer, phone?.notification, nowMs(), noted);
    const accepted = await within(LOCK_TIMEOUT_MS, accepting);
    // One turn: look again, and commit. A right response for a token that is locked, disabled or replaced is refused like a wrong one.
    const open = this.#open();
    if (accepted && open) {
      box.save(markAnswered(open, answerer.serial));
      return { ok: true, serial: answerer.serial, user: open.user, realm: open.realm };
    }
    if (accepted) note(noted.not);
    if (open) box.save(markFailed(open, false));
    return notOpen;
  }

  async #countWrong(challenge: Challenge, origin: Origin): Promise<TransactionDone> {
    const { box, lock, nowMs, settings } = this.#ports;
    const failed = this.#entry(challenge, origin, { success: false, reason: "wrong-response" });
    // Whether it was counted or came too late to count, the trail says the same: a wrong response.
    const counting = lock.countWrongResponse(challenge, nowMs(), { held: failed, not: failed });
    const { counters, allLocked } = await within(LOCK_TIMEOUT_MS, counting);
    const left = counters.map(({ failCount, maxFail }) => maxFail - failCount).filter((attempts) => attempts > 0);
    if (box.current) box.save(markFailed(box.current, allLocked));
    if (left.length > 0) return refuse({ code: "wrong-response", attemptsLeft: Math.min(...left) });
    // No counter moved, since all were locked, disabled or replaced before; or one that cannot be used just now is not locked.
    if (counters.length === 0 || !allLocked) return notOpen;
    const { lockRule, blocksPhone } = settings;
    const { path } = challenge;
    const waits = counters.flatMap(({ locks }) => lockMs({ path, locks }, lockRule) ?? []);
    const opensAfterMs = waits.length > 0 ? Math.min(...waits) : undefined;
    return refuse({ code: "locked-by-response", opensAfterMs, blocksPhone });
  }

  /** Nothing is charged and no counter moves; the trail says which phone it was, and what keeps it out. */
  #refuseBystander(challenge: Challenge, { serial, because }: Bystander, origin: Origin): Refusal {
    this.#ports.note(this.#entry(challenge, origin, { success: false, serial, reason: because }));
    return notOpen;
  }

  /** An answer to a transaction that is over. One that never was leaves no trace: anybody could make those up. */
  #refuseLate(origin: Origin): Refusal {
    const { box, noteOrCount } = this.#ports;
    if (box.current) noteOrCount(this.#entry(box.current, origin, { success: false, reason: "challenge-not-open" }));
    return notOpen;
  }

  /** What is noted with a statement of the lock. The success once for each transaction, whoever else asks at the same time. */
  #outcome(
    challenge: Challenge,
    origin: Origin,
    serial: string,
    { event, reason }: { event: AuditEvent; reason: Reason["code"] },
  ) {
    return {
      held: this.#entry(challenge, origin, { success: true, event, serial }),
      not: this.#entry(challenge, origin, { success: false, serial, reason }),
      once: true,
    } satisfies Note;
  }

  #entry({ user, realm, attemptId, candidates }: Challenge, origin: Origin, said: Said): AuditEntry {
    const serial = serialsOf(candidates);
    const authentication = said.success ? "ACCEPT" : "REJECT";
    const call = { ...origin, nowMs: this.#ports.nowMs() };
    return entryOf(call, { user, realm, attemptId, serial, authentication, ...said });
  }
}

function doneWith({ answeredBy, candidates, user, realm, browser }: Challenge): TransactionDone {
  const done = { ok: true, serial: answeredBy ?? "", user, realm } as const;
  const token = candidates.find(({ serial }) => serial === answeredBy);
  if (!browser || !token) return done;
  return { ...done, tokenId: token.id, ...(browser.returnTo ? { returnTo: browser.returnTo } : {}) };
}

/** A sign-in is of an account; what else has a purpose is the trial of a phone that has just enrolled. */
function eventOfFinalize({ purpose }: Challenge, { administrator }: Origin): AuditEvent {
  if (administrator !== undefined) return "SIGN_IN_SUCCESS";
  return purpose === undefined ? "LOGIN_SUCCESS" : "TRIAL_SUCCESS";
}

function unavailable(step: string, error: unknown): Refusal {
  console.error(`transaction: the platform failed during ${step}:`, error);
  return refuse({ code: "unavailable" });
}
