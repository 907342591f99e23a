// Cookies of this host alone, which no script reads. Another host of the domain could set a cookie of the same name and so put
// its own session or login into a browser; `__Host-` prevents that (RFC 6265bis §4.1.3.2). The prefix needs Secure, which
// Safari refuses over http. So a service whose PUBLIC_URL is http, on a developer's machine, uses plain names. Browsers keep one jar
// for all ports of a host, and an application beside it there may call its own cookie `session`, as Flask does, and each would sign
// the other's person out. So a plain name begins with ours.

import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ownOriginOf, type Settings } from "../settings.ts";

export interface HostCookies {
  read(c: Context, name: string): string | undefined;
  give(c: Context, name: string, value: string, maxAgeSeconds: number): void;
  remove(c: Context, name: string): void;
}

export const isOverHttps = (settings: Settings): boolean => ownOriginOf(settings).startsWith("https:");

export const PLAIN_PREFIX = "tiqr-";

/** `secure`: whether the cookie has its `__Host-` name and needs https. */
export function hostCookies(sameSite: "Strict" | "Lax", secure: boolean): HostCookies {
  const named = secure ? ({ prefix: "host" } as const) : {};
  const nameOf = (name: string) => (secure ? name : `${PLAIN_PREFIX}${name}`);
  const attributes = { ...named, path: "/", httpOnly: true, secure, sameSite } as const;
  return {
    read: (c, name) => (secure ? getCookie(c, name, "host") : getCookie(c, nameOf(name))),
    give: (c, name, value, maxAgeSeconds) =>
      setCookie(c, nameOf(name), value, { ...attributes, maxAge: maxAgeSeconds }),
    remove: (c, name) => {
      deleteCookie(c, nameOf(name), attributes);
    },
  };
}
