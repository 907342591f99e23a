// The cookie of a session: src/core/oidc/browser-session.ts. Applications lead people here from their own sites, so it comes along
// with a link (SameSite=Lax), but with no form of another site. It goes to this host alone.

import type { Context } from "hono";
import { type BrowserKey, keyIn } from "../../core/oidc/browser-session.ts";
import type { Settings } from "../../settings.ts";
import { hostCookies, isOverHttps } from "../host-cookie.ts";

const NAME = "session";

export interface SessionCookie {
  read(c: Context): Promise<BrowserKey | undefined>;
  give(c: Context, cookie: string): void;
  remove(c: Context): void;
}

export function sessionCookie(settings: Settings): SessionCookie {
  const cookies = hostCookies("Lax", isOverHttps(settings));
  return {
    read: (c) => keyIn(cookies.read(c, NAME)),
    give: (c, cookie) => cookies.give(c, NAME, cookie, Math.floor(settings.sessionMaxMs / 1000)),
    remove: (c) => cookies.remove(c, NAME),
  };
}
