// The cookie of a session: src/core/oidc/sessions/browser-session.ts. Applications lead people here from their own sites, so it comes along
// with a link (SameSite=Lax), but with no form of another site. It goes to this host alone. The cookie for hosts behind a proxy
// stands for the same session, so it goes when the session does, or another person's begins.

import type { Context } from "hono";
import { type BrowserKey, keyIn } from "../../core/oidc/sessions/browser-session.ts";
import { forwardCookie } from "../../http/authz/forward-cookie.ts";
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
  const forHosts = forwardCookie(settings);
  return {
    read: (c) => keyIn(cookies.read(c, NAME)),
    give: (c, cookie) => {
      cookies.give(c, NAME, cookie, Math.floor(settings.sessionMaxMs / 1000));
      forHosts.remove(c);
    },
    remove: (c) => {
      cookies.remove(c, NAME);
      forHosts.remove(c);
    },
  };
}
