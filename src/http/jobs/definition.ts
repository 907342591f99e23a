// Jobs on many tokens or users: ./routes.ts.

import { list, object, text } from "../../lib/schema.ts";
import { succeeds } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { CSV } from "../openapi/lists.ts";
import { jobBodies } from "./bodies.ts";
import { jobShape, listedJobShape } from "./shapes.ts";

const BEGUN = succeeds(object({ id: text }));
/** These need the right of the job itself, which depends on what it does. */
const ofOne = (does: string, tells = "") =>
  ({
    does,
    tells: `${tells}Needs the right of the job, and \`manyatonce\`.`,
    right: "signed-in",
    answers: [succeeds(jobShape)],
    reasons: ["unknown-job", "missing-right", "other-realm", "administrators-only", "confirmation-needed"],
  }) satisfies Definition;

export const jobDefinitions = {
  "GET /jobs": {
    does: "The newest jobs of the account",
    tells: "They are 20 at most.",
    right: "signed-in",
    answers: [succeeds(list(listedJobShape))],
  },
  "POST /jobs/tokens": {
    does: "Begins to unlock, disable, enable or delete many tokens, or to make links for them",
    tells:
      "Needs the right of the `action`, too: `reset`, `disable`, `enable`, `delete` or `enrollTIQR`. The answer is " +
      "the `id` of the job. With `disabled_by` in place of `serials`, `enable` takes back what that job has disabled.",
    right: "manyatonce",
    body: jobBodies["POST /jobs/tokens"],
    answers: [BEGUN],
    reasons: ["missing-parameter", "too-many-jobs", "unknown-job"],
  },
  "POST /jobs/users": {
    does: "Begins to make or change the users of a CSV, or to report what that would do",
    tells:
      "Needs `set_custom_user_attributes`, and `enrollTIQR` unless `links` is `none`; for its column `blocked` also " +
      "`disable` or `enable`. It changes nothing unless `dry_run` is false. The answer is the `id` of the job. The " +
      "`action` says that the file only names those who get links, or who are blocked or unblocked, which needs only " +
      "`disable` or `enable`. With `blocked_by` in place of `csv`, `unblock` takes back what that job has blocked.",
    right: "manyatonce",
    limit: "upload",
    body: jobBodies["POST /jobs/users"],
    answers: [BEGUN],
    reasons: ["missing-right", "other-realm", "invalid-file", "too-many-jobs", "unknown-job"],
  },
  "GET /jobs/:id": ofOne("How far a job is", "`failures` has the first 100. "),
  "GET /jobs/:id/result": {
    ...ofOne("What became of each token or user, with the registration links", "The answer is CSV. "),
    answers: [CSV],
  },
  "POST /jobs/:id/cancel": ofOne("Ends a job with the batch that is under way", "What is done stays done. "),
} satisfies Definitions;
