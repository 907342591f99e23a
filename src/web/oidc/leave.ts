// Sends a browser on.

import type { Context } from "hono";
import type { OauthParams } from "../../core/oidc/oauth-params.ts";

/** 303, not 307, by which a browser would send a form and its PIN on (RFC 9700 §4.12). */
export function leave(c: Context, address: string): Response {
  c.header("Cache-Control", "no-store");
  return c.redirect(address, 303);
}

export const queryOf = (params: OauthParams): URLSearchParams =>
  new URLSearchParams([...params].flatMap(([name, values]) => values.map((value) => [name, value])));
