// The Durable Object of one endpoint: it remembers how far the endpoint has got in the trail of
// each database, sends what follows, one message after the other, and retries what fails. So each
// message arrives at least once, in the order of the trail.
//
// - a kill after the answer and before the save: the message is sent again, with the same id
// - a change or removal during an alarm counts from the next message on: the row is read for each
// - two first wakes at once: the first to save says where the endpoint begins
// - a bell or a change during an alarm, which may be past the new rows: the next follows at once
// - a bell while it waits for its next try: it goes on waiting
// - a change while an alarm gives the endpoint up: the alarm wins if its try began first, and the
//   answer to the change says "enabled": false

import { DurableObject } from "cloudflare:workers";
import type { Delivery, EndpointStatus, StoredEndpoint } from "../../core/ports/endpoints.ts";
import { eventMessage, type Message, testMessage } from "../../core/webhooks/message.ts";
import { givenUpEntry, isGivenUp, waitAfter, wants } from "../../core/webhooks/sending.ts";
import { rowsBehind } from "../audit/list/rows-behind.ts";
import { createNotes } from "../audit/store.ts";
import { environmentOf } from "../environment.ts";
import { databasesOf } from "../shards/databases.ts";
import { bellQueueOf, REMEMBERED_MS } from "./bell.ts";
import { findEndpoint, giveUpEndpoint } from "./endpoint-row.ts";
import { postMessage } from "./post-message.ts";

/** Between two looks at the trail. */
const LOOK_EVERY_MS = 5_000;
/** The same with a bell (./bell.ts): for lost bells, and rows that no request has written. */
const LOOK_WITH_BELL_EVERY_MS = 60_000;
/** A receiver that takes longer has to answer first and work later. */
const TIMEOUT_MS = 10_000;
/** The same for a test: the request that waits for it ends after 10 seconds. */
const TEST_TIMEOUT_MS = 8_000;
/** A test leaves no row in the trail, so an account could scan the hosts and ports of others. */
const MAX_TESTS_PER_MINUTE = 10;
/** The platform ends an alarm after 15 minutes, and each of these rows may wait for an answer. */
const MAX_ROWS = 50;
/** Enough to see why an endpoint fails, in one value of the object. */
const MAX_KEPT_DELIVERIES = 50;

interface State {
  readonly id: string;
  /** By database: the number of the row up to which everything was sent. */
  readonly reached: Readonly<Record<string, number>>;
  readonly failures: number;
  readonly failingSinceMs: number;
  /** When it was made or changed last; missing where that was before there were bells. */
  readonly wokenAtMs?: number;
}

export class EndpointObject extends DurableObject<Env> {
  #testedAtMs: number[] = [];
  /** There may be rows that the running alarm has not seen. */
  #isRung = false;

  /** After a change: looks at once, and forgets failures. A new one begins at the trail's end. */
  async wake(id: string): Promise<void> {
    const ends = this.#state() ? {} : await this.#ends();
    const state = this.#state() ?? { id, reached: ends, failingSinceMs: 0 };
    this.#save({ ...state, failures: 0, wokenAtMs: Date.now() });
    await this.#look();
  }

  /** Rows may have been written. */
  async ring(id: string): Promise<void> {
    const state = this.#state();
    if (!state) return this.wake(id);
    if (state.failures === 0) return this.#look();
    // A running alarm may be about to end the failures. Else the next try sees these rows, too.
    this.#isRung = true;
  }

  /** From cron, for an object whose alarm was lost. One that waits for its next try goes on. */
  async keepAwake(id: string): Promise<void> {
    if (!this.#state()) return this.wake(id);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now());
  }

  /** Undefined after too many in a minute. Several at once count before the first one ends. */
  async sendTest(id: string): Promise<Delivery | undefined> {
    const nowMs = Date.now();
    this.#testedAtMs = this.#testedAtMs.filter((atMs) => atMs > nowMs - 60_000);
    if (this.#testedAtMs.length >= MAX_TESTS_PER_MINUTE) return undefined;
    this.#testedAtMs.push(nowMs);
    const endpoint = await findEndpoint(this.env.DB, id);
    return endpoint
      ? this.#send(endpoint, testMessage(id, nowMs), TEST_TIMEOUT_MS)
      : { id: "", event: "TEST", atMs: nowMs, status: 0, ok: false, fault: "there is no such endpoint" };
  }

  async standing(): Promise<Pick<EndpointStatus, "behind" | "failures">> {
    const state = this.#state();
    const ends = Object.entries(await this.#ends());
    const behind = ends.map(([name, end]) => Math.max(0, end - (state?.reached[name] ?? 0)));
    return { behind: behind.reduce((sum, rows) => sum + rows, 0), failures: state?.failures ?? 0 };
  }

  deliveries(): readonly Delivery[] {
    return this.ctx.storage.kv.get<readonly Delivery[]>("deliveries") ?? [];
  }

  override async alarm(): Promise<void> {
    const state = this.#state();
    if (!state) return;
    const endpoint = await findEndpoint(this.env.DB, state.id);
    if (!endpoint) return this.ctx.storage.deleteAll();
    if (endpoint.disabledAtMs !== null) return;
    this.#isRung = false;
    const sent = await this.#sendNew(endpoint);
    const nowMs = Date.now();
    if (sent !== "failed")
      return this.ctx.storage.setAlarm(nowMs + (sent === "all" && !this.#isRung ? this.#everyMs() : 0));
    const now = this.#state() ?? state;
    const failures = now.failures + 1;
    const failingSinceMs = now.failures === 0 ? nowMs : now.failingSinceMs;
    this.#save({ ...now, failures, failingSinceMs });
    if (isGivenUp(failingSinceMs, nowMs)) {
      console.error(`webhooks: endpoint ${state.id} has failed for days and is disabled`);
      return this.#giveUp(state.id, nowMs);
    }
    await this.ctx.storage.setAlarm(nowMs + waitAfter(failures));
  }

  async #giveUp(id: string, nowMs: number): Promise<void> {
    const { keyring, settings } = await environmentOf(this.env);
    const notes = createNotes(this.env.DB, keyring, settings);
    const [last] = this.deliveries();
    await giveUpEndpoint(this.env.DB, notes, id, last?.fault ?? "", givenUpEntry(id, nowMs));
  }

  async #sendNew(found: StoredEndpoint): Promise<"all" | "a part" | "failed"> {
    const { keyring, settings } = await environmentOf(this.env);
    let endpoint = found;
    let left = MAX_ROWS;
    let isAll = true;
    const databases = databasesOf(this.env, settings);
    for (const [at, { name, db }] of databases.entries()) {
      // The trail of a database that was added later is sent from its beginning.
      const after = this.#state()?.reached[name] ?? 0;
      // One that always has more rows would keep those of the others waiting for ever.
      const share = Math.max(1, Math.ceil(left / (databases.length - at)));
      const entries = await rowsBehind(db, keyring, after, share);
      left -= entries.length;
      if (entries.length === share) isAll = false;
      for (const entry of entries) {
        let failures = this.#state()?.failures ?? 0;
        if (wants(endpoint, entry)) {
          const current = await findEndpoint(this.env.DB, endpoint.id);
          // It was removed or disabled a moment ago. The next alarm acts on that.
          if (!current || current.disabledAtMs !== null) return "a part";
          endpoint = current;
        }
        if (wants(endpoint, entry)) {
          const delivery = await this.#send(endpoint, eventMessage(name, entry));
          if (!delivery.ok) return "failed";
          failures = 0;
        }
        const now = this.#state();
        if (!now) return "a part";
        this.#save({ ...now, reached: { ...now.reached, [name]: entry.number }, failures });
      }
    }
    return isAll ? "all" : "a part";
  }

  async #send(endpoint: StoredEndpoint, message: Message, timeoutMs = TIMEOUT_MS): Promise<Delivery> {
    const atMs = Date.now();
    const { status, fault } = await postMessage(await environmentOf(this.env), endpoint, message, atMs, timeoutMs);
    const delivery = { id: message.id, event: message.event, atMs, status, ok: fault === "", fault };
    // After a removal nothing would ever delete it.
    if (this.#state())
      this.ctx.storage.kv.put("deliveries", [delivery, ...this.deliveries()].slice(0, MAX_KEPT_DELIVERIES));
    return delivery;
  }

  async #ends(): Promise<Record<string, number>> {
    const { settings } = await environmentOf(this.env);
    const ends = databasesOf(this.env, settings).map(async ({ name, db }) => {
      const last = await db.prepare("SELECT max(number) AS number FROM audit").first<{ number: number | null }>();
      return [name, last?.number ?? 0] as const;
    });
    return Object.fromEntries(await Promise.all(ends));
  }

  /** A running alarm would set its own in place of this one, so it is told. */
  async #look(): Promise<void> {
    this.#isRung = true;
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** For a minute after a change, whoever rings may not know yet that there is an endpoint. */
  #everyMs(): number {
    const isKnown = Date.now() >= (this.#state()?.wokenAtMs ?? 0) + REMEMBERED_MS;
    return bellQueueOf(this.env) && isKnown ? LOOK_WITH_BELL_EVERY_MS : LOOK_EVERY_MS;
  }

  #state(): State | undefined {
    return this.ctx.storage.kv.get<State>("state");
  }

  #save(state: State): void {
    this.ctx.storage.kv.put("state", state);
  }
}
