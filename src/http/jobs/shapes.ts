// Work on many tokens or users.

import { TOKEN_ACTIONS } from "../../core/jobs/job.ts";
import { MAIL_DELAYS } from "../../core/ports/people/mail.ts";
import { either, flag, list, mapOf, object, oneOf, orNull, type Schema, text, time, whole } from "../openapi/schema.ts";

export const JOBS: Readonly<Record<string, Schema>> = {
  Job: object({
    id: text,
    kind: oneOf("tokens", "users"),
    action: oneOf(...Object.keys(TOKEN_ACTIONS), ""),
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
    mail: orNull(
      object({ sent: whole, not_sent: whole, waits_for: oneOf("", ...MAIL_DELAYS), again_at: orNull(time) }),
    ),
    reason: text,
    begun_by: text,
    begun_at: time,
    ended_at: orNull(time),
    kept_until: orNull(time),
  }),
};
