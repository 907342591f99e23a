// What may be said of an address for events.

import { AUDIT_EVENTS } from "../../core/audit/events.ts";
import { distinct, worded } from "../../lib/read-schema.ts";
import { flag, list, object, text } from "../../lib/schema.ts";
import { areRealms, MAX_REALMS } from "../request/realms.ts";

const KNOWN: readonly string[] = AUDIT_EVENTS;
const url = worded(text, "expected an address");
const ENDPOINT = {
  events: distinct(
    worded(list(text), "expected a list of event words, as the audit trail has them", (events) =>
      events.every((event) => KNOWN.includes(event)),
    ),
  ),
  realms: distinct(worded(list(text), `expected a list of at most ${MAX_REALMS} realms in lower case`, areRealms)),
};

export const webhookBodies = {
  "POST /events/endpoints": object({ url }, ENDPOINT),
  "PATCH /events/endpoints/:id": object({}, { url, ...ENDPOINT, enabled: flag, rotate_secret: flag }),
};
