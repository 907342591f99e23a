// What a token names its grant by: the id, and the user, who says which database it is in. Applications see none of it, since it is
// sealed: in a refresh token as the whole, in an access token as one of its claims.

import { utf8 } from "../../lib/bytes.ts";
import type { Sealed, Sealer } from "../ports/sealer.ts";
import type { UserReading } from "../user.ts";
import type { Amr } from "./browser-session.ts";

export interface GrantName extends UserReading {
  readonly id: string;
}

/** Each refresh makes the next number valid. An older one was stolen, or its successor was. */
export interface RefreshToken extends GrantName {
  readonly number: number;
  readonly serial: string;
  /** How the person signed in. A client may ask for more by the time of the refresh. */
  readonly amr: readonly Amr[];
}

/** Bound to its client: another client's does not open. */
export const sealRefreshToken = (sealer: Sealer, clientId: string, token: RefreshToken): Promise<string> =>
  seal(sealer, "refresh", clientId, token);
export const openRefreshToken = (sealer: Sealer, clientId: string, text: string): Promise<RefreshToken | undefined> =>
  open(sealer, "refresh", clientId, text);

export const sealGrantName = (sealer: Sealer, name: GrantName): Promise<string> => seal(sealer, "grant", "", name);
export const openGrantName = (sealer: Sealer, text: string): Promise<GrantName | undefined> =>
  open(sealer, "grant", "", text);

const seal = (sealer: Sealer, purpose: Sealed, owner: string, what: GrantName): Promise<string> =>
  sealer.seal(purpose, owner, utf8(JSON.stringify(what)));

/** Undefined for any other text. */
async function open<Name extends GrantName>(
  sealer: Sealer,
  purpose: Sealed,
  owner: string,
  text: string,
): Promise<Name | undefined> {
  try {
    return JSON.parse(new TextDecoder().decode(await sealer.open(purpose, owner, text))) as Name;
  } catch {
    return undefined;
  }
}
