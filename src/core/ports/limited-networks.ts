// Networks that send right PINs and too many wrong ones: probably application servers.

import type { Caller } from "../caller.ts";
import type { Outcome } from "../reasons.ts";

export interface LimitedNetwork {
  /** An IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string;
  readonly atMs: number;
}

export interface LimitedNetworks {
  /** Notes that the limit of this network was reached. */
  note(network: string, nowMs: number): Promise<void>;
  /** The networks of the last days, newest first, for callers who may read the settings. */
  list(caller: Caller, nowMs: number): Promise<Outcome<{ readonly networks: readonly LimitedNetwork[] }>>;
}
