// Where a request comes from, as far as it tells whether two devices are near each other (RFC 10027
// §6.1.1): the network, and at Cloudflare's edge its provider and country. The city is never read:
// it is wrong too often, and more than anybody needs to know.

import { networkOf, readAddress } from "../../lib/network.ts";

export interface Place {
  /** The address for IPv4, the /64 for IPv6; undefined for an address that is unknown. */
  readonly network?: string | undefined;
  /** The number of the provider (an autonomous system, RFC 1930). */
  readonly asn?: number | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
}

/** What the edge knows of the peer. Its words `T1` (Tor) and `XX` (unknown) name no country. */
interface SeenByEdge {
  readonly asn?: unknown;
  readonly country?: unknown;
}

const NO_COUNTRIES: readonly string[] = ["T1", "XX"];

export function readPlace(address: string, { asn, country }: SeenByEdge): Place {
  const isCountry = typeof country === "string" && /^[A-Z0-9]{2}$/.test(country) && !NO_COUNTRIES.includes(country);
  return {
    ...(readAddress(address) === undefined ? {} : { network: networkOf(address) }),
    ...(typeof asn === "number" && asn > 0 ? { asn } : {}),
    ...(isCountry ? { country } : {}),
  };
}

/** An address that an application hands on. The edge saw the application, and not this person. */
export const handedOn = (address: string): Place => readPlace(address, {});
