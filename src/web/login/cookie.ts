// The secret of the browser that began a login, in a cookie of that login alone, so that two tabs do not disturb each other.
// `__Host-` keeps other hosts of the domain from setting it (RFC 6265bis §4.1.3.2). It needs Secure, which Safari refuses
// over http, so a service whose PUBLIC_URL is http, on one's own machine, has a plain name without it.

import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";

export interface LoginCookies {
  read(c: Context, transactionId: string): string | undefined;
  give(c: Context, transactionId: string, secret: string): void;
  remove(c: Context, transactionId: string): void;
}

/** `validityMs`: of a login. A browser that comes a little later still hears how it ended. */
export function loginCookies(ownOrigin: string, validityMs: number): LoginCookies {
  const secure = ownOrigin.startsWith("https:");
  const nameOf = (transactionId: string) => `${secure ? "__Host-" : ""}login-${transactionId}`;
  const set = (c: Context, transactionId: string, value: string, maxAge: number) =>
    setCookie(c, nameOf(transactionId), value, { path: "/", httpOnly: true, secure, sameSite: "Strict", maxAge });
  return {
    // An id is digits alone; what else is asked for has no cookie.
    read: (c, transactionId) => (/^\d+$/.test(transactionId) ? getCookie(c, nameOf(transactionId)) : undefined),
    give: (c, transactionId, secret) => set(c, transactionId, secret, Math.ceil(validityMs / 1000) + 60),
    remove: (c, transactionId) => set(c, transactionId, "", 0),
  };
}
