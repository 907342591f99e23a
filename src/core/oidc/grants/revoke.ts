// Revocation (RFC 7009), only of the client's own tokens. Revoking either token ends the grant,
// since an access token has no state of its own.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { entryOfClient } from "../note.ts";
import { readAccessToken } from "./access-token.ts";
import { openRefreshToken } from "./grant-names.ts";

export async function revokeToken(ports: Ports, { clientId }: OidcClient, text: string, call: Call): Promise<void> {
  const refreshToken = await openRefreshToken(ports.sealer, clientId, text);
  const accessToken = refreshToken ? undefined : await readAccessToken(ports, text, call.nowMs);
  const name = refreshToken ?? (accessToken?.clientId === clientId ? accessToken.name : undefined);
  // An unknown token counts as revoked (RFC 7009 §2.2).
  if (!name) return;
  const { user, realm } = name;
  const entry = entryOfClient(call, clientId, { success: true, event: "TOKENS_REVOKED", user, realm });
  await ports.grants.revoke(name, clientId, call.nowMs, { held: entry });
}
