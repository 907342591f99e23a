// Applications ask people to confirm something: OpenID Connect CIBA.

import { object, text, whole } from "../../lib/schema.ts";
import { ofClient } from "../oidc/of-client.ts";
import type { Definitions } from "../openapi/definition.ts";

export const cibaDefinitions = {
  "POST /oidc/ciba": {
    ...ofClient(
      "Asks a person to confirm something on the phone: OpenID Connect CIBA",
      "Only with `CIBA`. The application polls `/oidc/token` with `auth_req_id`, or is pinged: docs/ciba.md.",
      object(
        { scope: text },
        {
          ...{ login_hint: text, id_token_hint: text, binding_message: text, user_code: text, acr_values: text },
          ...{ requested_expiry: text, client_notification_token: text },
        },
      ),
      object({ auth_req_id: text, expires_in: whole, interval: whole }),
      200,
      [400, 401, 403],
    ),
    reasons: ["unknown-path"],
  },
} satisfies Definitions;
