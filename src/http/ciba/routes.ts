// POST /oidc/ciba: CIBA Core 1.0 §7. Only clients that authenticate may ask, and accounts, at
// /user/<realm>/<name>/confirm.

import { askToConfirm, CIBA_INTERVAL_SECONDS } from "../../core/ciba/ask.ts";
import { answerForAccount, askForAccount } from "../../core/ciba/by-account.ts";
import { PATHS } from "../../core/oidc/discovery.ts";
import { readOwner } from "../../core/token/owner.ts";
import { isoOf } from "../answer/iso-time.ts";
import { callOf } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readClientRequest } from "../oidc/client-request.ts";
import { oauthRefused, oauthReply } from "../oidc/oauth-reply.ts";

export function cibaRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("POST /user/:realm/:name/confirm", async (c, call) => {
    const { name: user, realm } = c.req.param();
    const named = readOwner({ user, realm }, ports.settings);
    if (!named.ok) return named;
    const asked = await askForAccount(ports, { user, realm }, c.var.parameter("message") ?? "", call());
    return asked.ok ? { value: true, detail: { id: asked.id, ends: isoOf(asked.expiresAtMs) } } : asked;
  });

  on("GET /user/:realm/:name/confirm/:id", async (c, call) => {
    const answered = await answerForAccount(ports, c.req.param("id"), call());
    return answered.ok ? { value: { state: answered.state } } : answered;
  });

  if (!ports.settings.ciba) return;
  on(`POST ${PATHS.ciba}`, async (c) => {
    const read = await readClientRequest(c, ports);
    if (!read.ok) return oauthRefused(c, read);
    const asked = await askToConfirm(ports, read.client, read.form, callOf(c));
    // §13: here alone, the limits of the person have a status of their own.
    if (!asked.ok) return oauthRefused(c, asked, asked.error === "access_denied" ? 403 : 400);
    const { authReqId, expiresInSeconds } = asked;
    return oauthReply(c, { auth_req_id: authReqId, expires_in: expiresInSeconds, interval: CIBA_INTERVAL_SECONDS });
  });
}
