// What a request may say, for people: each parameter and field with its kind and its meaning.

import type { Definition } from "../../../src/http/openapi/definition.ts";
import { referredBy, type Schema } from "../../../src/lib/schema.ts";
import { schemaOf } from "./parameters.ts";

/** The fields of JSON bodies and of OAuth's forms, each with one meaning. */
const OF_BODIES: Readonly<Record<string, string>> = {
  userName: "Of a person: what they sign in with",
  displayName: "Of a group: its name",
  Operations: "What changes, in order",
  schemas: "The form of the body; not looked at",
  name: "The account's name",
  rights: "What the account may do",
  realms: "Only these realms; all of them if empty",
  password: "The account's password; without one it has API keys alone",
  disabled: "Whether the account is switched off",
  person: "Whether one person signs in with it, who has to confirm by phone",
  expires_at: "A time after which the key is refused; null for none",
  url: "Where events are sent to, by https",
  events: "Only these events; all of them if empty",
  enabled: "Whether events are sent",
  rotate_secret: "Makes a new secret; the one before still signs for a day",
  serials: "The tokens",
  action: "What happens to each token",
  disabled_by: "In place of the tokens: the job that has disabled them",
  blocked_by: "In place of the file: the job that has blocked its users",
  from: "Of a block: a day or a time",
  until: "Of a block: a day or a time",
  reason: "Of a block: why, for colleagues",
  validity: "For how many seconds a link is good",
  id: "An id of the sender's: the same request twice begins one job",
  mail: "Whether links are sent by mail",
  language: "The language of the mail",
  csv: "The file, with a heading: name, e-mail, groups",
  dry_run: "Only reports what would happen; by default true",
  dry_run_id: "In place of the file: the job that has read it",
  links: "Who gets a registration link",
  client_id: "The application",
  client_secret: "Its secret, unless the request shows it elsewhere",
  client_assertion: "A JWT that the application has signed, in place of a secret",
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  grant_type: "What is exchanged",
  code: "The code that the browser brought back",
  redirect_uri: "Where it brought the code, as in the request for it",
  device_code: "What /oidc/device gave the device",
  auth_req_id: "What /oidc/ciba answered",
  code_verifier: "The PKCE secret whose hash was in the request",
  refresh_token: "The newest refresh token",
  scope: "Words with spaces between them",
  token: "The token that is meant",
  access_token: "The access token, unless it is in the header",
  client_name: "The application's name, as people see it",
  redirect_uris: "Where browsers may be sent back to after a sign-in",
  post_logout_redirect_uris: "Where browsers may be sent back to after signing out",
  token_endpoint_auth_method: "How the application proves itself",
  secret_either_way: "Takes the secret in the header and in the form",
  grant_types: "What the application may exchange for tokens",
  backchannel_token_delivery_mode: "Whether it polls after asking, or is pinged",
  backchannel_client_notification_endpoint: "Where it is pinged, by https",
  backchannel_user_code_parameter: "Whether it sends the person's PIN along",
  require_binding_message: "Whether whatever it asks needs a text that the person reads",
  login_hint: "The person who is asked",
  id_token_hint: "In place of login_hint: an id token that the application has of the person",
  binding_message: "What the person reads before confirming",
  user_code: "The person's PIN",
  acr_values: "How strongly the person has to confirm",
  requested_expiry: "For how many seconds the request is good",
  client_notification_token: "What the ping shows the application",
  id_token_signed_response_alg: "How id tokens are signed",
  subject_type: "Whether all applications see the same sub of a person",
  require_pin: "Whether people need a PIN besides the phone",
  day_pass: "Whether a day pass is enough in place of the phone",
  require_pkce: "Whether requests need PKCE",
  require_pushed_authorization_requests: "Whether requests for authorization have to come by /oidc/par",
  forward_auth_hosts: "The hosts behind a proxy that belong to the application",
  proximity: "How near the phone has to be to a new browser, where that is stricter than PROXIMITY",
  client_uri: "Its address, which people are led to",
  logo_uri: "Its picture on the sign-in page",
  backchannel_logout_uri: "Where it is told that a session has ended",
  jwks: "Its public keys",
  jwks_uri: "Where it publishes them instead",
  entra: "The tenant of Microsoft Entra that it is",
};

export interface RequestField {
  readonly name: string;
  readonly kind: string;
  readonly meaning: string;
  readonly isRequired: boolean;
}

/** Without what is only there so that an answer may be sent back. */
export function fieldsOfRequest({ takes = [], body, form, scim }: Definition): readonly RequestField[] {
  const { properties = {}, required = [] } = body ?? form ?? scim?.body ?? {};
  const inBody = Object.entries(properties).filter(([, { readOnly }]) => !readOnly);
  return [
    ...takes.map((name) => fieldOf(name, schemaOf(name), false)),
    ...inBody.map(([name, schema]) =>
      fieldOf(name, { description: OF_BODIES[name], ...schema }, required.includes(name)),
    ),
  ];
}

const fieldOf = (name: string, schema: Schema, isRequired: boolean): RequestField => ({
  name,
  kind: kindOf(schema),
  meaning: String(schema.description ?? ""),
  isRequired,
});

/** More words than these are not told one by one. */
const MAX_WORDS = 12;

/** What kind of value it is, in words: `text`, `whole number, 0 to 20`, `png or svg`. */
function kindOf(schema: Schema): string {
  const { enum: words, anyOf, items, type, format, minimum, maximum } = referredBy(schema) ?? schema;
  if (Array.isArray(words)) return words.length > MAX_WORDS ? "text" : listed(words);
  if (Array.isArray(anyOf)) return listed([...new Set(anyOf.map(kindOf))]);
  if (items) return `list of ${kindOf(items)}`;
  if (type === "integer") return `whole number${maximum === undefined ? "" : `, ${minimum} to ${maximum}`}`;
  if (type === "boolean") return "true or false";
  return type === "string" ? (format === "date-time" ? "time" : "text") : String(type);
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
