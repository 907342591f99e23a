// The cookie for guarded hosts (src/core/oidc/sessions/checked-session.ts). All hosts of the domain
// get it, so it is not the session's cookie and opens nothing here. `__Secure-` keeps it off http
// (RFC 6265bis §4.1.3.1). With an http PUBLIC_URL, on a developer's machine, it has a plain name.

import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ownOriginOf, type Settings } from "../../settings.ts";

const NAME = "forward-auth";

export interface ForwardCookie {
  read(c: Context): string | undefined;
  give(c: Context, sealed: string): void;
  /** Does nothing where there is no forward authentication. */
  remove(c: Context): void;
}

export function forwardCookie(settings: Settings): ForwardCookie {
  const { forwardAuthDomain: domain, sessionMaxMs } = settings;
  const secure = ownOriginOf(settings).startsWith("https:");
  const named = secure ? ({ prefix: "secure" } as const) : {};
  // Lax: a link from another site finds the person signed in; another site's form has no cookie.
  const attributes = { ...named, domain, path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
  return {
    read: (c) => (secure ? getCookie(c, NAME, "secure") : getCookie(c, NAME)),
    give: (c, sealed) => setCookie(c, NAME, sealed, { ...attributes, maxAge: Math.floor(sessionMaxMs / 1000) }),
    remove: (c) => {
      if (domain !== "") deleteCookie(c, NAME, attributes);
    },
  };
}
