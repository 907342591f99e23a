// The cookie of a session: src/core/oidc/sessions/browser-session.ts. Applications lead people here
// from their own sites, so a link brings it (SameSite=Lax), a form of another site does not. It
// goes to this host alone. The cookie for hosts behind a proxy stands for the same session, so it
// goes when the session ends or another person's begins.

import type { Context } from "hono";
import { keyIn } from "../core/oidc/sessions/browser-session.ts";
import type { BrowserKey } from "../core/ports/oidc/browser-sessions.ts";
import { forwardCookie } from "../http/authz/forward-cookie.ts";
import type { Settings } from "../settings.ts";
import { hostCookies, isOverHttps } from "./host-cookie.ts";

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
