// The metadata of a client: RFC 7591 §2, and names of our own. ./client-metadata.ts reads them.

import { worded } from "../../../lib/read-schema.ts";
import { flag, list, object, oneOf, open, text, type Values, type Written } from "../../../lib/schema.ts";
import {
  CLIENT_AUTHENTICATIONS,
  DELIVERY_MODES,
  ENTRA_CLOUDS,
  GRANT_TYPES,
  SIGNING_ALGORITHMS,
  SUBJECT_TYPES,
} from "../../ports/oidc/clients.ts";
import { PROXIMITY_RULES } from "../../proximity/proximity.ts";

const strictFlag = worded(flag, "must be true or false, without quotes");
const among = <const Word extends string>(words: readonly Word[]) =>
  worded(oneOf(...words), `must be one of ${words.join(", ")}`);

/** What each client has. */
export const CLIENT = {
  client_name: text,
  redirect_uris: list(text),
  post_logout_redirect_uris: list(text),
  grant_types: list(oneOf(...GRANT_TYPES)),
  token_endpoint_auth_method: among(CLIENT_AUTHENTICATIONS),
  secret_either_way: strictFlag,
  id_token_signed_response_alg: among(SIGNING_ALGORITHMS),
  scope: text,
  subject_type: among(SUBJECT_TYPES),
  require_pin: strictFlag,
  day_pass: strictFlag,
  require_pkce: strictFlag,
  require_pushed_authorization_requests: strictFlag,
  realms: list(text),
  forward_auth_hosts: list(text),
};
/** What only some clients have. */
export const MAYBE_OF_CLIENT = {
  client_uri: text,
  logo_uri: text,
  backchannel_logout_uri: text,
  jwks: open({ keys: list(open({})) }),
  jwks_uri: text,
  // A client can ask for more than PROXIMITY, and not for less: so it has no `off`.
  proximity: among(PROXIMITY_RULES.filter((rule) => rule !== "off")),
  // Only of clients that ask people to confirm: CIBA Core 1.0 §4, FAPI-CIBA §5.2.2.
  backchannel_token_delivery_mode: among(DELIVERY_MODES),
  backchannel_client_notification_endpoint: text,
  backchannel_user_code_parameter: strictFlag,
  require_binding_message: strictFlag,
  // Of a tenant of Microsoft Entra: ./entra-client.ts reads it.
  entra: object({ tenant: text, app_id: text, cloud: oneOf(...ENTRA_CLOUDS) }),
};

export type ClientMetadata = Written<Values<typeof CLIENT, typeof MAYBE_OF_CLIENT>>;
