// Reads what a proxy asks about, from Authelia's headers for each kind of proxy, so that its guides
// hold here. If the proxy does not set them, a browser could name any host: docs/forward-auth.md.

import type { Context } from "hono";

export interface ProxyRequest {
  /** The whole address, as the proxy tells it, unverified. */
  readonly address: string;
  readonly method: string;
}

/** Traefik, Caddy, HAProxy. */
export const askedByHeaders = (c: Context): ProxyRequest => ({
  address: joined(c, c.req.header("X-Forwarded-Host"), c.req.header("X-Forwarded-URI")),
  method: c.req.header("X-Forwarded-Method") ?? "GET",
});

/** nginx. */
export const askedByUrl = (c: Context): ProxyRequest => ({
  address: c.req.header("X-Original-URL") ?? "",
  method: c.req.header("X-Original-Method") ?? "GET",
});

export const EXT_AUTHZ = "/authz/ext-authz";

/**
 * Envoy: the request itself, with its own host, below our path. A proxy that must send our own name
 * as Host (Cloudflare's edge requires it) puts the guarded host into X-Forwarded-Host. With another
 * Host that header is ignored.
 */
export const askedByPath =
  (ownHost: string) =>
  (c: Context): ProxyRequest => {
    // Read as it was sent: a parser would resolve `..`.
    const [, host = "", target = ""] = /^https?:\/\/([^/?#]*)([^#]*)/.exec(c.req.url) ?? [];
    const path = target.slice(EXT_AUTHZ.length).replace(/^\/\//, "/");
    const named = host.toLowerCase() === ownHost ? c.req.header("X-Forwarded-Host") : host;
    return { address: joined(c, named, path), method: c.req.method };
  };

/** Of a WebSocket Traefik says `wss`: its handshake is a request by https. */
const joined = (c: Context, host = "", path = "/"): string =>
  `${c.req.header("X-Forwarded-Proto")?.replace(/^ws(s?)$/i, "http$1")}://${host}${path}`;
