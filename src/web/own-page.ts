// Another site could send one of our forms in a person's name. So each POST must say where it comes
// from, in headers that no page can forge: Origin (RFC 6454 §7) and, where the browser has it,
// Sec-Fetch-Site (W3C Fetch Metadata), which decides alone if Origin is `null` or missing, although
// pages let it be sent (src/web/pages/page-headers.ts). A request with neither header is refused.

import type { Context, MiddlewareHandler } from "hono";
import { ownOriginOf, type Settings } from "../settings.ts";

/** GET and HEAD change nothing, so they pass. `foreign` answers requests from elsewhere. */
export function requireOwnPage(
  settings: Settings,
  foreign: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler {
  const ownOrigin = ownOriginOf(settings);
  return async (c, next) => (isReading(c) || isFromOwnPage(c, ownOrigin) ? next() : foreign(c));
}

/** Whether Sec-Fetch-Site or Origin names another site as the sender. */
export function isFromElsewhere(c: Context, ownOrigin: string): boolean {
  const origin = c.req.header("Origin") ?? ownOrigin;
  return c.req.header("Sec-Fetch-Site") === "cross-site" || (origin !== "null" && origin !== ownOrigin);
}

const isReading = (c: Context): boolean => c.req.method === "GET" || c.req.method === "HEAD";

export function isFromOwnPage(c: Context, ownOrigin: string): boolean {
  const origin = c.req.header("Origin") ?? "null";
  const site = c.req.header("Sec-Fetch-Site");
  return origin === "null" ? site === "same-origin" : origin === ownOrigin && (site ?? "same-origin") === "same-origin";
}
