// Where application servers are, by APPLICATION_NETWORKS. Many people sign in at each of them.

import { isWithin, type Network } from "../lib/network.ts";

export type ApplicationNetworks = readonly Network[];

/** `address`: in its one spelling. */
export const isApplicationServer = (address: string, networks: ApplicationNetworks): boolean =>
  isWithin(address, networks);
