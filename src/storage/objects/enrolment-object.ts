// The Durable Object of one enrolment that somebody watches, named by its enrollment_id. It is a bell, and stores nothing but an
// alarm: how far the enrolment is, D1 says. Whoever changes that there rings, and the object looks and tells whoever listens.
// So nothing is lost when a ring is: the next look, at the latest the alarm's when the QR code expires, says how it stands.

import { DurableObject } from "cloudflare:workers";
import { orderOf, progressOf, UNKNOWN_ENROLLMENT } from "../../core/enrolment/progress.ts";
import type { EnrolmentProgress, StoredEnrolment } from "../../core/ports/enrolments.ts";
import { statement } from "../sql/sql.ts";
import { answerClose, Listeners, refuseMessage } from "./listeners.ts";
import { newsOfEnrolment } from "./news.ts";

export class EnrollmentObject extends DurableObject<Env> {
  readonly #listeners = new Listeners(this.ctx);

  /** To be called when something has changed in D1. It costs D1 nothing while nobody listens. */
  async ring(): Promise<void> {
    if (this.#listeners.areThere) await this.#look();
  }

  /** Now, or as soon as it is further than `known`; undefined when too many wait. */
  async wait(known: EnrolmentProgress, waitMs: number): Promise<EnrolmentProgress | undefined> {
    if (waitMs === 0) return this.#look();
    // Before the look, so that no ring falls between the two. What the look finds ends the wait as a ring does.
    const change = this.#listeners.wait(orderOf(known), waitMs);
    if (!change) return undefined;
    const now = await this.#look();
    if (orderOf(now) > orderOf(known)) return now;
    await change;
    return this.#look();
  }

  /** An upgrade to a WebSocket; nothing else is asked this way. */
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
    // Alarms may come some milliseconds early; then the look has set another.
    if (state !== "started" && state !== "fetched") await this.ctx.storage.deleteAll();
  }

  /** Reads on the primary, tells everybody. `wakes`: expiry is told, too, when it comes. */
  async #look(wakes = false): Promise<EnrolmentProgress> {
    const stored = await statement(
      this.env.DB,
      `SELECT rollout_state AS rolloutState, session_expires_at_ms AS sessionExpiresAtMs, session_uses AS sessionUses
       FROM token WHERE session_hash = :id`,
      { id: this.ctx.id.name ?? "" },
    ).first<StoredEnrolment>();
    const progress = stored ? progressOf(stored, Date.now()) : UNKNOWN_ENROLLMENT;
    this.#listeners.tell(newsOfEnrolment(progress));
    const isUnderWay = progress.state === "started" || progress.state === "fetched";
    if (wakes && isUnderWay) await this.ctx.storage.setAlarm(stored?.sessionExpiresAtMs ?? 0);
    return progress;
  }
}
