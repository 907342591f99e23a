// Tokens whose phones were given another address than PUBLIC_URL leads to now. A phone posts there for as long as it has the
// account, and Android and iOS send what is added later at the same service there as well (docs/phones.md): so these
// addresses must go on reaching the service, and whoever reads the settings is told of them.

import { authenticationEndpoint } from "../../tiqr/urls.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { OtherAddress } from "../ports/management.ts";
import { refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";

/** So many addresses are told at most, and so many tokens of each are counted: a look at the settings stays cheap. */
export const MAX_ADDRESSES = 10;
export const MAX_COUNTED_TOKENS = 1000;

/** For a caller who may read the settings. */
export async function lookAtOtherAddresses(
  ports: Ports,
  call: AdminCall,
): Promise<Outcome<{ readonly addresses: readonly OtherAddress[] }>> {
  const own = authenticationEndpoint(ports.settings.publicUrl);
  const found = await ports.management.otherAddresses(call.caller, "configread", own);
  return found.ok ? found : refuseRead(ports, found.reason, call);
}
