// The authorization code: all that it stands for, sealed, so that nothing is stored before it comes back. It opens for a minute, and
// the row that its first use writes (`oidc_grant`, under its id) is what makes it good once: decision 031.

import type { Sealer } from "../../ports/sealer.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { BrowserSession } from "../sessions/browser-session.ts";

/** An application redeems a code as soon as the browser brings it. */
export const CODE_VALIDITY_MS = 60 * 1000;

export interface AuthorizationCode {
  /** Names the grant. 128 random bits in hex. */
  readonly id: string;
  readonly clientId: string;
  /** As the request named it. */
  readonly redirectUri: string;
  readonly scope: readonly string[];
  readonly nonce: string | undefined;
  /** PKCE S256 (RFC 7636); undefined when the client did without. */
  readonly codeChallenge: string | undefined;
  readonly session: BrowserSession;
  readonly expiresAtMs: number;
}

export const sealCode = (sealer: Sealer, code: AuthorizationCode): Promise<string> =>
  sealJson(sealer, "code", "", code);

/** Undefined for a text that is no code of ours, or no longer one. */
export async function openCode(sealer: Sealer, text: string, nowMs: number): Promise<AuthorizationCode | undefined> {
  const code = await openJson<AuthorizationCode>(sealer, "code", "", text);
  return code && nowMs < code.expiresAtMs ? code : undefined;
}
