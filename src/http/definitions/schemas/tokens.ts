// Tokens, and how they come to a phone.

import { flag, list, mapOf, object, oneOf, only, orNull, type Schema, shared, text, time, whole } from "../schema.ts";

export const TOKENS: Readonly<Record<string, Schema>> = {
  Enrollment: object({
    state: oneOf("started", "fetched", "enrolled", "expired", "unknown"),
    qr_code_uses: whole,
  }),
  TokenInfo: object({
    active: flag,
    container_serial: text,
    count: whole,
    count_window: whole,
    description: text,
    enrollment: shared("Enrollment"),
    failcount: whole,
    id: whole,
    info: mapOf(text),
    locked: flag,
    locks: list(object({ path: oneOf("pin", "browser", "vouched", "open"), failcount: whole, until: orNull(time) })),
    maxfail: whole,
    otplen: whole,
    realms: list(text),
    resolver: text,
    revoked: flag,
    rollout_state: oneOf("clientwait", "enrolled"),
    serial: text,
    state: oneOf("revoked", "disabled", "locked", "not-enrolled", "not-valid-now", "active"),
    sync_window: whole,
    tokengroup: list(text),
    tokentype: only("tiqr"),
    user_editable: flag,
    user_id: text,
    user_realm: text,
    username: text,
  }),
  EnrolmentLink: object({
    id: text,
    user: text,
    realm: text,
    serial: text,
    state: oneOf("fresh", "started", "fetched", "code-expired", "enrolled"),
    made_by: text,
    made_at: time,
    expires_at: time,
  }),
};
