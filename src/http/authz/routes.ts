// Forward authentication: a proxy asks about each request, in the way of Authelia
// (internal/handlers/handler_authz*.go). src/core/oidc/sessions/forward-auth.ts decides.
//
//   200   the request may pass, with Remote-User, Remote-Groups, Remote-Name, Remote-Email
//   302   the person has to sign in, at the address in Location: 303 unless by GET, HEAD or
//         OPTIONS; 401 for scripts, and for proxies that redirect by themselves
//   403   no client has the host
//   404   FORWARD_AUTH_DOMAIN is empty

import type { Context } from "hono";
import { admit, createForwardMemory } from "../../core/oidc/sessions/forward-auth.ts";
import { readGuarded, signInAddress } from "../../core/oidc/sessions/guarded-address.ts";
import { refused } from "../answer/refused.ts";
import { callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { Hono } from "../hono.ts";
import { keepOpener } from "../request/opener.ts";
import { askedByHeaders, askedByPath, askedByUrl, EXT_AUTHZ, type ProxyRequest } from "./asked-by-proxy.ts";
import { forwardCookie } from "./forward-cookie.ts";
import { remoteHeaders } from "./remote-headers.ts";

export function authzRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const cookies = forwardCookie(settings);
  const memory = createForwardMemory();

  const answer =
    (read: (c: Context) => ProxyRequest, redirects: boolean) =>
    async (c: Context<HttpEnv>): Promise<Response> => {
      if (settings.forwardAuthDomain === "") return refused(c, { code: "unknown-path" });
      const { address, method } = read(c);
      const guarded = readGuarded(address, settings);
      const admission = await admit(ports, memory, guarded?.host, cookies.read(c), callOf(c));
      c.header("Cache-Control", "no-store");
      if (!guarded || admission.kind === "unguarded") return refused(c, { code: "unguarded-host" });
      if (admission.kind === "sign-in") {
        keepOpener(c); // some proxies pass the headers on
        const status = redirects && showsPages(c) ? redirectFor(method) : 401;
        return c.body(null, status, { Location: signInAddress(settings, guarded) });
      }
      if (admission.cookie !== undefined) cookies.give(c, admission.cookie);
      return c.body(null, 200, remoteHeaders(admission.told));
    };

  const kinds = [
    ["/authz/forward-auth", answer(askedByHeaders, true)],
    ["/authz/auth-request", answer(askedByUrl, false)],
    // Matches the path itself and everything below. A `*` here would be taken for middleware.
    [`${EXT_AUTHZ}/:path{(?:.+)?}`, answer(askedByPath(new URL(settings.publicUrl).host), true)],
  ] as const;
  for (const [path, handle] of kinds) {
    app.get(path, handle);
    // Envoy asks with the method of the guarded request, so every method gets a verdict.
    app.all(path, handle);
  }

  return app;
}

/** A script cannot show a sign-in page. As in Authelia, a wildcard means HTML only if first. */
function showsPages(c: Context): boolean {
  if (c.req.header("X-Requested-With")?.toLowerCase() === "xmlhttprequest") return false;
  const types = (c.req.header("Accept") ?? "").split(",").map((type) => type.split(";")[0]?.trim().toLowerCase());
  return types[0] === "*/*" || types.includes("text/html");
}

/** 303 makes the browser switch to GET: a form must not be sent to the sign-in page. */
const redirectFor = (method: string): 302 | 303 =>
  ["GET", "HEAD", "OPTIONS"].includes(method.toUpperCase()) ? 302 : 303;
