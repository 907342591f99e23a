// The time limit of a request. Neither D1 nor an object gives up by itself, but clients do.

import type { Context, MiddlewareHandler } from "hono";
import { TimeLimit } from "../../lib/time-limit.ts";
import { within } from "../../lib/within.ts";
import type { HttpEnv } from "../context.ts";

export const REQUEST_TIMEOUT_MS = 10_000;

/** Rejects when the work takes longer than this on top of the time that the client asked for. The rejection becomes a 503. */
export const inTime = <T>(work: Promise<T>, askedMs = 0): Promise<T> => within(askedMs + REQUEST_TIMEOUT_MS, work);

/** Limits every route that follows it. */
export const withTimeout: MiddlewareHandler<HttpEnv> = (c, next) => limited(c, REQUEST_TIMEOUT_MS, next);

/** Rejects when the work takes longer. The time of a body that does not arrive is its sender's (src/lib/time-limit.ts). */
export function limited<T>(c: Context<HttpEnv>, milliseconds: number, work: () => Promise<T>): Promise<T> {
  const limit = new TimeLimit(milliseconds);
  c.set("limit", limit);
  return limit.within(work());
}
