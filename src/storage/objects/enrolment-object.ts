// The Durable Object of one enrolment that a page watches, named by its enrollment_id. It is a bell
// and stores nothing but an alarm: D1 holds the progress. Each change in D1 rings; the object then
// reads D1 and tells its listeners. A lost ring loses nothing, because the next read tells the
// progress, at the latest the alarm's when the QR code expires.

import { DurableObject } from "cloudflare:workers";
import { orderOf, progressOf, UNKNOWN_ENROLLMENT } from "../../core/enrolment/progress.ts";
import type { EnrolmentProgress, StoredEnrolment } from "../../core/ports/tokens/enrolments.ts";
import { environmentOf } from "../environment.ts";
import { databasesOf } from "../shards/databases.ts";
import { statement } from "../sql/sql.ts";
import { answerClose, Listeners, refuseMessage } from "./listeners.ts";
import { newsOfEnrolment } from "./news.ts";

export class EnrollmentObject extends DurableObject<Env> {
  readonly #listeners = new Listeners(this.ctx);

  /** Call this after a change in D1. It costs D1 nothing while there are no listeners. */
  async ring(): Promise<void> {
    if (this.#listeners.areThere) await this.#look();
  }

  /** The progress once it is beyond `known`, at the latest after `waitMs`. Undefined: too many. */
  async wait(known: EnrolmentProgress, waitMs: number): Promise<EnrolmentProgress | undefined> {
    if (waitMs === 0) return this.#look();
    // A ring between the look and the wait would be missed, so the wait begins first.
    const change = this.#listeners.wait(orderOf(known), waitMs);
    if (!change) return undefined;
    const now = await this.#look();
    if (orderOf(now) > orderOf(known)) return now;
    await change;
    return this.#look();
  }

  /** Answers an upgrade to a WebSocket, the only request that comes this way. */
  override async fetch(): Promise<Response> {
    return this.#listeners.connect(async () => newsOfEnrolment(await this.#look(true)));
  }

  override webSocketMessage(socket: WebSocket): void {
    refuseMessage(socket);
  }

  override webSocketClose(socket: WebSocket): void {
    answerClose(socket);
  }

  override async alarm(): Promise<void> {
    const { state } = await this.#look(true);
    // An alarm may come some milliseconds early; the look has then set another.
    if (state !== "started" && state !== "fetched") await this.ctx.storage.deleteAll();
  }

  /** Reads the primary and tells all listeners. `wakes`: an alarm tells them of the expiry, too. */
  async #look(wakes = false): Promise<EnrolmentProgress> {
    const { settings } = await environmentOf(this.env);
    // The name of the object names no user, so every database is asked.
    const rows = await Promise.all(
      databasesOf(this.env, settings).map(({ db }) =>
        statement<StoredEnrolment>(
          db,
          `SELECT rollout_state AS rolloutState, proven_at_ms AS provenAtMs,
             session_expires_at_ms AS sessionExpiresAtMs, session_uses AS sessionUses
           FROM token WHERE session_hash = :id`,
          { id: this.ctx.id.name ?? "" },
        ).first(),
      ),
    );
    const stored = rows.find((row) => row !== null);
    const progress = stored ? progressOf(stored, Date.now()) : UNKNOWN_ENROLLMENT;
    this.#listeners.tell(newsOfEnrolment(progress));
    const isUnderWay = progress.state === "started" || progress.state === "fetched";
    if (wakes && isUnderWay) await this.ctx.storage.setAlarm(stored?.sessionExpiresAtMs ?? 0);
    return progress;
  }
}
