// The program that asks: the first product of the User-Agent (RFC 9110 §10.1.5). Anyone can send
// any, so it chooses the form of an answer, never a right. "ownCloud Server Crawler" is `owncloud`.

import type { Context } from "hono";

/** In lower case, since clients spell their products in several ways; "" without a User-Agent. */
export const productOf = (c: Context): string =>
  (c.req.header("User-Agent") ?? "").split(/[/\s]/, 1)[0]?.toLowerCase() ?? "";
