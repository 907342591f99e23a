// How long a request may take. Neither D1 nor an object gives up by itself, and whoever waits here has given up by then.

import type { MiddlewareHandler } from "hono";
import { within } from "../lib/within.ts";

const REQUEST_TIMEOUT_MS = 10_000;

/** Rejects, which becomes a 503, when the work takes that long on top of the time that the client asked for. */
export const inTime = <T>(work: Promise<T>, askedMs = 0): Promise<T> => within(askedMs + REQUEST_TIMEOUT_MS, work);

/** For every route behind it. */
export const withTimeout: MiddlewareHandler = (_, next) => inTime(next());
