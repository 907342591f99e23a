// What anyone may fetch: ./health-routes.ts, ../openapi/routes.ts, and the logo.

import { object, oneOf, only, open, text } from "../../lib/schema.ts";
import { file, json } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";

const PART = oneOf("ok", "unavailable");
const HEALTH = { d1: PART, durable_objects: PART };
const HOUSEKEEPING = { housekeeping: oneOf("ok", "behind") };

export const publicDefinitions = {
  "GET /health": {
    does: "Whether the service works",
    tells:
      "The status is 200 if the settings are good and the database answers, otherwise 503. `housekeeping` is " +
      "`behind` if cron does not keep up.",
    answers: [
      json(object({ status: only("ok"), ...HEALTH, ...HOUSEKEEPING })),
      json(object({ status: only("error"), ...HEALTH, message: text }, HOUSEKEEPING), 503),
    ],
  },
  "GET /logo.png": {
    does: "The logo that phones show",
    tells: "`TIQR_LOGO_URL` may name another.",
    answers: [file("image/png")],
  },
  "GET /openapi.json": {
    does: "The API as an OpenAPI 3.1 document",
    tells: "Pages of any origin may read it, and caches may keep it for five minutes.",
    answers: [json(open({ openapi: text }))],
  },
} satisfies Definitions;
