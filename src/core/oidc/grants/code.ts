// The authorization code: all it stands for, sealed, so that nothing is stored before it comes
// back. It opens for a minute. Its first use writes a row under its id, so it counts once (decision
// 031).

import type { AuthorizationCode } from "../../ports/oidc/grants.ts";
import { openJson, type Sealer, sealJson } from "../../sealer.ts";

/** Applications redeem a code as soon as the browser brings it. */
export const CODE_VALIDITY_MS = 60 * 1000;

export const sealCode = (sealer: Sealer, code: AuthorizationCode): Promise<string> =>
  sealJson(sealer, "code", "", code);

/** Undefined for a text that is not a code of ours, or is over. */
export async function openCode(sealer: Sealer, text: string, nowMs: number): Promise<AuthorizationCode | undefined> {
  const code = await openJson<AuthorizationCode>(sealer, "code", "", text);
  return code && nowMs < code.expiresAtMs ? code : undefined;
}
