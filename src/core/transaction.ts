// Answering and finalizing one transaction. The races are decided here.
//
// Every `await` (HMAC, D1) lets other requests and the alarm in. So there are no flags and no queues: compute first;
// then, in one turn, look at the state and charge one try; await the lock; look again and commit in the same turn.
//   two right answers       the first to commit wins, the other finds `answered`
//   an answer, the alarm    the alarm empties the box, and the answer finds nothing to commit to
//   two finalizes           the first to commit wins, the other finds `used`
//   many wrong answers      each is charged before the lock is asked, so at most maxTries of them ever reach it

import {
  type Candidate,
  type Challenge,
  type Claim,
  charge,
  giveBack,
  isOf,
  markAnswered,
  markFailed,
  markUsed,
  stateOf,
} from "./challenge.ts";
import type { Sealer, TokenLock } from "./ports.ts";
import { type Outcome, type Refusal, refuse } from "./reasons.ts";
import { TiqrToken } from "./tiqr-token.ts";

/** Where the challenge stands. `current` is null before it is opened and after its end; saving is synchronous and durable. */
export interface ChallengeBox {
  readonly current: Challenge | null;
  save(challenge: Challenge): void;
}

export type Done = Outcome<{ readonly serial: string }>;

/** How long D1 may take, in milliseconds. It has no timeout of its own, and a phone waits. */
const LOCK_TIMEOUT_MS = 500;

const notOpen: Refusal = refuse({ code: "challenge-not-open" });
const nothingToFinalize: Refusal = refuse({ code: "nothing-to-finalize" });

export class Transaction {
  readonly #box: ChallengeBox;
  readonly #lock: TokenLock;
  readonly #sealer: Sealer;
  readonly #nowMs: () => number;

  constructor(box: ChallengeBox, lock: TokenLock, sealer: Sealer, nowMs: () => number) {
    this.#box = box;
    this.#lock = lock;
    this.#sealer = sealer;
    this.#nowMs = nowMs;
  }

  /** `claim` is given when the answer comes from an application, and must then be true. */
  async answer(response: string, claim: Claim | undefined): Promise<Done> {
    const seen = this.#open();
    if (!seen || (claim && !isOf(seen, claim))) return notOpen;
    let charged: Challenge | undefined;
    try {
      const answerer = await this.#answererOf(seen, response);
      // One turn: look, and charge.
      const open = this.#open();
      charged = open && charge(open);
      if (!charged) return notOpen;
      this.#box.save(charged);
      return answerer ? await this.#acceptRight(answerer) : await this.#countWrong(seen.candidates);
    } catch (error) {
      // D1 failed or took too long: nothing is marked, the try is given back, and the phone may scan again.
      // A statement that is applied later after all does no harm: it resets the counter, or counts one guess too many.
      if (charged && this.#box.current) this.#box.save(giveBack(this.#box.current));
      return unavailable("answer", error);
    }
  }

  /** Accepted once, by whoever commits first. Whoever asks before the answer is told so, and nothing is counted. */
  async finalize(claim: Claim): Promise<Done> {
    const seen = this.#box.current;
    if (!seen || !isOf(seen, claim)) return nothingToFinalize;
    const state = stateOf(seen, this.#nowMs());
    if (state === "open" || state === "expired")
      return refuse({ code: "not-answered", serial: seen.candidates[0]?.serial ?? "" });
    if (state === "blocked") return refuse({ code: "token-locked" });
    const token = seen.candidates.find(
      ({ serial, suite }) => new TiqrToken(serial, suite).checkChallengeResponse(seen, this.#nowMs()) > 0,
    );
    if (!token) return nothingToFinalize;
    let verdict: Awaited<ReturnType<TokenLock["acceptLogin"]>>;
    try {
      verdict = await within(LOCK_TIMEOUT_MS, this.#lock.acceptLogin(token, this.#nowMs()));
    } catch (error) {
      return unavailable("finalize", error);
    }
    if (verdict === "disabled") return refuse({ code: "token-disabled" });
    if (verdict === "locked") return refuse({ code: "token-locked" });
    if (verdict === "replaced") return nothingToFinalize;

    // One turn: look again, and commit. Another finalize may have won meanwhile.
    const current = this.#box.current;
    if (!current || stateOf(current, this.#nowMs()) !== "answered") return nothingToFinalize;
    this.#box.save(markUsed(current));
    return { ok: true, serial: token.serial };
  }

  #open(): Challenge | undefined {
    const current = this.#box.current;
    return current && stateOf(current, this.#nowMs()) === "open" ? current : undefined;
  }

  /** The candidate whose secret gives this response. All are tried, so the time tells nothing about which. */
  async #answererOf(challenge: Challenge, response: string): Promise<Candidate | undefined> {
    const counters = await Promise.all(
      challenge.candidates.map(async ({ serial, suite, sealedSecret }) => {
        const secret = await this.#sealer.open("secret", serial, sealedSecret);
        return new TiqrToken(serial, suite).verifyResponse(challenge, response, secret);
      }),
    );
    return challenge.candidates[counters.findIndex((counter) => counter > 0)];
  }

  async #acceptRight(answerer: Candidate): Promise<Done> {
    const accepted = await within(LOCK_TIMEOUT_MS, this.#lock.acceptResponse(answerer));
    // One turn: look again, and commit. A right response for a token that is locked, disabled or replaced is refused like a wrong one.
    const open = this.#open();
    if (accepted && open) {
      this.#box.save(markAnswered(open, answerer.serial));
      return { ok: true, serial: answerer.serial };
    }
    if (open) this.#box.save(markFailed(open, false));
    return notOpen;
  }

  async #countWrong(candidates: readonly Candidate[]): Promise<Done> {
    const counters = await within(LOCK_TIMEOUT_MS, this.#lock.countWrongResponse(candidates));
    const left = counters.map(({ failCount, maxFail }) => maxFail - failCount).filter((attempts) => attempts > 0);
    const current = this.#box.current;
    if (current) this.#box.save(markFailed(current, left.length === 0));
    // No counter moved: all were locked, disabled or replaced before, and this response has changed nothing.
    if (counters.length === 0) return notOpen;
    return refuse(
      left.length === 0 ? { code: "locked-by-response" } : { code: "wrong-response", attemptsLeft: Math.min(...left) },
    );
  }
}

function unavailable(step: string, error: unknown): Refusal {
  console.error(`transaction: the platform failed during ${step}:`, error);
  return refuse({ code: "unavailable" });
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
