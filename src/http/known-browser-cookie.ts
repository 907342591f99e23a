// What a browser in which somebody has signed in is known by: src/core/known-browser.ts. One cookie for all people of a browser,
// sent to this host alone and never on the way from another site. Its name is plain over http for the reason in ./login-cookie.ts.

import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { KNOWN_FOR_MS } from "../core/known-browser.ts";

export interface KnownBrowserCookie {
  read(c: Context): string | undefined;
  give(c: Context, sealed: string): void;
}

export function knownBrowserCookie(ownOrigin: string): KnownBrowserCookie {
  const secure = ownOrigin.startsWith("https:");
  const name = `${secure ? "__Host-" : ""}device`;
  const attributes = { path: "/", httpOnly: true, secure, sameSite: "Strict", maxAge: KNOWN_FOR_MS / 1000 } as const;
  return {
    read: (c) => getCookie(c, name),
    give: (c, sealed) => setCookie(c, name, sealed, attributes),
  };
}
