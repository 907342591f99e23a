// Who asks: an application while it may, or an account, of which that is all there is.

import type { CibaRequest } from "../ports/oidc/ciba.ts";
import { CIBA_GRANT, type ClientStore, type OidcClient } from "../ports/oidc/clients.ts";
import { isAccount } from "./by-account.ts";
import type { CibaAsked } from "./sealed.ts";

export type Asker = Pick<OidcClient, "clientId" | "clientName" | "realms" | "logoUri">;

/** Undefined for a client that is gone, or that may no longer ask. */
export async function whoAsks(
  clients: Pick<ClientStore, "find">,
  { clientId }: CibaRequest,
  { clientName }: CibaAsked,
): Promise<Asker | undefined> {
  if (isAccount(clientId)) return { clientId, clientName, realms: [], logoUri: undefined };
  const client = (await clients.find(clientId))?.client;
  return client?.grantTypes.includes(CIBA_GRANT) ? client : undefined;
}
