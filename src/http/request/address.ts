// The client's address, for limits and audit rows. A client that forges it escapes every limit and
// puts another's address into the trail. So CF-Connecting-IP counts only where the edge, or a proxy
// that TRUSTED_PROXY vouches for, sets it itself, and only if it is an address.

import type { Context } from "hono";
import { readAddress } from "../../lib/network.ts";
import type { HttpEnv } from "../context.ts";

/** All clients without a trustworthy address count as one. */
const UNKNOWN = "unknown";

/** The console's own API requests. The object is the mark, so no outside request can fake it. */
const madeFor = new WeakMap<Request, string>();

export function senderAddress(c: Context, trustedProxy: boolean): string {
  const header = trustedProxy ? c.req.header("CF-Connecting-IP") : undefined;
  return madeFor.get(c.req.raw) ?? (header === undefined ? undefined : readAddress(header)) ?? UNKNOWN;
}

export const isMadeForClient = (request: Request): boolean => madeFor.has(request);

/** Gives a request that this worker sends to itself the address of the client that it serves. */
export function madeForClient(c: Context<HttpEnv>, request: Request): Request {
  madeFor.set(request, c.var.address);
  return request;
}
