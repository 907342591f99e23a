// The forms of our pages are ours to send. Another site could send one in a person's name, so each POST is asked where it
// comes from, and no page can make a browser lie about that: Origin (RFC 6454 §7), and Sec-Fetch-Site (W3C Fetch Metadata)
// where the browser has it. Our pages let their origin be told (src/web/pages/page-headers.ts); where something strips it
// to `null` or to nothing, Sec-Fetch-Site alone decides. A request with neither header comes from no browser showing our
// page: it is refused.

import type { Context, MiddlewareHandler } from "hono";
import { ownOriginOf, type Settings } from "../settings.ts";

/** For GET and HEAD, which change nothing, there is no question. `foreign` answers what comes from elsewhere. */
export function requireOwnPage(
  settings: Settings,
  foreign: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  const ownOrigin = ownOriginOf(settings);
  return async (c, next) => (isReading(c) || isFromOwnPage(c, ownOrigin) ? next() : foreign(c));
}

const isReading = (c: Context): boolean => c.req.method === "GET" || c.req.method === "HEAD";

function isFromOwnPage(c: Context, ownOrigin: string): boolean {
  const origin = c.req.header("Origin") ?? "null";
  const site = c.req.header("Sec-Fetch-Site");
  return origin === "null" ? site === "same-origin" : origin === ownOrigin && (site ?? "same-origin") === "same-origin";
}
