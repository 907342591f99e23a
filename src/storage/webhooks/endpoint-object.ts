// The Durable Object of one endpoint: it remembers how far the endpoint has got in the trail of each database, sends what comes behind,
// one message after the other, and tries again what fails. So each message arrives at least once, and in the order of the trail.
//
//   a kill after the answer and before the save    the message is sent again, with the same id
//   a change of the endpoint during an alarm       the next message goes by the new row: it is read for each alarm
//   the endpoint is deleted                        the next alarm finds no row, and forgets everything

import { DurableObject } from "cloudflare:workers";
import { readConfig } from "../../config/read-config.ts";
import type { StoredEndpoint } from "../../core/ports/endpoints.ts";
import { wants } from "../../core/webhooks/endpoint.ts";
import { openSecrets } from "../../core/webhooks/endpoints.ts";
import { headersOf, type Message, messageOf, testMessage } from "../../core/webhooks/message.ts";
import { type Delivery, isGivenUp, waitAfter } from "../../core/webhooks/sending.ts";
import { rowsBehind } from "../audit/rows-behind.ts";
import { loadKeyring } from "../keys/keyring-cache.ts";
import { createSealer } from "../keys/seal.ts";
import { databasesOf } from "../shards/databases.ts";
import { disableEndpoint, findEndpoint } from "./endpoint-row.ts";

/** Between two looks at the trail. */
const LOOK_EVERY_MS = 5_000;
/** A receiver that takes longer has to answer first and work later. */
const TIMEOUT_MS = 10_000;
/** Messages of one alarm. The platform ends an alarm after a while, and what it has sent by then is kept. */
const MAX_MESSAGES = 100;
/** Enough to see why an endpoint fails, in one value of the object. */
const MAX_KEPT_DELIVERIES = 50;

interface State {
  readonly id: string;
  /** By database: the number of the row up to which everything was sent. */
  readonly reached: Readonly<Record<string, number>>;
  readonly failures: number;
  readonly failingSinceMs: number;
}

export class EndpointObject extends DurableObject<Env> {
  /** Begins at the end of the trail as it is now. */
  async wake(id: string): Promise<void> {
    if (!this.#state()) this.#save({ id, reached: await this.#ends(), failures: 0, failingSinceMs: 0 });
    await this.ctx.storage.setAlarm(Date.now());
  }

  async sendTest(id: string): Promise<Delivery> {
    const endpoint = await findEndpoint(this.env.DB, id);
    const nowMs = Date.now();
    return endpoint
      ? this.#send(endpoint, testMessage(id, nowMs))
      : { id: "", event: "TEST", atMs: nowMs, status: 0, ok: false, fault: "there is no such endpoint" };
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
    const failed = await this.#sendNew(endpoint);
    const nowMs = Date.now();
    if (!failed) {
      await this.ctx.storage.setAlarm(nowMs + LOOK_EVERY_MS);
      return;
    }
    const now = this.#state() ?? state;
    const failures = now.failures + 1;
    const failingSinceMs = now.failures === 0 ? nowMs : now.failingSinceMs;
    this.#save({ ...now, failures, failingSinceMs });
    if (isGivenUp(failingSinceMs, nowMs)) {
      console.error(`webhooks: endpoint ${state.id} has failed for days and is disabled`);
      return disableEndpoint(this.env.DB, state.id, nowMs);
    }
    await this.ctx.storage.setAlarm(nowMs + waitAfter(failures));
  }

  /** True when a message could not be sent. */
  async #sendNew(endpoint: StoredEndpoint): Promise<boolean> {
    const { masterKeys, settings } = readConfig(this.env);
    const keyring = await loadKeyring(masterKeys);
    let left = MAX_MESSAGES;
    for (const { name, db } of databasesOf(this.env, settings)) {
      const after = this.#state()?.reached[name] ?? 0;
      for (const entry of await rowsBehind(db, keyring, after, left)) {
        left--;
        if (wants(endpoint, entry)) {
          const delivery = await this.#send(endpoint, messageOf(name, entry));
          if (!delivery.ok) return true;
        }
        const now = this.#state();
        if (!now) return false;
        this.#save({ ...now, reached: { ...now.reached, [name]: entry.number }, failures: 0 });
      }
    }
    return false;
  }

  async #send(endpoint: StoredEndpoint, message: Message): Promise<Delivery> {
    const { masterKeys } = readConfig(this.env);
    const sealer = createSealer(await loadKeyring(masterKeys));
    const atMs = Date.now();
    const said = { id: message.id, event: message.event, atMs };
    let delivery: Delivery;
    try {
      const headers = await headersOf(message, await openSecrets({ sealer }, endpoint), atMs);
      const answer = await fetch(endpoint.url, {
        method: "POST",
        headers,
        body: message.body,
        redirect: "manual", // an answer must not send the message to another host
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      delivery = { ...said, status: answer.status, ok: answer.ok, fault: answer.ok ? "" : `status ${answer.status}` };
    } catch (error) {
      delivery = { ...said, status: 0, ok: false, fault: error instanceof Error ? error.name : "failed" };
    }
    this.ctx.storage.kv.put("deliveries", [delivery, ...this.deliveries()].slice(0, MAX_KEPT_DELIVERIES));
    return delivery;
  }

  async #ends(): Promise<Record<string, number>> {
    const { settings } = readConfig(this.env);
    const ends = databasesOf(this.env, settings).map(async ({ name, db }) => {
      const last = await db.prepare("SELECT max(number) AS number FROM audit").first<{ number: number | null }>();
      return [name, last?.number ?? 0] as const;
    });
    return Object.fromEntries(await Promise.all(ends));
  }

  #state(): State | undefined {
    return this.ctx.storage.kv.get<State>("state");
  }

  #save(state: State): void {
    this.ctx.storage.kv.put("state", state);
  }
}
