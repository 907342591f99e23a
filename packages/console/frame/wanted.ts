// The page that a person wants while a sign-in or a confirmation comes first. A link could name an
// attacker's site, so the address is read as a browser reads it, and must be one of the console.

import type { Context } from "hono";

const START = "/console";
export const SIGN_IN = "/console/sign-in";
/** A longer address would make headers too long for proxies. Ours are all shorter. */
const MAX_ADDRESS_CHARACTERS = 1024;
/** A host that does not exist: an address that resolves to another host is not ours. */
const NOWHERE = "https://console.invalid";

/** Returns path and query of `to`, or the start of the console if `to` is not one of its pages. */
export function wantedIn(to: string): string {
  // "//evil", "https://evil" and "/\evil" name another host. None begins like the console.
  if (!to.startsWith(START) || !URL.canParse(to, NOWHERE)) return START;
  const { origin, pathname, searchParams } = new URL(to, NOWHERE);
  // Dot segments, encoded ones too, could climb out of the console. By now they are resolved.
  const isOwn = origin === NOWHERE && (pathname === START || pathname.startsWith(`${START}/`));
  // No page of ours has `//` in its path, and the sign-in, however spelled, would ask once more.
  if (!isOwn || pathname.includes("//") || /^\/console\/sign-/.test(asRouted(pathname))) return START;
  // `done` announces what happened before the sign-in; do not announce it again.
  searchParams.delete("done");
  const address = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
  // Counted as sent, where each non-ASCII letter takes six characters or more.
  return address.length > MAX_ADDRESS_CHARACTERS ? START : address;
}

/** Decodes ASCII in the path, as the router does. */
const asRouted = (pathname: string): string => pathname.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);

/** The page to come back to after this request: its own, or the page of the form that it sent. */
export function pageToReturnTo(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return wantedIn(c.req.method === "GET" || c.req.method === "HEAD" ? pathname + search : formPage(pathname));
}

/** The page with the form that goes to this path. */
export const formPage = (path: string): string =>
  /^\/console\/(?:tokens\/[^/]+|account\/[^/]+|users\/[^/]+\/[^/]+)(?=\/)/.exec(path)?.[0] ??
  path.replace(/\/(?:[^/]+\/(?:withdraw|cancel)|check|preview|phone|state)$/, "");

/** An address with one more parameter. */
export const withParameter = (address: string, parameter: string): string =>
  `${address}${address.includes("?") ? "&" : "?"}${parameter}`;

/** An address that names the wanted page. */
export const withWanted = (address: string, to: string): string =>
  to === START ? address : withParameter(address, `to=${encodeURIComponent(to)}`);
