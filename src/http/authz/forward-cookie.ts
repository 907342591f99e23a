// The cookie for guarded hosts (src/core/oidc/sessions/checked-session.ts). All hosts of the domain
// get it, so it is not the session's cookie and opens nothing here. `__Secure-` keeps it off http
// (RFC 6265bis §4.1.3.1). With an http PUBLIC_URL, on a developer's machine, it has a plain name.

import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ownOriginOf, type Settings } from "../../settings.ts";

const NAME = "forward-auth";

export function forwardCookie(settings: Settings) {
  const { forwardAuthDomain: domain, sessionMaxMs } = settings;
  const secure = ownOriginOf(settings).startsWith("https:");
  const named = secure ? ({ prefix: "secure" } as const) : {};
  // Lax: a link from another site finds the person signed in; another site's form has no cookie.
  const attributes = { ...named, domain, path: "/", httpOnly: true, secure, sameSite: "Lax" } as const;
  return {
    read: (c: Context) => (secure ? getCookie(c, NAME, "secure") : getCookie(c, NAME)),
    give: (c: Context, sealed: string) =>
      setCookie(c, NAME, sealed, { ...attributes, maxAge: Math.floor(sessionMaxMs / 1000) }),
    /** Does nothing without forward authentication. */
    remove: (c: Context) => {
      if (domain !== "") deleteCookie(c, NAME, attributes);
    },
  };
}
