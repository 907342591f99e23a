// The time limit of a request. Neither D1 nor an object gives up by itself, but clients do.

import type { Context, MiddlewareHandler } from "hono";
import { TimeLimit } from "../../lib/time-limit.ts";
import { within } from "../../lib/within.ts";
import type { HttpEnv } from "../context.ts";

export const REQUEST_TIMEOUT_MS = 10_000;

/** Rejects work that takes longer than this after the wait that the client asked for: a 503. */
export const inTime = <T>(work: Promise<T>, askedMs = 0): Promise<T> => within(askedMs + REQUEST_TIMEOUT_MS, work);

/** Limits every route that follows it. */
export const withTimeout: MiddlewareHandler<HttpEnv> = (c, next) => limited(c, REQUEST_TIMEOUT_MS, next);

/** Rejects work that takes longer. The wait for a body ends earlier: src/lib/time-limit.ts. */
export function limited<T>(c: Context<HttpEnv>, milliseconds: number, work: () => Promise<T>): Promise<T> {
  const limit = new TimeLimit(milliseconds);
  c.set("limit", limit);
  return limit.within(work());
}
