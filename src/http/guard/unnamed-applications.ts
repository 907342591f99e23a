// Finds application servers that APPLICATION_NETWORKS does not name: networks whose limit is reached though right PINs come from them.
// One wrong guesser keeps out everybody there, so GET /system/ tells of them. The right PINs are remembered by this isolate alone,
// and only a limit that closes writes a row: a login costs nothing more.

import type { Context } from "hono";
import type { LimitedNetworks } from "../../core/ports/limited-networks.ts";
import { networkOf, readAddress } from "../../lib/network.ts";
import { ShortMemory } from "../../lib/short-memory.ts";
import { callOf, type HttpEnv } from "../context.ts";

/** How long a network counts as one of an application after a right PIN. */
const RIGHT_KEPT_MS = 3600 * 1000;
/** Bounds the memory, since anyone can come from many networks. One that was forgotten is seen again with the next right PIN. */
const MAX_NETWORKS = 1000;

export function watchUnnamed(limited: LimitedNetworks) {
  const seen = new ShortMemory<true>(RIGHT_KEPT_MS, MAX_NETWORKS);
  return {
    /** Takes in that a guess was right. The people of an office share a network at a page of ours, too, so only calls of applications count. */
    right(c: Context<HttpEnv>): void {
      const address = c.get("address");
      if (c.get("isApplication") !== undefined || readAddress(address) === undefined) return;
      if (c.req.path.startsWith("/validate/")) seen.keep(networkOf(address), true, Date.now());
    },
    /** Takes in that the limit of this request's network is reached. */
    closed(c: Context<HttpEnv>): void {
      const network = networkOf(c.get("address"));
      const { nowMs, afterwards } = callOf(c);
      if (seen.find(network, nowMs)) afterwards(() => limited.note(network, nowMs));
    },
  };
}
