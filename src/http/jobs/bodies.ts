// What a job may be told to do.

import { LINKS, TOKEN_ACTION_NAMES, USER_ACTIONS } from "../../core/ports/job.ts";
import { Fault, readBy, worded } from "../../lib/read-schema.ts";
import { either, flag, list, object, oneOf, text, whole } from "../../lib/schema.ts";
import { LANGUAGES } from "../../lib/words.ts";

/** A flag or a number may be a text, since a query has nothing else. */
const switched = readBy(either(flag, text), (value) =>
  [true, false, "true", "false"].includes(value as string)
    ? String(value) === "true"
    : new Fault("expected true or false"),
);
/** With an `id` of the sender's, the same request twice begins one job. */
const COMMON = {
  validity: worded(either(whole, text), "expected a number of seconds"),
  id: text,
  name: text,
  mail: switched,
  language: oneOf(...LANGUAGES),
};

export const jobBodies = {
  "POST /jobs/tokens": object(
    { action: oneOf(...TOKEN_ACTION_NAMES) },
    { serials: list(text), disabled_by: text, ...COMMON },
  ),
  "POST /jobs/users": object(
    {},
    {
      csv: worded(text, "expected a text, or a dry_run_id"),
      dry_run_id: text,
      dry_run: switched,
      links: oneOf(...LINKS),
      action: oneOf(...USER_ACTIONS),
      blocked_by: text,
      from: text,
      until: text,
      reason: text,
      ...COMMON,
    },
  ),
};
