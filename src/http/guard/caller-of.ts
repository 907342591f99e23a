// Who calls: the account of a JWT (PI-Authorization or Authorization) or of an API key (X-API-Key).
// The key wins, because a proxy in front may use Authorization for itself.

import type { Context } from "hono";
import { verifyApiKey } from "../../core/admin/accounts/api-keys.ts";
import type { Ports } from "../../core/ports/index.ts";
import { callOf, type HttpEnv } from "../context.ts";
import { type AdminTokens, shownToken, type VerifiedCaller } from "./admin-token.ts";

export type CallerOf = (c: Context<HttpEnv>) => Promise<VerifiedCaller | undefined>;

/** Undefined without a credential. The guess limits ask, too: a key is looked up once a request. */
export function createCallerOf({
  ports,
  adminTokens,
}: {
  readonly ports: Ports;
  readonly adminTokens: AdminTokens;
}): CallerOf {
  const known = new WeakMap<Request, VerifiedCaller>();
  return async (c) => {
    const before = known.get(c.req.raw);
    if (before) return before;
    const token = shownToken(c);
    // A monitor sends its key as a Bearer token.
    const key = c.req.header("X-API-Key") ?? (token?.startsWith("pi_") ? token : undefined);
    if (key === undefined && !token) return undefined;
    const verified = await (key === undefined ? adminTokens.verify(token ?? "") : verifyApiKey(ports, key, callOf(c)));
    known.set(c.req.raw, verified);
    return verified;
  };
}
