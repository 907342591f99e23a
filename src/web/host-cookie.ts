// Cookies of this host alone, which no script reads. Another host of the domain could plant its own
// session by a cookie of the same name; `__Host-` prevents that (RFC 6265bis §4.1.3.2). The prefix
// needs Secure, which Safari refuses over http, so where PUBLIC_URL is http, as for a developer,
// names are plain. All ports of a host share one jar, and an application on another port may name
// its cookie `session`, as Flask does: each would sign the other's person out. So ours have a
// prefix.

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
