// The endpoints for clients: tokens for a code or a refresh token, revocation, introspection. They
// read no cookie, so a page of any origin may call them, as public clients in browsers do.

import type { Call } from "../../core/call.ts";
import { pollConfirmation } from "../../core/ciba/poll.ts";
import { pollDevice } from "../../core/device/poll-device.ts";
import { grantsOf } from "../../core/oidc/clients/grant-types.ts";
import { PATHS } from "../../core/oidc/discovery.ts";
import type { Tokens } from "../../core/oidc/grants/give-tokens.ts";
import { introspect } from "../../core/oidc/grants/introspect.ts";
import { redeemCode } from "../../core/oidc/grants/redeem-code.ts";
import { refresh } from "../../core/oidc/grants/refresh.ts";
import { revokeToken } from "../../core/oidc/grants/revoke.ts";
import { refuseTokenRequest } from "../../core/oidc/note.ts";
import { type OauthError, type OauthOutcome, refuseOauth } from "../../core/oidc/oauth-refusal.ts";
import { faultOf, type ParameterFault } from "../../core/oidc/parameter-fault.ts";
import { createPollPace, type PollPace } from "../../core/oidc/poll-pace.ts";
import type { Ports } from "../../core/ports/index.ts";
import { CIBA_GRANT, DEVICE_GRANT, type OidcClient } from "../../core/ports/oidc/clients.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { callOf } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readClientForm, readClientRequest } from "./client-request.ts";
import type { OauthForm } from "./oauth-form.ts";
import { oauthRefused, oauthReply } from "./oauth-reply.ts";

export function grantRoutes({ app, on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const anyOrigin = crossOrigin(["*"], ["POST"]);
  const isTooSoon = createPollPace();

  app.use(PATHS.token, anyOrigin);
  on(`POST ${PATHS.token}`, async (c) => {
    const read = await readClientRequest(c, ports);
    if (!read.ok) return oauthRefused(c, read);
    // golang.org/x/oauth2 shows its secret in the header, and after any error at once in the form:
    // paced together, each of its polls would be too fast, and it would wait longer after each.
    const way = c.req.header("Authorization") === undefined ? "form" : "header";
    const isTooSoonThisWay: PollPace = (id, nowMs) => isTooSoon(`${way} ${id}`, nowMs);
    const granted = await tokensFor(ports, read.client, read.form, isTooSoonThisWay, callOf(c));
    return granted.ok ? oauthReply(c, tokensJson(granted.tokens)) : oauthRefused(c, granted);
  });

  app.use(PATHS.revoke, anyOrigin);
  on(`POST ${PATHS.revoke}`, async (c) => {
    const read = await readClientRequest(c, ports);
    if (!read.ok) return oauthRefused(c, read);
    const token = read.form("token");
    if (token === undefined) return oauthRefused(c, missing("token"));
    await revokeToken(ports, read.client, token, callOf(c));
    return oauthReply(c, {});
  });

  on(`POST ${PATHS.introspect}`, async (c) => {
    const read = await readClientForm(c);
    if (!read.ok) return oauthRefused(c, read);
    const answer = await introspect(ports, read.credentials, read.form("token"), callOf(c));
    return answer.ok ? oauthReply(c, answer.introspection) : oauthRefused(c, answer);
  });
}

const missing = (name: string) => refuseOauth("invalid_request", `${name} is missing.`);

async function tokensFor(
  ports: Ports,
  client: OidcClient,
  form: OauthForm,
  isTooSoon: PollPace,
  call: Call,
): Promise<OauthOutcome<{ readonly tokens: Tokens }>> {
  const [type, code, redirectUri, token] = ["grant_type", "code", "redirect_uri", "refresh_token"].map(form);
  const refuse = (error: OauthError, description: string, of: ParameterFault) =>
    refuseTokenRequest(ports, call, client.clientId, error, description, of);
  const known = grantsOf(ports.settings);
  const lacks = (name: string) => refuse("invalid_request", `${name} is missing.`, faultOf(name, "missing"));
  switch (known.some((one) => one === type) ? type : undefined) {
    case "authorization_code":
      if (code === undefined) return lacks("code");
      if (redirectUri === undefined) return lacks("redirect_uri");
      return redeemCode(ports, client, { code, redirectUri, verifier: form("code_verifier") }, call);
    case "refresh_token":
      if (token === undefined) return lacks("refresh_token");
      return refresh(ports, client, { token, scopes: form("scope")?.split(" ").filter(Boolean) }, call);
    case CIBA_GRANT: {
      const authReqId = form("auth_req_id");
      if (authReqId === undefined) return lacks("auth_req_id");
      return pollConfirmation(ports, client, authReqId, isTooSoon, call);
    }
    case DEVICE_GRANT: {
      const deviceCode = form("device_code");
      if (deviceCode === undefined) return lacks("device_code");
      return pollDevice(ports, client, deviceCode, isTooSoon, call);
    }
    default: {
      if (type === undefined) return lacks("grant_type");
      const must = `grant_type must be ${known.join(" or ")}.`;
      return refuse("unsupported_grant_type", must, faultOf("grant_type", "unsupported", type));
    }
  }
}

const tokensJson = ({ accessToken, expiresInSeconds, scope, idToken, refreshToken }: Tokens) => ({
  access_token: accessToken,
  token_type: "Bearer" as const,
  expires_in: expiresInSeconds,
  scope: scope.join(" "),
  id_token: idToken,
  refresh_token: refreshToken,
});
