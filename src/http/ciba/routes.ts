// POST /oidc/ciba: CIBA Core 1.0 §7. Only clients that authenticate may ask, and accounts, at
// /user/<realm>/<name>/confirm.
//
// A client that sends PINs (`user_code`) may try one with many people, so its guesses are limited
// by network, too, as at every place that takes a PIN.

import { askToConfirm, CIBA_INTERVAL_SECONDS } from "../../core/ciba/ask.ts";
import { answerForAccount, askForAccount } from "../../core/ciba/by-account.ts";
import { PATHS } from "../../core/oidc/discovery.ts";
import { refuseOauth } from "../../core/oidc/oauth-refusal.ts";
import type { OidcClient } from "../../core/ports/oidc/clients.ts";
import { readOwner } from "../../core/token/owner.ts";
import { isoOf } from "../answer/iso-time.ts";
import { callOf } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { guessedAt } from "../guard/guesses.ts";
import { readClientRequest } from "../oidc/client-request.ts";
import type { OauthForm } from "../oidc/oauth-form.ts";
import { oauthRefused, oauthReply } from "../oidc/oauth-reply.ts";

export function cibaRoutes({ on }: DefinedRoutes, { ports, guesses }: Pick<Deps, "ports" | "guesses">): void {
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
    const at = guessIn(read);
    if (at !== undefined && (await guesses.closed(c, at)))
      return oauthRefused(c, refuseOauth("access_denied", "Too many wrong codes. Try again later."), 403);
    const asked = await askToConfirm(ports, read.client, read.form, callOf(c));
    if (at !== undefined && !asked.ok && asked.error === "invalid_user_code")
      await guesses.failed(c, at, { code: "wrong-pin" });
    // §13: here alone, limits have a status of their own.
    if (!asked.ok) return oauthRefused(c, asked, asked.error === "access_denied" ? 403 : 400);
    const { authReqId, expiresInSeconds } = asked;
    return oauthReply(c, { auth_req_id: authReqId, expires_in: expiresInSeconds, interval: CIBA_INTERVAL_SECONDS });
  });

  /** Whose PIN is guessed, as at the sign-in; undefined if none came. */
  function guessIn({ client, form }: { readonly client: OidcClient; readonly form: OauthForm }): string | undefined {
    if (!client.ciba?.takesUserCode || form("user_code") === undefined) return undefined;
    const user = form("login_hint");
    if (user === undefined) return `client ${client.clientId}`;
    return guessedAt({ serial: undefined, named: { user, realm: undefined } }, ports.settings);
  }
}
