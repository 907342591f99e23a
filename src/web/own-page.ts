// Forms of our pages are ours to send. A browser says where a POST comes from, and no page can make it lie: Origin
// (RFC 6454 §7), and Sec-Fetch-Site (W3C Fetch Metadata) where it has that. Our pages let their origin be told
// (src/web/pages/page-headers.ts); where something strips it all the same, to `null` or to nothing, Sec-Fetch-Site alone decides.
// Who says neither is no browser that has our page, so nobody.

export function isFromOwnPage(header: (name: string) => string | undefined, ownOrigin: string): boolean {
  const origin = header("Origin") ?? "null";
  const site = header("Sec-Fetch-Site");
  return origin === "null" ? site === "same-origin" : origin === ownOrigin && (site ?? "same-origin") === "same-origin";
}
