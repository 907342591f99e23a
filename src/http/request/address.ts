// The client's address, for limits and audit rows. A client that forges it escapes every limit and
// puts another's address into the trail. So CF-Connecting-IP counts only where the edge, or a proxy
// that TRUSTED_PROXY vouches for, sets it itself, and only if it is an address.

import type { Context } from "hono";
import { type Place, readPlace } from "../../core/proximity/place.ts";
import { readAddress } from "../../lib/network.ts";
import type { TrustedProxy } from "../../settings.ts";
import type { HttpEnv } from "../context.ts";

/** All clients without a trustworthy address count as one. */
const UNKNOWN = "unknown";

/** The console's own API requests. The object is the mark, so no outside request can fake it. */
const madeFor = new WeakMap<Request, { readonly address: string; readonly place: Place }>();

export const senderAddress = (c: Context, trustedProxy: TrustedProxy): string =>
  madeFor.get(c.req.raw)?.address ?? ADDRESS[trustedProxy](c) ?? UNKNOWN;

const ADDRESS: Readonly<Record<TrustedProxy, (c: Context) => string | undefined>> = {
  on: (c) => readAddress(c.req.header("CF-Connecting-IP") ?? ""),
  off: () => undefined,
  local: () => "127.0.0.1",
};

export const isMadeForClient = (request: Request): boolean => madeFor.has(request);

/** Gives a request that this worker sends to itself the address of the client that it serves. */
export function madeForClient(c: Context<HttpEnv>, request: Request, trustedProxy: TrustedProxy): Request {
  madeFor.set(request, { address: c.var.address, place: placeSeen(c, trustedProxy) });
  return request;
}

/** The place of a browser that asks through the console; undefined for any other request. */
export const placeMadeFor = (request: Request): Place | undefined => madeFor.get(request)?.place;

/**
 * The place of the sender. What the edge knows of the peer cannot be forged. Without an edge, only
 * a proxy that TRUSTED_PROXY vouches for may name the country; none names the provider. Behind any
 * other proxy all clients have one address, which would bring them all near each other.
 */
export function placeSeen(c: Context<HttpEnv>, trustedProxy: TrustedProxy): Place {
  const { cf } = c.req.raw;
  const isTrusted = trustedProxy === "on";
  const named = isTrusted ? { country: c.req.header("CF-IPCountry") } : {};
  return readPlace(isTrusted ? c.get("address") : UNKNOWN, cf ? { asn: cf.asn, country: cf.country } : named);
}
