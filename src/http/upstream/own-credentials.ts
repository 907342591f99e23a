// The headers of a request that hold a JWT or an API key of this service. They must not reach the
// upstream server (./pass-through.ts), which could act here with them. A request may show several
// credentials, ours and that server's, so each header is judged alone. An expired or damaged one
// counts as ours, too. Our cookies are known by their names: src/upstream/sent-on.ts.

import type { Context } from "hono";
import { keyIdsIn } from "../../core/admin/accounts/api-keys.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { AdminTokens } from "../guard/admin-token.ts";

const CREDENTIALS = ["authorization", "pi-authorization", "x-api-key"];
/** A WSGI server reads X_API_Key as X-API-Key. */
const isCredential = (name: string): boolean => CREDENTIALS.includes(name.replaceAll("_", "-"));

/**
 * In base64url or base64 (../guard/jwt.ts). The lookbehind makes a match begin where a run does.
 * Otherwise a long header, which anyone can send, would take time by the square of its length.
 */
const JWT = /(?<![\w+/-])[\w+/-]+=*\.[\w+/-]+=*\.[\w+/-]*/g;

/** Each costs a look-up, and an honest client's header has one. With more, it is held back. */
const MAX_KEYS = 2;

export function createOwnCredentials(
  { apiKeys }: Pick<Ports, "apiKeys">,
  { saysOurs }: Pick<AdminTokens, "saysOurs">,
): (c: Context) => Promise<readonly string[]> {
  async function holdsOurs(value: string): Promise<boolean> {
    if (value.match(JWT)?.some(saysOurs)) return true;
    const ids = keyIdsIn(value);
    if (ids.length > MAX_KEYS) return true;
    const keys = await Promise.all(ids.map((id) => apiKeys.find(id)));
    return keys.some((key) => key !== undefined);
  }

  return async (c) => {
    const headers = [...c.req.raw.headers].filter(([name]) => isCredential(name));
    const ours = await Promise.all(headers.map(async ([name, value]) => ((await holdsOurs(value)) ? [name] : [])));
    return ours.flat();
  };
}
