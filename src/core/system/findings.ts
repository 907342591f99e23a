// What a running service finds that its operator should see to: GET /system/ and the settings page
// show it to callers who may read the settings.

import { isOverlapping } from "../../lib/network.ts";
import { authenticationEndpoint } from "../../tiqr/urls.ts";
import type { AdminCall } from "../call.ts";
import type { DatabaseSize } from "../ports/database-sizes.ts";
import type { Ports } from "../ports/index.ts";
import type { LimitedNetwork } from "../ports/limited-networks.ts";
import { readOrRefuse } from "../reads.ts";

/** Bounds on addresses and on the tokens counted for each keep a look at the settings cheap. */
export const MAX_ADDRESSES = 10;
export const MAX_COUNTED_TOKENS = 100;

/**
 * Tokens whose phones got another address than PUBLIC_URL leads to now. A phone posts there while
 * it has the account; Android and iOS do so even for accounts of the service added later
 * (docs/phones.md). So the addresses must go on working.
 */
export const lookAtOtherAddresses = (ports: Ports, call: AdminCall) => {
  const own = authenticationEndpoint(ports.settings.publicUrl);
  return readOrRefuse(ports, ports.management.otherAddresses(call.caller, "configread", own), call);
};

/**
 * Networks at their limit of wrong guesses that also send right PINs and are not in
 * APPLICATION_NETWORKS: probably application servers, where one guesser keeps everybody out.
 */
export async function lookAtUnnamed(ports: Ports, call: AdminCall) {
  const limited = await readOrRefuse(ports, ports.limitedNetworks.list(call.caller, call.nowMs), call);
  if (!limited.ok) return limited;
  const isUnnamed = ({ network }: LimitedNetwork) => !isOverlapping(network, ports.settings.applicationNetworks);
  return { ok: true as const, networks: limited.networks.filter(isUnnamed) };
}

/** The rest lasts until someone notices, even if strangers write what they can (docs/audit.md). */
const WARNED_AT = 0.9;

/** Databases that are nearly full. Once one is, nothing can be written, so nobody signs in. */
export const fullDatabases = ({
  databaseSizes,
  settings,
}: Pick<Ports, "databaseSizes" | "settings">): readonly DatabaseSize[] =>
  databaseSizes().filter(({ bytes }) => bytes >= WARNED_AT * settings.databaseMaxBytes);
