// Settings, realms, and whether the service runs: ./routes.ts. Also the logo, and the API's own
// document.

import { mapOf, object, oneOf, only, open, orNull, type Schema, text } from "../../lib/schema.ts";
import { file, json, succeeds } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { realmShape, systemDetailShape } from "./shapes.ts";

/** Any name is a setting. */
const readOnly: Definition = {
  does: "Refuses with 403: settings are in wrangler.toml",
  right: "signed-in",
  answers: [],
  reasons: ["read-only-settings"],
};
const runs = <Value>(does: string, value: Schema<Value>) => ({ does, answers: [succeeds(value)] });

const PART = oneOf("ok", "unavailable");
const HEALTH = { d1: PART, durable_objects: PART };
const TRAIL = { trail: text };
const HOUSEKEEPING = { housekeeping: oneOf("ok", "behind") };

export const systemDefinitions = {
  "GET /system/": {
    does: "The settings in force",
    tells:
      "They stand under their own names and privacyIDEA's, without secrets. `detail.settings` says what each means, " +
      "and there are warnings if settings do not fit the registered phones, an application server is not named in " +
      "APPLICATION_NETWORKS, a realm has an `@` in its name, users have names with characters that nobody sees, a " +
      "database is nearly full, or the server of UPSTREAM_PRIVACYIDEA cannot be asked, cannot finish a TiQR login, or " +
      "still answers for everybody. `upstream=no` leaves that server unasked, as the console's overview does.",
    right: "configread",
    takes: ["upstream"],
    answers: [succeeds(mapOf(text), systemDetailShape)],
  },
  "GET /system/:key": {
    does: "One setting",
    tells: "The answer is null if there is none of this name.",
    right: "configread",
    takes: [],
    answers: [succeeds(orNull(text))],
  },
  "DELETE /system/:key": { ...readOnly, takes: [] },
  "POST /system/setConfig": readOnly,
  "POST /system/setDefault": readOnly,
  "GET /realm/": {
    does: "The default realm, and each realm that has a user",
    right: "configread",
    takes: [],
    answers: [succeeds(mapOf(realmShape))],
  },
  "GET /defaultrealm": {
    does: "The default realm",
    right: "configread",
    takes: [],
    answers: [succeeds(mapOf(realmShape))],
  },
  "GET /healthz/": runs("Whether the service runs, for load balancers", object({ hsm: text, status: text })),
  "GET /healthz/readyz": runs("The same, under another name", object({ hsm: text, status: text })),
  "GET /healthz/livez": runs("The same, under a third name", object({ status: text })),
  "GET /health": {
    does: "Whether the service works",
    tells:
      "The status is 200 if the settings are good and the database answers, otherwise 503. `housekeeping` is " +
      "`behind` if cron does not keep up. `trail` says why rows of the audit trail cannot go to the bucket TRAIL, if so.",
    answers: [
      json(object({ status: only("ok"), ...HEALTH, ...HOUSEKEEPING }, TRAIL)),
      json(object({ status: only("error"), ...HEALTH, message: text }, { ...HOUSEKEEPING, ...TRAIL }), 503),
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
