// Which program asks: the first product of the User-Agent (RFC 9110 §10.1.5). It is a hint for the form of an answer and proves
// nothing, so no right hangs on it. "ownCloud Server Crawler" is the product `owncloud`.

import type { Context } from "hono";

/** In lower case, because the products of privacyIDEA's clients are written in several ways; "" without a User-Agent. */
export const productOf = (c: Context): string =>
  (c.req.header("User-Agent") ?? "").split(/[/\s]/, 1)[0]?.toLowerCase() ?? "";
