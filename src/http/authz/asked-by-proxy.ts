// Reads what a proxy asks about, from the headers of each kind of proxy. These are Authelia's, so that its guides hold here, too. A proxy
// must set these headers itself, or a browser could name another host than it goes to: docs/forward-auth.md.

import type { Context } from "hono";

export interface AskedByProxy {
  /** The whole address, as the proxy tells it; nothing of it is verified. */
  readonly address: string;
  readonly method: string;
}

/** Traefik, Caddy. */
export const askedByHeaders = (c: Context): AskedByProxy => ({
  address: joined(c, c.req.header("X-Forwarded-Host"), c.req.header("X-Forwarded-URI")),
  method: c.req.header("X-Forwarded-Method") ?? "GET",
});

/** nginx. */
export const askedByUrl = (c: Context): AskedByProxy => ({
  address: c.req.header("X-Original-URL") ?? "",
  method: c.req.header("X-Original-Method") ?? "GET",
});

export const EXT_AUTHZ = "/authz/ext-authz";

/**
 * Envoy: the request itself, with its own host, below our path. A hop between that has to name this service as the host, as
 * Cloudflare's edge wants it, tells the other one in X-Forwarded-Host; beside another host that header counts for nothing.
 */
export const askedByPath =
  (ownHost: string) =>
  (c: Context): AskedByProxy => {
    // As it was sent: a parser would take `..` away.
    const [, host = "", target = ""] = /^https?:\/\/([^/?#]*)([^#]*)/.exec(c.req.url) ?? [];
    const path = target.slice(EXT_AUTHZ.length).replace(/^\/\//, "/");
    const named = host.toLowerCase() === ownHost ? c.req.header("X-Forwarded-Host") : host;
    return { address: joined(c, named, path), method: c.req.method };
  };

const joined = (c: Context, host = "", path = "/"): string => `${c.req.header("X-Forwarded-Proto")}://${host}${path}`;
