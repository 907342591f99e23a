// POST /oidc/par: a client pushes its authorization request itself (RFC 9126), and learns here what
// is wrong with it, as it would at its redirect URI.

import { PATHS } from "../../core/oidc/discovery.ts";
import { noteRefusal } from "../../core/oidc/note.ts";
import { faultOf } from "../../core/oidc/parameter-fault.ts";
import type { RequestFault } from "../../core/oidc/requests/answer.ts";
import { readAuthorization, redirectUriOf } from "../../core/oidc/requests/authorization.ts";
import { PUSHED_VALIDITY_MS, pushRequest } from "../../core/oidc/requests/pushed.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import { callOf } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readClientRequest } from "./client-request.ts";
import { oauthRefused, oauthReply } from "./oauth-reply.ts";

/** The parameters of the request. The rest of the form authenticates the client. */
const OF_AUTHORIZATION = [
  ...["client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce"],
  ...["code_challenge", "code_challenge_method", "prompt", "max_age", "login_hint", "id_token_hint"],
  ...["acr_values", "ui_locales", "request", "request_uri", "registration"],
];

const INVALID = { error: "invalid_request" } as const;
const PROBLEMS = { missing: "missing", repeated: "repeated", unregistered: "not registered for this client" };

export function parRoutes({ app, on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  app.use(PATHS.par, crossOrigin(["*"], ["POST"]));
  on(`POST ${PATHS.par}`, async (c) => {
    const read = await readClientRequest(c, ports);
    if (!read.ok) return oauthRefused(c, read);
    const { client, form } = read;
    const given = new Map(
      OF_AUTHORIZATION.flatMap((name) => {
        const value = form(name);
        return value === undefined ? [] : [[name, [value]] as const];
      }),
    );
    const refused = ({ error, description, of }: RequestFault) => {
      noteRefusal(ports, callOf(c), client.clientId, "authorization-refused", of);
      return oauthReply(c, { error, error_description: description }, 400);
    };
    // RFC 9126 §2.1: a pushed request cannot name another one.
    if (given.has("request_uri"))
      return refused({
        ...INVALID,
        description: "request_uri cannot be pushed",
        of: faultOf("request_uri", "unsupported"),
      });
    const redirectUri = redirectUriOf(given, client);
    if (typeof redirectUri === "object")
      return refused({ ...INVALID, description: `redirect_uri is ${PROBLEMS[redirectUri.fault]}`, of: redirectUri });
    const asked = readAuthorization(given, client, redirectUri);
    if (!asked.ok) return refused(asked);
    const name = await pushRequest(ports, client.clientId, given, Date.now());
    return oauthReply(c, { request_uri: name, expires_in: PUSHED_VALIDITY_MS / 1000 }, 201);
  });
}
