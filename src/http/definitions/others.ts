// Phones, OpenID Connect, forward authentication and health: ../api/ttype.ts, ../oidc, ../authz, ../api/health.ts.

import { empty, json, ok, success } from "./answers.ts";
import type { Definition, Definitions } from "./definition.ts";
import { flag, list, object, oneOf, only, open, type Schema, shared, text, whole } from "./schema.ts";
import { CLIENT_GIVEN } from "./shared.ts";

const OF_PHONES = ["unknown-token-type", "unknown-action", "unknown-method", "missing-parameter"] as const;

const phoneDefinitions: Definitions = {
  "GET /ttype/:ttype": {
    does: "The metadata to which the enrolment QR code leads, once",
    takes: ["action", "session", "serial"],
    answers: [
      json(
        object({
          service: object({
            displayName: text,
            identifier: text,
            logoUrl: text,
            infoUrl: text,
            authenticationUrl: text,
            ocraSuite: text,
            enrollmentUrl: text,
          }),
          identity: object({ identifier: text, displayName: text }),
        }),
      ),
    ],
    reasons: [...OF_PHONES, "invalid-session", "unknown-serial"],
  },
  "POST /ttype/:ttype": {
    does: "What a phone sends: its secret, or an answer to a login. The status is 200 whatever the reply is",
    takes: [
      ...["action", "session", "secret", "sessionKey", "userId", "response", "operation", "version"],
      ...["language", "notificationType", "notificationAddress"],
    ],
    answers: [
      { type: "text/plain" },
      json(object({ responseCode: whole }, { message: text, attemptsLeft: whole, duration: whole })),
    ],
    reasons: OF_PHONES,
  },
};

const CLIENT_SHOWS = { client_id: text, client_secret: text, client_assertion: text, client_assertion_type: text };
const REFUSED = [json(shared("OauthError"), 400), json(shared("OauthError"), 401)];
const clients = (does: string, form: Schema, answer: Schema, status = 200): Definition => ({
  does,
  right: "the client",
  form: { ...form, properties: { ...(form.properties as object), ...CLIENT_SHOWS } },
  answers: [json(answer, status), ...REFUSED],
});

const claims: Definition = {
  does: "The claims of the person",
  right: "an access token",
  answers: [
    json(
      object(
        { sub: text },
        { preferred_username: text, name: text, email: text, email_verified: flag, groups: list(text) },
      ),
    ),
    ...[400, 401, 403].map((status) => json(shared("OauthError"), status)),
    empty(401),
  ],
};

const discovery: Definition = {
  does: "What the provider says of itself: OpenID Connect Discovery 1.0, RFC 8414",
  answers: [json(open({ issuer: text, token_endpoint: text, jwks_uri: text }))],
};

const OF_CLIENT = { right: "oidcclients", answers: [success(shared("Client"))] } as const;

const oidcDefinitions: Definitions = {
  "GET /.well-known/openid-configuration": discovery,
  "GET /.well-known/oauth-authorization-server": discovery,
  "GET /oidc/jwks": {
    does: "The public keys of tokens",
    answers: [{ type: "application/jwk-set+json", schema: object({ keys: list(open({ kty: text, kid: text })) }) }],
  },
  "POST /oidc/par": clients(
    "Takes a request for authorization ahead: RFC 9126",
    open({}),
    object({ request_uri: text, expires_in: whole }),
    201,
  ),
  "POST /oidc/token": clients(
    "Gives tokens for a code or a refresh token",
    object(
      { grant_type: oneOf("authorization_code", "refresh_token") },
      { code: text, redirect_uri: text, code_verifier: text, refresh_token: text, scope: text },
    ),
    object(
      { access_token: text, token_type: only("Bearer"), expires_in: whole, scope: text },
      { id_token: text, refresh_token: text },
    ),
  ),
  "POST /oidc/revoke": clients("Ends what a token belongs to: RFC 7009", object({ token: text }), object({})),
  "POST /oidc/introspect": clients("What a token says: RFC 7662", object({ token: text }), open({ active: flag })),
  "GET /oidc/userinfo": claims,
  "POST /oidc/userinfo": { ...claims, form: object({}, { access_token: text }) },
  "GET /oidc/clients": {
    does: "Lists the applications that sign people in here",
    right: "oidcclients",
    answers: [success(list(shared("Client")))],
  },
  "POST /oidc/clients": {
    ...OF_CLIENT,
    does: "Adds an application, and shows its secret: RFC 7591",
    body: CLIENT_GIVEN,
    reasons: ["missing-parameter"],
  },
  "GET /oidc/clients/:client_id": { ...OF_CLIENT, does: "One application", reasons: ["unknown-client"] },
  "PATCH /oidc/clients/:client_id": {
    ...OF_CLIENT,
    does: "Changes an application",
    body: CLIENT_GIVEN,
    reasons: ["unknown-client", "missing-parameter"],
  },
  "DELETE /oidc/clients/:client_id": {
    does: "Removes an application",
    right: "oidcclients",
    answers: [ok],
    reasons: ["unknown-client"],
  },
  "POST /oidc/clients/:client_id/secret": {
    does: "Makes another secret, and shows it",
    right: "oidcclients",
    answers: [success(object({ client_id: text, client_secret: text }))],
    reasons: ["unknown-client", "invalid-parameter"],
  },
};

const authorized = (does: string, ...redirects: readonly number[]): Definition => ({
  does,
  right: "the cookie",
  answers: [
    empty(200, ["Remote-User", "Remote-Groups", "Remote-Name", "Remote-Email"]),
    ...[...redirects, 401].map((status) => empty(status, ["Location"])),
  ],
  reasons: ["unguarded-host", "unknown-path"],
});

const proxyDefinitions: Definitions = {
  "GET /authz/forward-auth": authorized("Whether a request may pass, for Traefik and Caddy. Any method", 302, 303),
  "GET /authz/auth-request": authorized("The same for nginx. Any method"),
  "GET /authz/ext-authz/:path": authorized("The same for Envoy, with the path behind it. Any method", 302, 303),
};

const PART = oneOf("ok", "unavailable");
const HEALTH = { d1: PART, durable_objects: PART };
const HOUSEKEEPING = { housekeeping: oneOf("ok", "behind") };

const publicDefinitions: Definitions = {
  "GET /health": {
    does: "Whether the service works",
    answers: [
      json(object({ status: only("ok"), ...HEALTH, ...HOUSEKEEPING })),
      json(object({ status: only("error"), ...HEALTH, message: text }, HOUSEKEEPING), 503),
    ],
  },
  "GET /logo.png": { does: "The logo that phones show", answers: [{ type: "image/png" }] },
  "GET /openapi.json": { does: "This document", answers: [json(open({ openapi: text }))] },
};

export const otherDefinitions: Definitions = {
  ...phoneDefinitions,
  ...oidcDefinitions,
  ...proxyDefinitions,
  ...publicDefinitions,
};
