// Tokens, and how they come to a phone.

import {
  flag,
  list,
  mapOf,
  object,
  oneOf,
  only,
  orNull,
  shape,
  text,
  time,
  type ValueOf,
  whole,
} from "../../lib/schema.ts";
import { ENROLMENT_STATES } from "../logins/shapes.ts";

const ofToken = object({ state: oneOf(...ENROLMENT_STATES), qr_code_uses: whole });

export const lockShape = object({
  path: oneOf("pin", "browser", "vouched", "open"),
  failcount: whole,
  until: orNull(time),
});
export type LockJson = ValueOf<typeof lockShape>;

export const tokenShape = shape("TokenInfo", () => ({
  active: flag,
  container_serial: text,
  count: whole,
  count_window: whole,
  description: text,
  enrollment: ofToken,
  failcount: whole,
  id: whole,
  info: mapOf(text),
  locked: flag,
  locks: list(lockShape),
  maxfail: whole,
  otplen: whole,
  proven: flag,
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
}));
export type TokenJson = ValueOf<typeof tokenShape>;

export const linkShape = shape("EnrolmentLink", () => ({
  id: text,
  user: text,
  realm: text,
  serial: text,
  state: oneOf("fresh", "started", "fetched", "code-expired", "unproven", "enrolled"),
  made_by: text,
  made_at: time,
  expires_at: time,
  name: text,
  email: text,
}));
export type LinkJson = ValueOf<typeof linkShape>;
