// Applications that sign people in here, as answers show them and as requests give them.

import { CLIENT_AUTHENTICATIONS, SIGNING_ALGORITHMS, SUBJECT_TYPES } from "../../core/oidc/clients/client.ts";
import { type Fields, flag, list, object, oneOf, only, open, type Schema, text, whole } from "../openapi/schema.ts";

/** A client's metadata that an answer always has, and what only some clients have. */
const CLIENT: Fields = {
  client_name: text,
  redirect_uris: list(text),
  post_logout_redirect_uris: list(text),
  token_endpoint_auth_method: oneOf(...CLIENT_AUTHENTICATIONS),
  secret_either_way: flag,
  id_token_signed_response_alg: oneOf(...SIGNING_ALGORITHMS),
  scope: text,
  subject_type: oneOf(...SUBJECT_TYPES),
  require_pin: flag,
  require_pkce: flag,
  realms: list(text),
  forward_auth_hosts: list(text),
};
const OF_SOME_CLIENTS: Fields = { logo_uri: text, backchannel_logout_uri: text, jwks: open() };

/** An answer may be changed and sent back, so a request may have these, too. They change nothing. */
const TOLD_OF_CLIENT: Fields = { client_id: text, client_id_issued_at: whole, client_secrets: whole };
const SECRET_OF_CLIENT: Fields = { client_secret: text, client_secret_expires_at: only(0) };

const readOnly = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, { ...schema, readOnly: true }]));

/** What a request may say of a client. What must be there follows from the rest of it. */
export const CLIENT_GIVEN: Schema = object(
  {},
  { ...CLIENT, ...OF_SOME_CLIENTS, ...readOnly({ ...TOLD_OF_CLIENT, ...SECRET_OF_CLIENT }) },
);

export const CLIENTS: Readonly<Record<string, Schema>> = {
  Client: object({ ...CLIENT, ...TOLD_OF_CLIENT }, { ...OF_SOME_CLIENTS, ...SECRET_OF_CLIENT }),
};
