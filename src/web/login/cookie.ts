// The secret of the browser that began a login, in a cookie of that login alone, so that two tabs do not disturb each other.

import type { Context } from "hono";
import type { Settings } from "../../settings.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";

export interface LoginCookies {
  read(c: Context, transactionId: string): string | undefined;
  give(c: Context, transactionId: string, secret: string): void;
  remove(c: Context, transactionId: string): void;
}

export function loginCookies(settings: Settings): LoginCookies {
  const cookies = hostCookies("Strict", isOverHttps(settings));
  // A browser that comes a little later than its login ends still hears how it ended.
  const maxAgeSeconds = Math.ceil(settings.challengeValidityMs / 1000) + 60;
  const nameOf = (transactionId: string) => `login-${transactionId}`;
  return {
    // An id is digits alone; what else is asked for has no cookie.
    read: (c, transactionId) => (/^\d+$/.test(transactionId) ? cookies.read(c, nameOf(transactionId)) : undefined),
    give: (c, transactionId, secret) => cookies.give(c, nameOf(transactionId), secret, maxAgeSeconds),
    remove: (c, transactionId) => cookies.remove(c, nameOf(transactionId)),
  };
}
