// POST /oidc/par: a client pushes its authorization request itself (RFC 9126), and learns here what
// is wrong with it, as it would at its redirect URI.

import { PATHS } from "../../core/oidc/discovery.ts";
import { readAuthorization, redirectUriOf } from "../../core/oidc/requests/authorization.ts";
import { PUSHED_VALIDITY_MS, pushRequest } from "../../core/oidc/requests/pushed.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { onlyMethods } from "../answer/methods.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { Hono } from "../hono.ts";
import { readClientRequest } from "./client-request.ts";
import { oauthRefused, oauthReply } from "./oauth-reply.ts";

/** The parameters of the request. The rest of the form authenticates the client. */
const OF_AUTHORIZATION = [
  ...["client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce"],
  ...["code_challenge", "code_challenge_method", "prompt", "max_age", "login_hint", "id_token_hint"],
  ...["acr_values", "ui_locales", "request", "request_uri", "registration"],
];

export function parRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.use(PATHS.par, crossOrigin(["*"], ["POST"]));
  app.post(PATHS.par, async (c) => {
    const read = await readClientRequest(c, ports);
    if (!read.ok) return oauthRefused(c, read);
    const { client, form } = read;
    const given = new Map(
      OF_AUTHORIZATION.flatMap((name) => {
        const value = form(name);
        return value === undefined ? [] : [[name, [value]] as const];
      }),
    );
    const refused = (error: string, description: string) =>
      oauthReply<"POST /oidc/par">(c, { error, error_description: description }, 400);
    // RFC 9126 §2.1: a pushed request cannot name another one.
    if (given.has("request_uri")) return refused("invalid_request", "request_uri cannot be pushed");
    const redirectUri = redirectUriOf(given, client);
    if (redirectUri === undefined) return refused("invalid_request", "redirect_uri is not registered for this client");
    const asked = readAuthorization(given, client, redirectUri);
    if (!asked.ok) return refused(asked.error, asked.description);
    const name = await pushRequest(ports, client.clientId, given, Date.now());
    return oauthReply<"POST /oidc/par">(c, { request_uri: name, expires_in: PUSHED_VALIDITY_MS / 1000 }, 201);
  });
  onlyMethods(app, PATHS.par, ["POST"]);

  return app;
}
