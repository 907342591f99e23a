// What phones fetch and send: ./routes.ts.

import { object, text, whole } from "../../lib/schema.ts";
import { file, json } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";

const OF_PHONES = ["unknown-token-type", "unknown-action", "unknown-method", "missing-parameter"] as const;

export const phoneDefinitions = {
  "GET /ttype/:ttype": {
    does: "The metadata to which the registration QR code leads, once",
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
    does: "What a phone sends: its secret, or an answer to a login",
    tells: "The status is 200 whatever the reply is: docs/phones.md#replies-to-phones.",
    takes: [
      ...["action", "session", "secret", "sessionKey", "userId", "response", "operation", "version"],
      ...["language", "notificationType", "notificationAddress"],
    ],
    answers: [
      file("text/plain"),
      json(object({}, { responseCode: whole, message: text, attemptsLeft: whole, duration: whole })),
    ],
    reasons: OF_PHONES,
  },
} satisfies Definitions;
