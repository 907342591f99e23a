// The headers of a request that show a credential of this service: a JWT, or an API key. They must not reach the server behind it
// (./pass-through.ts), which could act here with them. A request may show several, ours beside one of that server, and only one of them
// says who calls, so each header is looked at by itself. A credential that has expired or is not whole counts as ours, too. Our
// cookies are known by their names: src/upstream/sent-on.ts.

import type { Context } from "hono";
import { keyIdsIn } from "../../core/admin/accounts/api-keys.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { AdminTokens } from "../guard/admin-token.ts";

const CREDENTIALS = ["authorization", "pi-authorization", "x-api-key"];
/** A WSGI server reads X_API_Key as X-API-Key. */
const isCredential = (name: string): boolean => CREDENTIALS.includes(name.replaceAll("_", "-"));

/**
 * As base64url, or as base64 (../guard/jwt.ts). Each begins where nothing of the kind stands before it:
 * otherwise the time would grow with the square of a header's length, and anyone can send one.
 */
const JWT = /(?<![\w+/-])[\w+/-]+=*\.[\w+/-]+=*\.[\w+/-]*/g;

/** Each costs a look in the database, and a header of a well-meaning client has one. */
const MAX_KEYS = 2;

export type OwnCredentials = (c: Context) => Promise<readonly string[]>;

export function createOwnCredentials(
  { apiKeys }: Pick<Ports, "apiKeys">,
  { saysOurs }: Pick<AdminTokens, "saysOurs">,
): OwnCredentials {
  async function holdsOurs(value: string): Promise<boolean> {
    if (value.match(JWT)?.some(saysOurs)) return true;
    const ids = keyIdsIn(value);
    if (ids.length > MAX_KEYS) return true;
    const found = await Promise.all(ids.map((id) => apiKeys.find(id)));
    return found.some((key) => key !== undefined);
  }

  return async (c) => {
    const shown = [...c.req.raw.headers].filter(([name]) => isCredential(name));
    const ours = await Promise.all(shown.map(async ([name, value]) => ((await holdsOurs(value)) ? [name] : [])));
    return ours.flat();
  };
}
