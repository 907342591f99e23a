// What a token names its grant by: the id, and the user, who says which database it is in. Applications see none of it, since it is
// sealed: in a refresh token as the whole, in an access token as one of its claims.

import type { Amr } from "../../ports/oidc/browser-sessions.ts";
import type { GrantName } from "../../ports/oidc/grants.ts";
import type { Sealer } from "../../sealer.ts";
import { openJson, sealJson, sealJsonAlike } from "../sealed-json.ts";

/** Each refresh makes the next number valid. If an older one comes, it was stolen, or its successor was. */
export interface RefreshToken extends GrantName {
  readonly number: number;
  readonly serial: string;
  /** How the person signed in. A client may ask for more by the time of the refresh. */
  readonly amr: readonly Amr[];
}

/** Bound to its client: another client's does not open. The same number is the same text, however often it is given (./refresh.ts). */
export const sealRefreshToken = (sealer: Sealer, clientId: string, token: RefreshToken): Promise<string> =>
  sealJsonAlike(sealer, "refresh", clientId, token);
export const openRefreshToken = (sealer: Sealer, clientId: string, text: string): Promise<RefreshToken | undefined> =>
  openJson(sealer, "refresh", clientId, text);

export const sealGrantName = (sealer: Sealer, name: GrantName): Promise<string> => sealJson(sealer, "grant", "", name);
export const openGrantName = (sealer: Sealer, text: string): Promise<GrantName | undefined> =>
  openJson(sealer, "grant", "", text);
