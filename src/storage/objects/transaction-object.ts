// The Durable Object of one transaction, named by its sessionKey. It keeps the challenge and decides nothing:
// src/core/login/transaction.ts decides who may see, spend and end a login, and src/core/challenge.ts how its state changes.
//
// It holds one value in memory and writes it through in the same turn (ctx.storage.kv is synchronous), so a reply is sent only
// when what it says is stored. A table of its own would cost two more rows for each login. When the transaction ends, an alarm leaves a tombstone without secrets, so that a late poll hears
// how it ended; TOMBSTONE_MS later another alarm removes everything. An alarm that comes while an answer awaits D1 empties the
// box, and the answer then finds nothing to commit to. Each save tells the listeners (./listeners.ts).

import { DurableObject } from "cloudflare:workers";
import { readConfig } from "../../config/read-config.ts";
import type { Origin } from "../../core/call.ts";
import {
  type Challenge,
  type ChallengeState,
  endOf,
  type ReturnTo,
  stateOf,
  withoutSecrets,
} from "../../core/challenge.ts";
import type { Claim } from "../../core/claim.ts";
import type { ChallengeBox } from "../../core/login/challenge-box.ts";
import { Transaction } from "../../core/login/transaction.ts";
import type { BrowserView, Found, ListedLogin, Redeemed, TransactionDone } from "../../core/ports/transactions.ts";
import type { Outcome } from "../../core/reasons.ts";
import type { AnswerRequest } from "../../tiqr/requests.ts";
import { createAuditWriter, createNotes } from "../audit/store.ts";
import { loadKeyring } from "../keys/keyring-cache.ts";
import { createSealer } from "../keys/seal.ts";
import { databaseNamed } from "../shards/databases.ts";
import { unlessMoving } from "../shards/moving.ts";
import { createTokenLock } from "../tokens/lock.ts";
import { answerClose, Listeners, refuseMessage } from "./listeners.ts";
import { newsOfTransaction } from "./news.ts";

/** How long after its end a transaction still tells its last state. */
const TOMBSTONE_MS = 10 * 60 * 1000;

const KEY = "challenge";

export class TransactionObject extends DurableObject<Env> {
  #challenge: Challenge | null;
  readonly #box: ChallengeBox;
  readonly #listeners: Listeners;
  #rules: { readonly env: Env; readonly database: string | undefined; readonly transaction: Transaction } | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#listeners = new Listeners(ctx);
    this.#challenge = this.#load();
    const object = this;
    this.#box = {
      get current() {
        return object.#challenge;
      },
      save: (challenge) => this.#save(challenge),
    };
  }

  /** False when this name is taken: the caller draws another. A look at an unknown object stores nothing. */
  async open(challenge: Challenge): Promise<boolean> {
    if (this.#challenge) return false;
    this.#save(challenge);
    await this.ctx.storage.setAlarm(challenge.expiresAtMs);
    return true;
  }

  async answerByPhone(answer: AnswerRequest, origin: Origin): Promise<TransactionDone> {
    return (await this.#transaction()).answerByPhone(answer, origin);
  }

  async answerByDigits(claim: Claim, digits: string, origin: Origin): Promise<TransactionDone> {
    return (await this.#transaction()).answerByDigits(claim, digits, origin);
  }

  async finalize(claim: Claim, origin: Origin, codeHash?: string): Promise<TransactionDone> {
    return (await this.#transaction()).finalize(claim, origin, codeHash);
  }

  async look(claim: Claim): Promise<BrowserView | undefined> {
    return (await this.#transaction()).look(claim);
  }

  async redeem(codeHash: string, returnTo: ReturnTo): Promise<Outcome<Redeemed>> {
    return (await this.#transaction()).redeem(codeHash, returnTo);
  }

  async cancel(claim: Claim): Promise<Found> {
    return (await this.#transaction()).cancel(claim);
  }

  async lookListed(): Promise<ListedLogin | undefined> {
    return (await this.#transaction()).lookListed();
  }

  async cancelListed(): Promise<Found> {
    return (await this.#transaction()).cancelListed();
  }

  state(): ChallengeState {
    return stateOf(this.#challenge, Date.now());
  }

  /**
   * Gives the state as soon as it is not open, at the latest after `waitMs`; undefined when too many wait.
   * The alarm may be late, so the timer ends the wait at the expiry. The first state that is stored wakes all waiters, and each
   * reads the state for itself, so a waiter that wakes after a finalize says `used`.
   */
  async wait(waitMs: number): Promise<ChallengeState | undefined> {
    const challenge = this.#challenge;
    if (!challenge || this.state() !== "open") return this.state();
    const { order } = newsOfTransaction("open");
    const change = this.#listeners.wait(order, Math.min(waitMs, challenge.expiresAtMs - Date.now()));
    if (!change) return undefined;
    await change;
    return this.state();
  }

  /** Answers an upgrade to a WebSocket, the only request that comes this way. */
  override fetch(): Promise<Response> {
    return this.#listeners.connect(() => newsOfTransaction(this.state()));
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
      // The alarm may come some milliseconds early, and an answer given since it was set postpones the end. A finalize in that
      // grace period still finds the answer; otherwise listeners hear of the end when it comes.
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

  #load(): Challenge | null {
    const json = this.ctx.storage.kv.get<string>(KEY) ?? this.#earlier();
    return json === undefined ? null : JSON.parse(json);
  }

  /** Objects from before this version have a table with one row. A login that is open during the upgrade goes on. */
  #earlier(): string | undefined {
    const { sql } = this.ctx.storage;
    const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'challenge'").toArray();
    if (tables.length === 0) return undefined;
    return sql.exec<{ json: string }>("SELECT json FROM challenge").toArray()[0]?.json;
  }

  #save(challenge: Challenge): void {
    this.ctx.storage.kv.put(KEY, JSON.stringify(challenge));
    this.#challenge = challenge;
    this.#tell();
  }

  #tell(): void {
    this.#listeners.tell(newsOfTransaction(this.state()));
  }

  /** The rules are made once. A test may give the object other settings, and then they are made for these. */
  async #transaction(): Promise<Transaction> {
    const { env } = this;
    // A look may come before the login is opened, and then there is no database yet.
    const database = this.#challenge?.database;
    const fit = this.#rules?.env === env && this.#rules.database === database ? this.#rules : undefined;
    const rules = fit ?? { env, database, transaction: await this.#make(env, database) };
    this.#rules = rules;
    return rules.transaction;
  }

  async #make(env: Env, database: string | undefined): Promise<Transaction> {
    const { masterKeys, settings } = readConfig(env);
    const keyring = await loadKeyring(masterKeys);
    const db = databaseNamed(env, database);
    const { write, writeOrCount } = createAuditWriter(db, keyring);
    const afterwards = (writing: Promise<void>) =>
      this.ctx.waitUntil(
        writing.catch((error) => console.error("transaction: an audit entry could not be written:", error)),
      );
    return new Transaction({
      box: this.#box,
      lock: unlessMoving(createTokenLock(db, createNotes(db, keyring, settings), settings), settings, this.#box),
      sealer: createSealer(keyring),
      settings,
      nowMs: () => Date.now(),
      note: (entry) => afterwards(write(entry)),
      noteOrCount: (entry) => afterwards(writeOrCount(entry)),
    });
  }
}
