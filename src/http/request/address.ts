// The client's address, for limits and audit rows. A client that forges it escapes every limit and
// puts another's address into the trail. So CF-Connecting-IP counts only where the edge, or a proxy
// that TRUSTED_PROXY vouches for, sets it itself, and only if it is an address.

import type { Context } from "hono";
import { readAddress } from "../../lib/network.ts";
import type { TrustedProxy } from "../../settings.ts";
import type { HttpEnv } from "../context.ts";

/** All clients without a trustworthy address count as one. */
const UNKNOWN = "unknown";

/** The console's own API requests. The object is the mark, so no outside request can fake it. */
const madeFor = new WeakMap<Request, string>();

export const senderAddress = (c: Context, trustedProxy: TrustedProxy): string =>
  madeFor.get(c.req.raw) ?? ADDRESS[trustedProxy](c) ?? UNKNOWN;

const ADDRESS: Readonly<Record<TrustedProxy, (c: Context) => string | undefined>> = {
  on: (c) => readAddress(c.req.header("CF-Connecting-IP") ?? ""),
  off: () => undefined,
  local: () => "127.0.0.1",
};

export const isMadeForClient = (request: Request): boolean => madeFor.has(request);

/** Gives a request that this worker sends to itself the address of the client that it serves. */
export function madeForClient(c: Context<HttpEnv>, request: Request): Request {
  madeFor.set(request, c.var.address);
  return request;
}
