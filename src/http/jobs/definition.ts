// Jobs on many tokens or users: ./routes.ts.

import { LINKS, TOKEN_ACTIONS } from "../../core/jobs/job.ts";
import { MAIL_LANGUAGES } from "../../core/ports/people/mail.ts";
import { success } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { CSV } from "../openapi/lists.ts";
import { either, flag, list, object, oneOf, orNull, shared, text, time, whole } from "../openapi/schema.ts";

const BEGUN = success(object({ id: text }));
/** The sender may draw an id: the same request twice is one job then. */
const COMMON = {
  validity: either(whole, text),
  id: text,
  mail: either(flag, text),
  language: oneOf(...MAIL_LANGUAGES),
};

/** The right is that of the job: its maker could have any of those below. */
const ofOne = (does: string, tells = ""): Definition => ({
  does,
  tells: `${tells}Needs the right of the job.`,
  right: "signed in",
  answers: [success(shared("Job"))],
  reasons: ["unknown-job", "missing-right", "other-realm", "administrators-only", "confirmation-needed"],
});

export const jobDefinitions: Definitions = {
  "GET /jobs": {
    does: "The newest jobs of the account",
    tells: "They are 20 at most.",
    right: "signed in",
    answers: [
      success(
        list(
          object({ id: text, kind: oneOf("tokens", "users"), total: whole, begun_at: time, ended_at: orNull(time) }),
        ),
      ),
    ],
  },
  "POST /jobs/tokens": {
    does: "Begins to unlock, disable or delete many tokens, or to make links for them",
    tells:
      "Needs the right of the `action`: `reset`, `disable`, `delete` or `enrollTIQR`. The answer is the `id` of the job.",
    right: "signed in",
    body: object({ serials: list(text), action: oneOf(...Object.keys(TOKEN_ACTIONS)) }, COMMON),
    answers: [BEGUN],
    reasons: ["missing-right", "missing-parameter", "too-many-jobs", "unknown-job"],
  },
  "POST /jobs/users": {
    does: "Begins to make or change the users of a CSV, or to report what that would do",
    tells:
      "Needs `enrollTIQR`, too, unless `links` is `none`. It changes nothing unless `dry_run` is false. The answer is the `id` of the " +
      "job.",
    right: "set_custom_user_attributes",
    body: object({}, { csv: text, dry_run_id: text, dry_run: either(flag, text), links: oneOf(...LINKS), ...COMMON }),
    answers: [BEGUN],
    reasons: ["invalid-file", "too-many-jobs", "unknown-job"],
  },
  "GET /jobs/:id": ofOne("How far a job is", "`failures` has the first 100. "),
  "GET /jobs/:id/result": {
    ...ofOne("What became of each token or user, with the enrolment links", "The answer is CSV. "),
    answers: [CSV],
  },
  "POST /jobs/:id/cancel": ofOne("Ends a job with the batch that is under way", "What is done stays done. "),
};
