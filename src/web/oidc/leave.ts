// Sends a browser on.

import type { Context } from "hono";
import type { Given } from "../../core/oidc/given.ts";

/** 303, for by 307 a browser would send a form with a PIN on to that address (RFC 9700 §4.12). */
export function leave(c: Context, address: string): Response {
  c.header("Cache-Control", "no-store");
  return c.redirect(address, 303);
}

export const queryOf = (given: Given): URLSearchParams =>
  new URLSearchParams([...given].flatMap(([name, values]) => values.map((value) => [name, value])));
