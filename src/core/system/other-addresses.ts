// Tokens whose phones got another address than PUBLIC_URL leads to now. A phone posts there while
// it has the account; Android and iOS do so even for accounts of the service added later
// (docs/phones.md). The addresses must go on working: the settings page and GET /system/ show them.

import { authenticationEndpoint } from "../../tiqr/urls.ts";
import type { AdminCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { OtherAddress } from "../ports/tokens/management.ts";
import { refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";

/** Bounds on addresses and on the tokens counted for each keep a look at the settings cheap. */
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
