// What Microsoft Entra asks for itself: docs/entra.md.

import { list, object, only, open, text } from "../../lib/schema.ts";
import { file, json } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";

const texts = list(text);

export const entraDefinitions = {
  "GET /entra/.well-known/openid-configuration": {
    does: "What Microsoft Entra reads of this service as an external method",
    tells: "Only where an application has `entra`: docs/entra.md.",
    answers: [
      json(
        object({
          ...{ issuer: text, authorization_endpoint: text, jwks_uri: text },
          ...{ response_types_supported: texts, response_modes_supported: texts, scopes_supported: texts },
          ...{ subject_types_supported: texts, id_token_signing_alg_values_supported: texts },
          ...{ claim_types_supported: texts, grant_types_supported: texts },
        }),
      ),
    ],
    reasons: ["unknown-path"],
  },
  "GET /entra/jwks": {
    does: "The public keys of answers to Microsoft Entra, with certificates: RFC 7517",
    tells: "Only where an application has `entra`.",
    answers: [
      file("application/jwk-set+json", {
        schema: () => object({ keys: list(open({ kty: only("RSA"), kid: text, x5t: text, x5c: texts })) }),
      }),
    ],
    reasons: ["unknown-path"],
  },
} satisfies Definitions;
