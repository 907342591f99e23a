// Applications ask people to confirm something: OpenID Connect CIBA.

import { object, oneOf, only, text, time, whole } from "../../lib/schema.ts";
import { ofClient } from "../oidc/of-client.ts";
import { succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { OF_SUBJECT } from "../openapi/reasons.ts";

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
  "POST /user/:realm/:name/confirm": {
    does: "Asks a person to confirm something on the phone, in the account's name",
    tells:
      "Only with `CIBA`. `message` is what the person reads. `detail.id` leads to the answer: docs/ciba.md#operators.",
    right: "triggerchallenge",
    takes: ["message"],
    answers: [succeeds(only(true), object({ id: text, ends: time }))],
    reasons: [...OF_SUBJECT, "user-not-found", "unknown-path", "too-many-requests"],
  },
  "GET /user/:realm/:name/confirm/:id": {
    does: "What the person has answered",
    tells: "Only the account that has asked hears it.",
    right: "triggerchallenge",
    takes: [],
    answers: [succeeds(object({ state: oneOf("pending", "approved", "denied", "expired") }))],
    reasons: ["unknown-path", "invalid-parameter"],
  },
} satisfies Definitions;
