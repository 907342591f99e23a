// Finds application servers missing from APPLICATION_NETWORKS: networks that reach their limit
// although right PINs come from them. One wrong guesser there keeps everybody out, so GET /system/
// names them. Right PINs are kept in memory, so a login costs nothing more.

import type { Context } from "hono";
import type { LimitedNetworks } from "../../core/ports/limited-networks.ts";
import { networkOf, readAddress } from "../../lib/network.ts";
import { ShortMemory } from "../../lib/short-memory.ts";
import { callOf, type HttpEnv } from "../context.ts";

/** How long a network counts as an application's after a right PIN. */
const RIGHT_KEPT_MS = 3600 * 1000;
/** Bounds the memory. A network that was forgotten is seen again with its next right PIN. */
const MAX_NETWORKS = 1000;

export function watchUnnamed(limited: LimitedNetworks) {
  const seen = new ShortMemory<true>(RIGHT_KEPT_MS, MAX_NETWORKS);
  return {
    /** Notes a right guess. Offices share a network on our pages, too, so only /validate counts. */
    right(c: Context<HttpEnv>): void {
      const address = c.get("address");
      if (c.get("isApplication") !== undefined || readAddress(address) === undefined) return;
      if (c.req.path.startsWith("/validate/")) seen.keep(networkOf(address), true, Date.now());
    },
    /** Notes that the limit of this request's network is reached. */
    closed(c: Context<HttpEnv>): void {
      const network = networkOf(c.get("address"));
      const { nowMs, afterwards } = callOf(c);
      if (seen.find(network, nowMs)) afterwards(() => limited.note(network, nowMs));
    },
  };
}
