// Another site could send one of our forms in a person's name. So each POST must say where it comes from, in headers that no page
// can make a browser forge: Origin (RFC 6454 §7), and Sec-Fetch-Site (W3C Fetch Metadata) if the browser has it. Our pages
// allow their origin to be sent (src/web/pages/page-headers.ts); if it arrives as `null` or not at all, Sec-Fetch-Site alone
// decides. A request with neither header comes from no browser showing our page: it is refused.

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

/** Whether the headers say that another site has sent it. A browser without Fetch Metadata says so by its Origin. */
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
