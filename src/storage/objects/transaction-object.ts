// The Durable Object of one transaction, named by its sessionKey. It keeps the challenge and
// decides nothing: src/core/login/transaction/transaction.ts decides who may see, spend and end a
// login, and src/core/login/transaction/challenge.ts how its state changes.
//
// It writes the challenge through (./stored-challenge.ts). When the transaction ends, an alarm
// leaves a tombstone without secrets, so that a late poll hears how it ended; TOMBSTONE_MS later
// another alarm removes everything. An alarm that comes while an answer awaits D1 empties the box,
// and the answer then finds nothing to commit to. Each save tells the listeners (./listeners.ts).

import { DurableObject } from "cloudflare:workers";
import type { Origin } from "../../core/call.ts";
import { endOf, stateOf, withoutSecrets } from "../../core/login/transaction/challenge.ts";
import type { ChallengeBox } from "../../core/login/transaction/challenge-box.ts";
import type { Transaction } from "../../core/login/transaction/transaction.ts";
import type { SessionStart } from "../../core/ports/oidc/browser-sessions.ts";
import type { Challenge, ChallengeState, Claim } from "../../core/ports/tokens/challenge.ts";
import type {
  BrowserView,
  FinalizedLogin,
  ListedLogin,
  LoginSummary,
  PolledState,
} from "../../core/ports/tokens/transactions.ts";
import type { AnswerRequest } from "../../tiqr/requests.ts";
import { answerClose, Listeners, refuseMessage } from "./listeners.ts";
import { type News, newsOfTransaction } from "./news.ts";
import { StoredChallenge } from "./stored-challenge.ts";
import { rulesFor } from "./transaction-rules.ts";

/** How long after its end a transaction still tells its last state. */
const TOMBSTONE_MS = 10 * 60 * 1000;

export class TransactionObject extends DurableObject<Env> {
  readonly #stored = new StoredChallenge();
  #challenge: Challenge | null;
  readonly #listeners: Listeners;
  readonly #rules: (env: Env) => Promise<Transaction>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#listeners = new Listeners(ctx);
    this.#challenge = this.#stored.load(ctx.storage);
    const object = this;
    const box: ChallengeBox = {
      get current() {
        return object.#challenge;
      },
      save: (challenge) => this.#save(challenge),
      hold: (challenge) => {
        this.#challenge = challenge;
      },
    };
    this.#rules = rulesFor(box, (promise) => this.ctx.waitUntil(promise));
  }

  /** False when the name is taken: the caller draws another. */
  async open(challenge: Challenge): Promise<boolean> {
    if (this.#challenge) return false;
    this.#save(challenge);
    await this.ctx.storage.setAlarm(challenge.expiresAtMs);
    return true;
  }

  async answerByPhone(answer: AnswerRequest, origin: Origin): Promise<FinalizedLogin> {
    return (await this.#rules(this.env)).answerByPhone(answer, origin);
  }

  async answerByDigits(claim: Claim, digits: string, origin: Origin): Promise<FinalizedLogin> {
    return (await this.#rules(this.env)).answerByDigits(claim, digits, origin);
  }

  async finalize(claim: Claim, origin: Origin, start?: SessionStart): Promise<FinalizedLogin> {
    return (await this.#rules(this.env)).finalize(claim, origin, start);
  }

  async look(claim: Claim): Promise<BrowserView | undefined> {
    return (await this.#rules(this.env)).look(claim);
  }

  async cancel(claim: Claim): Promise<LoginSummary> {
    return (await this.#rules(this.env)).cancel(claim);
  }

  async lookListed(): Promise<ListedLogin | undefined> {
    return (await this.#rules(this.env)).lookListed();
  }

  async cancelListed(): Promise<LoginSummary> {
    return (await this.#rules(this.env)).cancelListed();
  }

  async endUnanswerable(): Promise<void> {
    return (await this.#rules(this.env)).endUnanswerable();
  }

  /** The worker of an earlier release does not ask for the refusal, whose word it does not know. */
  state(detail?: "with-refusal"): PolledState {
    const state = this.#state;
    return detail && state === "open" && this.#challenge?.elsewhere ? "phone-elsewhere" : state;
  }

  /**
   * Gives the state once it is not open, at the latest after `waitMs`; undefined if too many wait.
   * The alarm may be late, so the timer ends the wait at the expiry. The first stored state wakes
   * all waiters; each reads it for itself, so one that wakes after a finalize says `used`.
   */
  async wait(waitMs: number): Promise<ChallengeState | undefined> {
    const challenge = this.#challenge;
    if (!challenge || this.#state !== "open") return this.#state;
    const { order } = newsOfTransaction("open");
    const change = this.#listeners.wait(order, Math.min(waitMs, challenge.expiresAtMs - Date.now()));
    if (!change) return undefined;
    await change;
    return this.#state;
  }

  /** Answers an upgrade to a WebSocket, the only request that comes this way. */
  override fetch(): Promise<Response> {
    return this.#listeners.connect(() => this.#news());
  }

  override webSocketMessage(socket: WebSocket): void {
    refuseMessage(socket);
  }

  override webSocketClose(socket: WebSocket): void {
    answerClose(socket);
  }

  override async alarm(): Promise<void> {
    const challenge = this.#challenge;
    if (!challenge) return;
    const { expiresAtMs } = challenge;
    const endsAtMs = endOf(challenge);
    const nowMs = Date.now();
    if (nowMs < endsAtMs) {
      // The alarm may come some milliseconds early, and an answer postpones the end. A finalize in
      // that grace period still finds the answer; otherwise listeners hear of the end then.
      await this.ctx.storage.setAlarm(endsAtMs);
    } else if (nowMs < expiresAtMs + TOMBSTONE_MS) {
      // Only a challenge that is still open has secrets to lose.
      if (challenge.state === "open") this.#save(withoutSecrets(challenge));
      else this.#tell();
      await this.ctx.storage.setAlarm(expiresAtMs + TOMBSTONE_MS);
    } else {
      // If even the first alarm was this late, listeners have not heard of the end yet.
      this.#tell();
      this.#challenge = null;
      await this.ctx.storage.deleteAll();
    }
  }

  get #state(): ChallengeState {
    return stateOf(this.#challenge, Date.now());
  }

  #save(challenge: Challenge): void {
    this.#stored.store(this.ctx.storage, challenge);
    this.#challenge = challenge;
    this.#tell();
  }

  #tell(): void {
    this.#listeners.tell(this.#news());
  }

  #news(): News {
    return newsOfTransaction(this.#state, this.#challenge?.elsewhere);
  }
}
