// Rows of the audit trail, and where they are sent to.

import { EVENTS } from "../../core/events.ts";
import { flag, list, object, oneOf, orNull, type Schema, text, time, whole } from "../openapi/schema.ts";

export const EVENT_SCHEMAS: Readonly<Record<string, Schema>> = {
  AuditRow: object(
    {
      number: whole,
      date: text,
      action: text,
      success: { ...whole, enum: [0, 1] },
      authentication: text,
      serial: text,
      user: text,
      realm: text,
      administrator: text,
      client: text,
      attempt_id: text,
      reason: text,
      event: oneOf(...EVENTS),
      phone: text,
      count: whole,
      info: text,
      token_type: text,
      sig_check: oneOf("OK", "FAIL"),
    },
    { mac: text },
  ),
  Endpoint: object({
    id: text,
    url: text,
    events: list(text),
    realms: list(text),
    enabled: flag,
    created_at: time,
    disabled_at: orNull(time),
    disabled_fault: orNull(text),
  }),
  Delivery: object({ id: text, event: text, at: time, status: whole, ok: flag, fault: text }),
};
