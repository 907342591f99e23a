// Tokens, and how they come to a phone.

import { KNOWN_ENROLMENT_STATES } from "../../core/ports/tokens/enrolments.ts";
import { OPEN_LINK_STATES } from "../../core/ports/tokens/links.ts";
import { LOCK_PATHS } from "../../core/token/lock.ts";
import { ROLLOUT_STATES, TOKEN_STATES } from "../../core/token.ts";
import {
  flag,
  list,
  mapOf,
  named,
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

const enrolment = <const Word extends string>(states: readonly Word[]) =>
  object({ state: oneOf(...states), qr_code_uses: whole });

/** What a watcher is told. There is nothing to be known of an enrolment that has been replaced or taken away. */
export const enrolmentShape = named("Enrollment", enrolment([...KNOWN_ENROLMENT_STATES, "unknown"]));
const tokenEnrolmentShape = enrolment(KNOWN_ENROLMENT_STATES);

export const lockShape = object({
  path: oneOf(...LOCK_PATHS),
  failcount: whole,
  until: orNull(time),
});
export type LockJson = ValueOf<typeof lockShape>;

export const tokenShape = shape("TokenInfo", {
  active: flag,
  container_serial: text,
  count: whole,
  count_window: whole,
  description: text,
  enrollment: tokenEnrolmentShape,
  failcount: whole,
  id: whole,
  info: mapOf(text),
  locked: flag,
  locks: list(lockShape),
  maxfail: whole,
  otplen: whole,
  realms: list(text),
  resolver: text,
  revoked: flag,
  rollout_state: oneOf(...ROLLOUT_STATES),
  serial: text,
  state: oneOf(...TOKEN_STATES),
  sync_window: whole,
  tokengroup: list(text),
  tokentype: only("tiqr"),
  user_editable: flag,
  user_id: text,
  user_realm: text,
  username: text,
});
export type TokenJson = ValueOf<typeof tokenShape>;

export const linkShape = shape("EnrolmentLink", {
  id: text,
  user: text,
  realm: text,
  serial: text,
  state: oneOf(...OPEN_LINK_STATES),
  made_by: text,
  made_at: time,
  expires_at: time,
});
export type LinkJson = ValueOf<typeof linkShape>;
