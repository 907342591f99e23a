// The headers that go on to the server and come back from it, without those that are for one hop,
// describe the client, or hold a cookie of ours.

/** RFC 9110 §7.6.1. */
const OF_ONE_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** A client could lie to the server in these: only we say where a request comes from. */
const OF_CLIENT = [
  ...["host", "forwarded", "x-real-ip"],
  ...["cf-connecting-ip", "cf-ipcountry", "cf-ray", "cf-visitor", "cdn-loop", "cf-worker", "true-client-ip"],
];
/** All headers that begin like this describe the client, too. */
const FORWARDED = "x-forwarded-";

/**
 * Cookies of our pages (src/web/host-cookie.ts) and of forward authentication
 * (src/http/authz/forward-cookie.ts): with one of them that server could act for whoever is signed
 * in here. A browser returns a nameless cookie (`=__Host-…`) as one of that name.
 */
const IS_OUR_COOKIE = /^\s*=?\s*(__Host-|__Secure-forward-auth=|tiqr-|forward-auth=)/i;

export function sentOn(original: Headers): Headers {
  const headers = new Headers(original);
  // RFC 9110 §7.6.1: Connection names further ones.
  const named = (original.get("Connection") ?? "").split(",").map((name) => name.trim().toLowerCase());
  for (const name of [...headers.keys()]) if (named.includes(name) || isLeftOut(name)) headers.delete(name);
  dropOurCookies(headers);
  return headers;
}

/** A WSGI server reads X_Forwarded_For as X-Forwarded-For, unless a proxy before it drops it. */
function isLeftOut(name: string): boolean {
  const read = name.replaceAll("_", "-");
  return OF_ONE_HOP.includes(read) || OF_CLIENT.includes(read) || read.startsWith(FORWARDED);
}

function dropOurCookies(headers: Headers): void {
  const cookies = headers.get("Cookie")?.split(";") ?? [];
  // Two header lines of cookies arrive as one, with a comma between them.
  const others = cookies.filter((cookie) => !cookie.split(",").some((part) => IS_OUR_COOKIE.test(part)));
  if (others.length > 0) headers.set("Cookie", others.join(";").trim());
  else headers.delete("Cookie");
  const set = headers.getSetCookie();
  headers.delete("Set-Cookie");
  for (const cookie of set) if (!IS_OUR_COOKIE.test(cookie)) headers.append("Set-Cookie", cookie);
}
