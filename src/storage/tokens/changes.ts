// Each change of src/core/ports/tokens/management.ts as SQL: what it sets, and for which tokens.

import type { TokenChange } from "../../core/ports/tokens/management.ts";
import { isShutOut } from "../sql/shut-out.ts";
import type { Parameters } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { NO_PROOF } from "./enrolment.ts";
import type { TokenLimits } from "./init.ts";
import { MAY_SHADOW, shadowParameters } from "./shadows.ts";

interface ChangeSql {
  /** UPDATE or DELETE, up to its WHERE. */
  readonly verb: string;
  readonly guard: string;
  readonly parameters: Parameters;
  /** DELETE or UPDATE of the failures of these tokens, up to its WHERE. */
  readonly failures?: string;
}

/** A change of owner ends open transactions and forgets the phone's secret. */
export const FORGET_PHONE = `generation = generation + 1, sealed_secret = NULL, rollout_state = 'clientwait', session_hash = NULL,
  session_expires_at_ms = NULL, session_uses = NULL, ${NO_PROOF}, authentication_url = NULL,
  identity = NULL, service_identifier = NULL, import_digest = NULL,
  notification_type = NULL, notification_address = NULL, sealed_notification_address = NULL, disabled_by_job = NULL`;

const ALIVE = "NOT revoked";

/** Every login reads the texts that administrators keep with a token, so their JSON is bounded. */
const MAX_INFO_CHARACTERS = 8192;

/** The sealed PIN made for this token's serial. */
const PIN_OF_SERIAL = "(SELECT value FROM json_each(:sealed_pins) WHERE key = token.serial)";

const HAS_PIN_OF_SERIAL = "serial IN (SELECT key FROM json_each(:sealed_pins))";

const OWNER_IS_OUT = isShutOut("token.user", "token.realm");

/** Counts the tokens of the user to whom a token is assigned. */
const OF_THE_USER = `SELECT count(*) FROM token AS other WHERE (other.user, other.realm) IN (${WHO})`;

export function sqlOf(change: TokenChange, nowMs: number, settings: UserSettings & TokenLimits): ChangeSql {
  switch (change.kind) {
    case "activate":
      return update(
        "active = :active, disabled_by_job = CASE WHEN active THEN :job END",
        // Whoever disables what a job has disabled wants it to stay so when the job is taken back.
        // The guard sees a user's tokens before any is changed, so earlier ones count as active.
        `${ALIVE} AND CASE WHEN :active THEN NOT active AND (:job IS NULL OR disabled_by_job = :job) AND NOT ${OWNER_IS_OUT}
            AND (:max_active = 0 OR (
              SELECT count(*) FROM token AS other
              WHERE other.realm = token.realm AND other.user = token.user AND NOT other.revoked
                AND (other.active OR (:serial IS NULL AND other.id < token.id))) < :max_active)
          ELSE active OR (disabled_by_job IS NOT NULL AND disabled_by_job IS NOT :job) END`,
        { active: change.active ? 1 : 0, max_active: change.maxActivePerUser, job: change.job ?? null },
      );
    case "reset-failcount":
      // Sets nothing, but counts the tokens, whether they have failures or not.
      return { ...update("max_fail = max_fail", ALIVE), failures: "DELETE FROM lock" };
    case "revoke":
      // The secret stays: an answer of this phone is recognised, not counted as a guess on others.
      return update("revoked = 1, active = 0, generation = generation + 1, session_hash = NULL", "true");
    case "set-pin":
      // A token made after these were found has no PIN sealed for it here, and keeps its own.
      return update(
        `generation = generation + 1, sealed_pin = ${PIN_OF_SERIAL}, pin_given = :pin_given, import_digest = NULL`,
        `${ALIVE} AND ${HAS_PIN_OF_SERIAL}`,
        {
          sealed_pins: JSON.stringify(change.sealedPins),
          pin_given: change.isGiven ? 1 : 0,
          undo: change.undo ?? null,
        },
      );
    case "set": {
      const changed = update(
        `max_fail = coalesce(:max_fail, max_fail), description = coalesce(:description, description),
         valid_from_ms = coalesce(:valid_from, valid_from_ms), valid_until_ms = coalesce(:valid_until, valid_until_ms)`,
        ALIVE,
        {
          max_fail: change.maxFail ?? null,
          description: change.description ?? null,
          valid_from: change.validFromMs ?? null,
          valid_until: change.validUntilMs ?? null,
        },
      );
      // Fewer tries may lock a path at once, and lists find locks by their own copy of the limit.
      return change.maxFail === undefined ? changed : { ...changed, failures: "UPDATE lock SET max_fail = :max_fail" };
    }
    case "set-info":
      return update(
        "info = json_patch(info, :info)",
        `${ALIVE} AND length(json_patch(info, :info)) <= max(length(info), ${MAX_INFO_CHARACTERS})`,
        { info: JSON.stringify(change.info) },
      );
    case "assign":
      return update(
        `${FORGET_PHONE}, assigned_at_ms = :now, sealed_pin = coalesce(${PIN_OF_SERIAL}, sealed_pin),
         pin_given = pin_given AND ${PIN_OF_SERIAL} IS NULL,
         user = (SELECT name FROM (${WHO})), realm = (SELECT realm FROM (${WHO}))`,
        `${ALIVE} AND user IS NULL
          AND (SELECT ${MAY_SHADOW} AND NOT ${isShutOut("who.name", "who.realm")} FROM (${WHO}) AS who)
          AND (:max_tokens = 0 OR (${OF_THE_USER}) < :max_tokens)
         AND (:max_active = 0 OR NOT active OR (${OF_THE_USER} AND other.active AND NOT other.revoked) < :max_active)`,
        {
          ...whoParameters(change.named, settings),
          ...shadowParameters(change.named, change.shadows, settings),
          now: nowMs,
          sealed_pins: JSON.stringify(change.sealedPins),
          max_tokens: settings.maxTokensPerUser,
          max_active: settings.maxActiveTokensPerUser,
        },
      );
    case "unassign":
      return update(`${FORGET_PHONE}, assigned_at_ms = NULL, user = NULL, realm = NULL`, ALIVE);
    case "delete":
      return { verb: "DELETE FROM token", guard: "true", parameters: {} };
  }
}

const update = (set: string, guard: string, parameters: Parameters = {}): ChangeSql => ({
  verb: `UPDATE token SET ${set}`,
  guard,
  parameters,
});
