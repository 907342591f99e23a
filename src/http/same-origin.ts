// Forms of our pages are ours to send. A browser says where a POST comes from, and no page can make it lie: Origin
// (RFC 6454 §7), which is `null` for a form of a page that tells no referrer, and then Sec-Fetch-Site (W3C Fetch Metadata).
// Who says neither is no browser that has our page, so nobody.

import type { Context } from "hono";

export function isFromOwnPage(c: Context, ownOrigin: string): boolean {
  const origin = c.req.header("Origin") ?? "null";
  const site = c.req.header("Sec-Fetch-Site");
  return origin === "null" ? site === "same-origin" : origin === ownOrigin && (site ?? "same-origin") === "same-origin";
}
