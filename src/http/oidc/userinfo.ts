// GET and POST /oidc/userinfo: OpenID Connect Core 1.0 §5.3. The access token is in the header or
// the form (RFC 6750 §2), and never in the query, which ends up in logs and histories.

import type { Context } from "hono";
import { PATHS } from "../../core/oidc/discovery.ts";
import { userinfo } from "../../core/oidc/grants/userinfo.ts";
import { type OauthOutcome, refuseOauth } from "../../core/oidc/oauth-refusal.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readOauthForm } from "./oauth-form.ts";
import { bearerRefused, oauthReply } from "./oauth-reply.ts";

export function userinfoRoutes({ app, on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  app.use(PATHS.userinfo, crossOrigin(["*"], ["GET", "POST"]));
  on([`GET ${PATHS.userinfo}`, `POST ${PATHS.userinfo}`], async (c) => {
    const read = await readToken(c);
    if (!read.ok) return bearerRefused(c, read);
    // RFC 6750 §3.1: a request without a token learns only the scheme.
    if (read.token === undefined)
      return c.body(null, 401, { "WWW-Authenticate": "Bearer", "Cache-Control": "no-store" });
    const answer = await userinfo(ports, read.token, Date.now());
    return answer.ok ? oauthReply(c, answer.claims) : bearerRefused(c, answer);
  });
}

async function readToken(c: Context): Promise<OauthOutcome<{ readonly token: string | undefined }>> {
  const header = c.req.header("Authorization");
  const [, inHeader] = /^Bearer +(\S+) *$/i.exec(header ?? "") ?? [];
  if (header !== undefined && inHeader === undefined)
    return refuseOauth("invalid_request", "The Authorization header is not Bearer with an access token.");
  if (c.req.method !== "POST") return { ok: true, token: inHeader };
  const read = await readOauthForm(c);
  if (!read.ok) return read;
  const inForm = read.form("access_token");
  // RFC 6750 §2: of two tokens, two readers could take different ones.
  if (inHeader !== undefined && inForm !== undefined)
    return refuseOauth("invalid_request", "The access token must come in one way only.");
  return { ok: true, token: inHeader ?? inForm };
}
