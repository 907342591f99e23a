// What a browser in which people have signed in is known by: src/core/login/known-browser.ts. One cookie for all people of a browser,
// sent to this host alone and never on the way from another site. Its name is plain over http for the reason in ./cookie.ts.

import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { KNOWN_FOR_MS, readKnownBrowser, type SignedInBefore } from "../../core/login/known-browser.ts";
import type { Sealer } from "../../core/ports/sealer.ts";

export interface KnownBrowserCookie {
  /** Who has signed in in this browser before. */
  read(c: Context): Promise<readonly SignedInBefore[]>;
  give(c: Context, sealed: string): void;
}

export function knownBrowserCookie(ownOrigin: string, sealer: Sealer): KnownBrowserCookie {
  const secure = ownOrigin.startsWith("https:");
  const name = `${secure ? "__Host-" : ""}device`;
  const attributes = { path: "/", httpOnly: true, secure, sameSite: "Strict", maxAge: KNOWN_FOR_MS / 1000 } as const;
  return {
    read: (c) => readKnownBrowser(sealer, getCookie(c, name), Date.now()),
    give: (c, sealed) => setCookie(c, name, sealed, attributes),
  };
}
