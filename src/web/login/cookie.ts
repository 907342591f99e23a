// Each login has the secret of its browser in a cookie of its own: two tabs do not interfere.

import type { Context } from "hono";
import type { Settings } from "../../settings.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";

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
