// Tokens whose phones were given another address than PUBLIC_URL leads to now. A phone posts there for as long as it has the
// account, and Android and iOS also post there for accounts of the same service that are added later (docs/phones.md). So these
// addresses must go on reaching the service, and the settings page and GET /system/ show them.

import { authenticationEndpoint } from "../../tiqr/urls.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { OtherAddress } from "../ports/tokens/management.ts";
import { refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";

/** These bounds on the addresses, and on the tokens counted for each, keep a look at the settings cheap. */
export const MAX_ADDRESSES = 10;
export const MAX_COUNTED_TOKENS = 100;

/** Lists the addresses for a caller who may read the settings. */
export async function lookAtOtherAddresses(
  ports: Ports,
  call: AdminCall,
): Promise<Outcome<{ readonly addresses: readonly OtherAddress[] }>> {
  const own = authenticationEndpoint(ports.settings.publicUrl);
  const found = await ports.management.otherAddresses(call.caller, "configread", own);
  return found.ok ? found : refuseRead(ports, found.reason, call);
}
