// OpenID Connect, and the applications that sign people in by it: ../oidc.

import { GRANT_TYPES } from "../../core/ports/oidc/clients.ts";
import { flag, list, object, oneOf, only, open, orNull, text, whole } from "../../lib/schema.ts";
import { empty, file, json, ok, succeeds } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { clientBodies } from "./bodies.ts";
import { ofClient, refusedWith } from "./of-client.ts";
import { clientRefusalShape, clientShape, madeClientShape } from "./shapes.ts";

const claims = {
  does: "The claims of the person",
  tells: "The access token is in the header `Authorization`, or as `access_token` of a form: docs/oidc.md#tokens.",
  right: "access-token",
  answers: [
    json(
      object(
        { sub: text },
        { preferred_username: text, name: text, email: text, email_verified: flag, groups: list(text) },
      ),
    ),
    ...refusedWith(400, 401, 403),
    empty(401),
  ],
} satisfies Definition;

const discovery = {
  does: "What the provider says of itself: OpenID Connect Discovery 1.0, RFC 8414",
  answers: [json(open({ issuer: text, token_endpoint: text, jwks_uri: text }))],
} satisfies Definition;

const OF_CLIENT = { right: "oidcclients", answers: [succeeds(clientShape)] } as const;

export const oidcDefinitions = {
  "GET /.well-known/openid-configuration": discovery,
  "GET /.well-known/oauth-authorization-server": discovery,
  "GET /oidc/jwks": {
    does: "The public keys of all tokens that are still good: RFC 7517",
    answers: [
      file("application/jwk-set+json", { schema: () => object({ keys: list(open({ kty: text, kid: text })) }) }),
    ],
  },
  "POST /oidc/par": ofClient(
    "Takes a request for authorization ahead: RFC 9126",
    "The parameters are those of the request: docs/oidc.md#signing-in-and-out. `request_uri` gives one code, within nine minutes.",
    open({}),
    object({ request_uri: text, expires_in: whole }),
    201,
  ),
  "POST /oidc/token": ofClient(
    "Gives tokens for a code, a refresh token, or what a person has allowed or confirmed",
    "The answer has `access_token`, `id_token` and `refresh_token`: docs/oidc.md#tokens.",
    object(
      { grant_type: oneOf(...GRANT_TYPES) },
      {
        ...{ code: text, redirect_uri: text, code_verifier: text, refresh_token: text, scope: text },
        ...{ device_code: text, auth_req_id: text },
      },
    ),
    object(
      { access_token: text, token_type: only("Bearer"), expires_in: whole, scope: text },
      { id_token: text, refresh_token: text },
    ),
  ),
  "POST /oidc/revoke": ofClient(
    "Ends what a token belongs to: RFC 7009",
    "The answer is `{}`, also if the token is none of this client's.",
    object({ token: text }),
    object({}),
  ),
  "POST /oidc/introspect": ofClient(
    "What a token says: RFC 7662",
    "The answer has `active`, and the rest if the token is this client's: with the scope `profile` also `username`, " +
      "which is userinfo's `preferred_username`. Public clients may not ask.",
    object({ token: text }),
    open({ active: flag }),
  ),
  "GET /oidc/userinfo": claims,
  "POST /oidc/userinfo": { ...claims, form: object({}, { access_token: text }) },
  "GET /oidc/clients": {
    does: "Lists the applications that sign people in here",
    tells: "They are in the order of their names.",
    right: "oidcclients",
    answers: [succeeds(list(clientShape))],
  },
  "POST /oidc/clients": {
    ...OF_CLIENT,
    does: "Adds an application, and shows its secret: RFC 7591",
    tells:
      "The answer is what was stored, with `client_id`, and `client_secret` if it has one, which is not shown " +
      "again: docs/oidc.md#clients.",
    answers: [succeeds(madeClientShape)],
    body: clientBodies["POST /oidc/clients"],
    reasons: ["missing-parameter"],
  },
  "GET /oidc/clients/:client_id": {
    ...OF_CLIENT,
    does: "One application",
    tells: "`client_secrets` is the number of its valid secrets.",
    reasons: ["unknown-client"],
  },
  "PATCH /oidc/clients/:client_id": {
    ...OF_CLIENT,
    does: "Changes an application",
    tells: "Only what is given changes. The answer is the application as it is then.",
    body: clientBodies["PATCH /oidc/clients/:client_id"],
    reasons: ["unknown-client", "missing-parameter"],
  },
  "DELETE /oidc/clients/:client_id": {
    does: "Removes an application",
    tells: "What it was granted ends.",
    right: "oidcclients",
    answers: [ok],
    reasons: ["unknown-client"],
  },
  "POST /oidc/clients/:client_id/secret": {
    does: "Makes another secret, and shows it",
    tells: "The one before stays valid until the next call.",
    right: "oidcclients",
    answers: [succeeds(object({ client_id: text, client_secret: text }))],
    reasons: ["unknown-client", "invalid-parameter"],
  },
  "GET /oidc/clients/:client_id/refusals": {
    does: "What was wrong with its last requests, and what mends it",
    tells:
      "The answer is a page of `refusals`, the newest first, each with the parameter, what came, and what is " +
      "`registered` now: docs/oidc.md#what-was-refused. `after` leads on.",
    right: "oidcclients",
    takes: ["page_size", "after"],
    answers: [succeeds(object({ refusals: list(clientRefusalShape), after: orNull(text) }))],
    reasons: ["unknown-client"],
  },
} satisfies Definitions;
