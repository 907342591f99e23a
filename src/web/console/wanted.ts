// The page of the console that somebody wants, while a sign-in or the phone's confirmation comes first. Anybody can make an
// address that names one, so it is read as a browser reads it, and only a page of the console is taken.

import type { Context } from "hono";

const START = "/console";
export const SIGN_IN = "/console/sign-in";
/** More is none of our addresses, and would make headers too long for proxies. */
const MAX_ADDRESS_CHARACTERS = 1024;
/** A host that nothing leads to: what leaves it is not ours. */
const NOWHERE = "https://console.invalid";

/** The path and query in `to`, or the start of the console where that is no page of it. */
export function wantedIn(to: string): string {
  // "//evil" and "https://evil" name a host, and so does a backslash for a slash.
  if (!to.startsWith(START) || !URL.canParse(to, NOWHERE)) return START;
  const { origin, pathname, searchParams } = new URL(to, NOWHERE);
  // Dot segments, encoded ones too, are resolved by now: what has climbed out of the console is seen.
  const isOwn = origin === NOWHERE && (pathname === START || pathname.startsWith(`${START}/`));
  // No page of ours has an empty part in its path. The sign-in, however it is spelt, would ask for the password once more.
  if (!isOwn || pathname.includes("//") || /^\/console\/sign-/.test(asRouted(pathname))) return START;
  // What had been done before the detour is no news after it.
  searchParams.delete("done");
  const address = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
  // As it is sent: there each letter that is not ASCII takes six characters or more.
  return address.length > MAX_ADDRESS_CHARACTERS ? START : address;
}

/** With its ASCII decoded, as the router reads it. */
const asRouted = (pathname: string): string => pathname.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);

/** The page to come back to after this request: itself, or the one on which the form stands that was sent. */
export function pageOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return wantedIn(c.req.method === "GET" || c.req.method === "HEAD" ? pathname + search : formPage(pathname));
}

/** The page on which a form stands that goes to this path. */
export const formPage = (path: string): string =>
  /^\/console\/tokens\/[^/]+(?=\/)/.exec(path)?.[0] ??
  path.replace(/\/(?:[^/]+\/(?:withdraw|cancel)|check|preview|phone|state)$/, "");

/** An address with one more parameter. */
export const withParameter = (address: string, parameter: string): string =>
  `${address}${address.includes("?") ? "&" : "?"}${parameter}`;

/** An address that brings along which page is wanted. */
export const withWanted = (address: string, to: string): string =>
  to === START ? address : withParameter(address, `to=${encodeURIComponent(to)}`);
