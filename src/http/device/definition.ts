// Sign-ins of devices without a browser: RFC 8628.

import { object, text, whole } from "../../lib/schema.ts";
import { ofClient } from "../oidc/of-client.ts";
import type { Definitions } from "../openapi/definition.ts";

export const deviceDefinitions = {
  "POST /oidc/device": {
    ...ofClient(
      "Asks for a sign-in of a device without a browser: RFC 8628",
      "Only with `DEVICE_GRANT`. The device shows `user_code` and `verification_uri`, and polls `/oidc/token` with " +
        "`device_code`: docs/ciba.md#the-device-grant.",
      object({}, { scope: text }),
      object({
        device_code: text,
        user_code: text,
        verification_uri: text,
        verification_uri_complete: text,
        expires_in: whole,
        interval: whole,
      }),
    ),
    reasons: ["unknown-path"],
  },
} satisfies Definitions;
