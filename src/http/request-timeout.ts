// The time limit of a request. Neither D1 nor an object gives up by itself, but clients do.

import type { MiddlewareHandler } from "hono";
import { within } from "../lib/within.ts";

const REQUEST_TIMEOUT_MS = 10_000;

/** Rejects when the work takes longer than this on top of the time that the client asked for. The rejection becomes a 503. */
export const inTime = <T>(work: Promise<T>, askedMs = 0): Promise<T> => within(askedMs + REQUEST_TIMEOUT_MS, work);

/** Limits every route that follows it. */
export const withTimeout: MiddlewareHandler = (_, next) => inTime(next());
