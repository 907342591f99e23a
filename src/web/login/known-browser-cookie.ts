// The cookie of a browser in which people have signed in: src/core/login/known-browser.ts. They all
// share it. It goes to this host alone, and never with a request from another site.

import type { Context } from "hono";
import { KNOWN_FOR_MS, type LastLogin, readKnownBrowser } from "../../core/login/known-browser.ts";
import type { Ports } from "../../core/ports/index.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";

const NAME = "device";

export interface KnownBrowserCookie {
  /** Reads the people who have signed in in this browser before. */
  read(c: Context): Promise<readonly LastLogin[]>;
  give(c: Context, sealed: string): void;
}

export function knownBrowserCookie({ settings, sealer }: Pick<Ports, "settings" | "sealer">): KnownBrowserCookie {
  const cookies = hostCookies("Strict", isOverHttps(settings));
  return {
    read: (c) => readKnownBrowser(sealer, cookies.read(c, NAME), Date.now()),
    give: (c, sealed) => cookies.give(c, NAME, sealed, KNOWN_FOR_MS / 1000),
  };
}
