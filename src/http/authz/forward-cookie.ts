// The cookie for hosts behind a proxy (src/core/oidc/sessions/checked-session.ts). All hosts of the domain get it, so it is not the cookie of
// the session, and opens nothing at this service. `__Secure-` keeps it off http (RFC 6265bis §4.1.3.1); a service whose PUBLIC_URL
// is http, on a developer's machine, uses a plain name.

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
  // Lax: a link from another site leads to an application, and the person is signed in there. A form of another site brings no cookie.
  const attributes = { ...named, domain, path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
  return {
    read: (c) => (secure ? getCookie(c, NAME, "secure") : getCookie(c, NAME)),
    give: (c, sealed) => setCookie(c, NAME, sealed, { ...attributes, maxAge: Math.floor(sessionMaxMs / 1000) }),
    remove: (c) => {
      if (domain !== "") deleteCookie(c, NAME, attributes);
    },
  };
}
