// Work on many tokens or users.

import { JOB_STATES, TOKEN_ACTIONS, type TokenAction } from "../../core/jobs/job.ts";
import { MAIL_DELAYS } from "../../core/ports/people/mail.ts";
import {
  described,
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

/** A file comes with the request, or is that of a dry run. */
export const FILE_EXPECTED = "expected a text, or a dry_run_id";

export const ACTIONS = Object.keys(TOKEN_ACTIONS) as readonly TokenAction[];

const KIND = oneOf("tokens", "users");

/** A job as a list has it. */
export const listedJobShape = object({
  id: text,
  kind: KIND,
  total: whole,
  begun_at: time,
  ended_at: described(orNull(time), "Null while it goes on"),
});
export type ListedJobJson = ValueOf<typeof listedJobShape>;

const mailShape = object({
  sent: whole,
  not_sent: described(whole, "Links that were not mailed; the result says why, and has them"),
  waits_for: described(
    oneOf("", ...MAIL_DELAYS),
    "Why it waits with its mail, and when it tries again; empty if it does not wait",
  ),
  again_at: orNull(time),
});
export type JobMailJson = ValueOf<typeof mailShape>;

export const jobShape = shape("Job", {
  id: text,
  kind: KIND,
  action: described(oneOf(...ACTIONS, ""), "Empty for users"),
  dry_run: flag,
  state: oneOf(...JOB_STATES),
  cancelling: described(flag, "It was cancelled, and the batch under way is its last one"),
  done: whole,
  total: whole,
  failed: whole,
  failures: described(
    list(
      object({
        line: whole,
        serial: text,
        user: text,
        realm: text,
        reason: text,
        evidence: described(
          mapOf(either(text, whole)),
          "What the reason leaves open, as the parameters of TiQR-Reason",
        ),
        message: text,
      }),
    ),
    "The first ones; the result has all. `line`: of the file, or the place in the list of serials",
  ),
  mail: described(orNull(mailShape), "How its mails go on; null when it sends none"),
  reason: described(text, "Why the job has failed as a whole; otherwise empty"),
  begun_by: text,
  begun_at: time,
  ended_at: described(orNull(time), "Null while it goes on"),
  kept_until: described(orNull(time), "Until when its result is kept; null while it goes on"),
});
export type JobJson = ValueOf<typeof jobShape>;

/** What became of one token or user: a row of CSV, where a number is a text, too. */
export const JOB_RESULT = {
  line: whole,
  serial: text,
  user: described(text, "As in all CSV, a name that a spreadsheet would compute has an apostrophe in front"),
  realm: text,
  outcome: described(
    text,
    "`unlocked`, `disabled`, `deleted`, `absent`, `link`, `made`, `changed`, `unchanged`, `not-reached`, or the code of a reason",
  ),
  message: text,
  link: described(
    text,
    "An enrolment link: a secret. The first person to open it enrols. One that was mailed is not here",
  ),
  link_expires: text,
  reason: described(text, "Of what has failed, as in TiQR-Reason"),
  mail: described(
    text,
    "`sent`, `no-address`, `refused`, `unavailable`, `link-over`, `not-sent`, in a dry run `would-be-sent`; empty if none was asked for",
  ),
};
