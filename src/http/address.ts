// The client's address, for limits and audit rows. A header that anyone may send is worth nothing: a forged one would take
// its sender out of every limit and put another's address into the trail. CF-Connecting-IP is believed where the edge, or
// a proxy that TRUSTED_PROXY vouches for, sets it itself, and only when it is an address.

import type { Context, MiddlewareHandler } from "hono";
import { readAddress } from "../lib/network.ts";
import type { HttpEnv } from "./context.ts";

/** All clients without an address that can be believed are one. */
const UNKNOWN = "unknown";

/** The console's own requests to the API. They carry nothing that could be sent from outside, the object itself is known. */
const madeFor = new WeakMap<Request, string>();

export const withAddress =
  (trustedProxy: boolean): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const header = trustedProxy ? c.req.header("CF-Connecting-IP") : undefined;
    c.set("address", madeFor.get(c.req.raw) ?? readAddress(header ?? "") ?? UNKNOWN);
    await next();
  };

/** A request that this worker makes of itself comes from the client it is made for. */
export function madeForClient(c: Context<HttpEnv>, request: Request): Request {
  madeFor.set(request, c.var.address);
  return request;
}
