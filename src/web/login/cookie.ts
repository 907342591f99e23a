// The cookies of the login page, which go to this host alone and never with a request from another
// site.

import type { Context } from "hono";
import { KNOWN_FOR_MS, type LastLogin, readKnownBrowser } from "../../core/login/known-browser.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { Settings } from "../../settings.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";

/** Each login has the secret of its browser in a cookie of its own: two tabs do not interfere. */
export interface LoginCookies {
  read(c: Context, transactionId: string): string | undefined;
  /** The ids of the logins that this browser has begun and not finished. */
  ids(c: Context): readonly string[];
  give(c: Context, transactionId: string, secret: string): void;
  remove(c: Context, transactionId: string): void;
}

export function loginCookies(settings: Settings): LoginCookies {
  const cookies = hostCookies("Strict", isOverHttps(settings));
  // A browser that comes a little after the end of its login still hears how it ended.
  const maxAgeSeconds = Math.ceil(settings.challengeValidityMs / 1000) + 60;
  const nameOf = (transactionId: string) => `login-${transactionId}`;
  return {
    // Other text could break the name of the cookie. Ids are digits, so other text has no cookie.
    read: (c, transactionId) => (/^\d+$/.test(transactionId) ? cookies.read(c, nameOf(transactionId)) : undefined),
    ids: (c) =>
      [...(c.req.header("Cookie") ?? "").matchAll(/(?:^|; *)(?:__Host-|tiqr-)login-(\d+)=/g)].map(([, id = ""]) => id),
    give: (c, transactionId, secret) => cookies.give(c, nameOf(transactionId), secret, maxAgeSeconds),
    remove: (c, transactionId) => cookies.remove(c, nameOf(transactionId)),
  };
}

const KNOWN = "device";

/** A browser in which people have signed in, who all share it: src/core/login/known-browser.ts. */
export interface KnownBrowserCookie {
  /** Reads the people who have signed in in this browser before. */
  read(c: Context): Promise<readonly LastLogin[]>;
  give(c: Context, sealed: string): void;
}

export function knownBrowserCookie({ settings, sealer }: Pick<Ports, "settings" | "sealer">): KnownBrowserCookie {
  const cookies = hostCookies("Strict", isOverHttps(settings));
  return {
    read: (c) => readKnownBrowser(sealer, cookies.read(c, KNOWN), Date.now()),
    give: (c, sealed) => cookies.give(c, KNOWN, sealed, KNOWN_FOR_MS / 1000),
  };
}
