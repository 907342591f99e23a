// Networks at their limit of wrong guesses that also send right PINs and are not in
// APPLICATION_NETWORKS: probably application servers, where one guesser keeps everybody out.

import { isOverlapping } from "../../lib/network.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { LimitedNetwork } from "../ports/limited-networks.ts";
import { refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";

export async function lookAtUnnamed(
  ports: Ports,
  call: AdminCall,
): Promise<Outcome<{ readonly networks: readonly LimitedNetwork[] }>> {
  const found = await ports.limitedNetworks.list(call.caller, call.nowMs);
  if (!found.ok) return refuseRead(ports, found.reason, call);
  const { applicationNetworks } = ports.settings;
  const isNamed = ({ network }: LimitedNetwork) => isOverlapping(network, applicationNetworks);
  return { ok: true, networks: found.networks.filter((one) => !isNamed(one)) };
}
