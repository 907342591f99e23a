// The bell of the endpoints. With a Queue bound as EVENTS_QUEUE, a request that may have written
// rows of the trail puts an empty message into it, and its consumer (`queue` in src/index.ts) wakes
// the objects. It only says when to read; the trail says what there is. So a bell that is lost,
// late or rung twice changes nothing but the time.

import { enabledEndpoints } from "./endpoint-row.ts";

/** For how long an isolate remembers whether there is an endpoint. */
export const REMEMBERED_MS = 60_000;

/** The binding is optional, and so not in Env. */
export const bellQueueOf = (env: object): Queue | undefined => (env as { readonly EVENTS_QUEUE?: Queue }).EVENTS_QUEUE;

/** Undefined without the binding. Messages cost money: none is sent while no endpoint is known. */
export function createBell(db: D1Database, queue: Queue | undefined): (() => Promise<void>) | undefined {
  if (!queue) return undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let isHeard = false;
  return async () => {
    const nowMs = Date.now();
    if (nowMs >= askedAtMs + REMEMBERED_MS) {
      isHeard = (await enabledEndpoints(db)).length > 0;
      askedAtMs = nowMs;
    }
    if (isHeard) await queue.send("");
  };
}
