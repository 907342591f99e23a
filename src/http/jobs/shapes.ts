// Work on many tokens or users.

import { TOKEN_ACTION_NAMES, USER_ACTIONS, USER_FIELDS } from "../../core/ports/job.ts";
import { MAIL_DELAYS } from "../../core/ports/people/mail.ts";
import {
  either,
  flag,
  list,
  mapOf,
  object,
  oneOf,
  orNull,
  shape,
  text,
  time,
  type ValueOf,
  whole,
} from "../../lib/schema.ts";

/** What the jobs of either kind do; empty for an import. */
const ACTION = oneOf(...new Set([...TOKEN_ACTION_NAMES, ...USER_ACTIONS]), "");
const KIND = oneOf("tokens", "users");

/** A job in a list. */
export const listedJobShape = object({
  id: text,
  name: text,
  kind: KIND,
  action: ACTION,
  dry_run: flag,
  total: whole,
  begun_by: text,
  begun_at: time,
  ended_at: orNull(time),
});
export type ListedJobJson = ValueOf<typeof listedJobShape>;

const mailShape = object({
  sent: whole,
  not_sent: whole,
  waits_for: oneOf("", ...MAIL_DELAYS),
  again_at: orNull(time),
});
export type JobMailJson = ValueOf<typeof mailShape>;

export const jobShape = shape("Job", () => ({
  id: text,
  name: text,
  kind: KIND,
  action: ACTION,
  undoes: text,
  dry_run: flag,
  state: oneOf("waiting", "running", "done", "cancelled", "failed"),
  cancelling: flag,
  done: whole,
  total: whole,
  failed: whole,
  failures: list(
    object({
      line: whole,
      serial: text,
      user: text,
      realm: text,
      reason: text,
      evidence: mapOf(either(text, whole)),
      message: text,
    }),
  ),
  outcomes: mapOf(whole),
  links: whole,
  fields: mapOf(whole),
  changes: list(
    object({
      line: whole,
      user: text,
      realm: text,
      fields: list(object({ field: oneOf(...USER_FIELDS), old: orNull(text), new: text })),
    }),
  ),
  first: list(object({ line: whole, user: text, realm: text, name: text, email: text, groups: text, outcome: text })),
  mail: orNull(mailShape),
  reason: text,
  begun_by: text,
  begun_at: time,
  ended_at: orNull(time),
  kept_until: orNull(time),
}));
export type JobJson = ValueOf<typeof jobShape>;
