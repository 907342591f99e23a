// How a token names its grant: by id and user, which tells the database. Applications cannot read
// it: a refresh token is sealed as a whole, in an access token this is a sealed claim.

import type { Amr } from "../../ports/oidc/browser-sessions.ts";
import type { GrantName } from "../../ports/oidc/grants.ts";
import { openJson, type Sealer, sealJson, sealJsonAlike } from "../../sealer.ts";

/** Each refresh makes the next number valid. An older one was stolen, or its successor was. */
export interface RefreshToken extends GrantName {
  readonly number: number;
  readonly serial: string;
  /** How the person signed in. By the time of a refresh, the client may ask for more. */
  readonly amr: readonly Amr[];
}

/** Another client's does not open. The same number gives the same text each time (./refresh.ts). */
export const sealRefreshToken = (sealer: Sealer, clientId: string, token: RefreshToken): Promise<string> =>
  sealJsonAlike(sealer, "refresh", clientId, token);
export const openRefreshToken = (sealer: Sealer, clientId: string, text: string): Promise<RefreshToken | undefined> =>
  openJson(sealer, "refresh", clientId, text);

export const sealGrantName = (sealer: Sealer, name: GrantName): Promise<string> => sealJson(sealer, "grant", "", name);
export const openGrantName = (sealer: Sealer, text: string): Promise<GrantName | undefined> =>
  openJson(sealer, "grant", "", text);
