// The statements that make a token or restart its enrolment. /token/init runs them alone, and an
// enrolment link together with the statement that spends it.

import type { Note } from "../../core/audit/audit.ts";
import { type Caller, isThePerson, type NeededRight } from "../../core/caller.ts";
import type { InitResult, NewToken } from "../../core/ports/tokens/tokens.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { pinTooShort } from "../../core/token/pin.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after, type Results } from "../sql/batch.ts";
import { type Guard, touchGuard } from "../sql/caller-guard.ts";
import { isShutOut } from "../sql/shut-out.ts";
import { part } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { NO_PROOF } from "./enrolment.ts";
import { keepReplaced } from "./replaced.ts";
import {
  MAY_SHADOW,
  refusalOfName,
  SHADOWED,
  type ShadowRow,
  shadowParameters,
  TOUCHED_BY_SHADOWS,
} from "./shadows.ts";

interface Init {
  readonly caller: Caller;
  /** By default enrollTIQR. */
  readonly right?: NeededRight;
  readonly token: NewToken;
  readonly nowMs: number;
  readonly note: Note;
  /** That of a link. */
  readonly guard?: Guard;
  /** The act of an account that replaces a phone, and can be undone; a person's own cannot. */
  readonly undo?: Pick<Parameters<typeof keepReplaced>[0], "id" | "madeAt"> | undefined;
}

/** The state before; all is null when there is no token. */
interface InitRow extends ShadowRow {
  revoked: number | null;
  enrolled: number | null;
  shut_out: number;
}

export type InitSettings = UserSettings &
  TokenLimits &
  AdministratorSettings &
  Pick<Settings, "pinRequired" | "pinMinLength">;

/** For batchForCaller with the same right. `outcomeOf` reads the statements' results. */
export async function initStatements(
  notes: Notes,
  settings: InitSettings,
  { caller, right = "enrollTIQR", token, nowMs, note, guard, undo }: Init,
) {
  const more = {
    ...guard?.parameters,
    ...whoParameters(token.named, settings),
    ...shadowParameters(token.named, token.shadows, settings),
    now: nowMs,
    serial: token.serial,
    may_exist: token.mayExist ? 1 : 0,
    description: token.description ?? null,
    max_fail: token.maxFail,
    suite: token.suite,
    sealed_pin: token.sealedPin ?? null,
    keep_pin: token.sealedPin === undefined ? 1 : 0,
    pin_needed: settings.pinRequired ? 1 : 0,
    valid_from: token.validFromMs ?? null,
    valid_until: token.validUntilMs ?? null,
    session_hash: token.sessionHash,
    session_expires_at: token.sessionExpiresAtMs,
    max_tokens: settings.maxTokensPerUser,
    max_active: settings.maxActiveTokensPerUser,
  };
  const touching = touchGuard(caller, right, settings, TOUCHED, more, true);
  const { parameters } = touching;
  // Only a link of their own (src/core/me/phones.ts) lets a person in whose account has no right.
  const may = guard && isThePerson(caller) ? NO_ADMINISTRATOR : touching.sql;
  const allowed = allowedSql(may, guard?.sql ?? "true");
  const statements = {
    before: part<InitRow>(
      `SELECT token.revoked, token.rollout_state = 'enrolled' AS enrolled, ${SHADOWED} AS shadowed,
         ${IS_OUT} AS shut_out
       FROM (${WHO}) AS who LEFT JOIN token ON token.serial = :serial`,
      parameters,
    ),
    undo:
      undo &&
      part(
        keepReplaced({
          kind: "phone",
          withPin: token.sealedPin !== undefined,
          ...undo,
          tokens: `FROM token JOIN (${WHO}) AS who ${allowed} AND token.serial = :serial AND :may_exist`,
        }),
        parameters,
      ),
    token: part(initSql(allowed), parameters),
    note: after("token", await notes.of(note)),
    // The user for whom the token was made is known from now on, in either reading of the name.
    user: part(
      `INSERT INTO user (name, realm, created_at_ms)
       SELECT user, realm, :now FROM token WHERE serial = :serial AND session_hash = :session_hash
       ON CONFLICT (realm, name) DO NOTHING`,
      parameters,
    ),
    locks: part(
      `DELETE FROM lock
       WHERE token_id = (SELECT id FROM token WHERE serial = :serial AND session_hash = :session_hash)`,
      parameters,
    ),
  };
  return {
    statements,
    touching,
    outcomeOf(done: Pick<Results<typeof statements>, "before" | "token">): Outcome<{ readonly result: InitResult }> {
      const { revoked = null, enrolled = null, shadowed = 0, shut_out = 0 } = done.before.rows[0] ?? {};
      if (done.token.rows.length > 0) return { ok: true, result: enrolled ? "replaced" : "made" };
      const exists = revoked !== null;
      if (exists && !token.mayExist) return { ok: true, result: "taken" };
      if (revoked) return refuse({ code: "token-revoked" });
      if (shut_out === 1) return refuse({ code: "user-deactivated" });
      if (!exists && parameters.keep_pin && parameters.pin_needed) return refuse(pinTooShort(settings));
      return refuse(refusalOfName(shadowed, token.named, token.shadows) ?? { code: "too-many-tokens" });
    },
  };
}

/** Whom this touches: the token's new owner, its present one, and users whose names it takes. */
const TOUCHED = `SELECT name AS user, realm FROM (${WHO}) UNION ALL SELECT user, realm FROM token WHERE serial = :serial
  UNION ALL ${TOUCHED_BY_SHADOWS}`;

/** Tokens of the named user other than the one with this serial. */
const OTHERS = "SELECT count(*) FROM token WHERE realm = who.realm AND user = who.name AND serial <> :serial";

const IS_OUT = isShutOut("who.name", "who.realm");

/** Holds for a new token without the PIN that it needs. A token that enrols again keeps its own. */
const LACKS_PIN = ":keep_pin AND :pin_needed AND NOT EXISTS (SELECT 1 FROM token WHERE serial = :serial)";

/** A person's link, however it was made, must not register a phone for an administrator. */
const NO_ADMINISTRATOR = "who.realm IS NOT :admin_realm";

const allowedSql = (may: string, guard: string) => `WHERE ${may} AND ${guard} AND ${MAY_SHADOW} AND NOT ${IS_OUT}
    AND NOT (${LACKS_PIN})
    AND (:max_tokens = 0 OR (${OTHERS}) < :max_tokens)
    AND (:max_active = 0 OR (${OTHERS} AND active AND NOT revoked) < :max_active)`;

const initSql = (allowed: string) => `
  INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite,
    sealed_pin, valid_from_ms, valid_until_ms, session_hash, session_expires_at_ms, session_uses, created_at_ms, assigned_at_ms)
  SELECT :serial, 1, who.name, who.realm, coalesce(:description, ''), 1, 0, 'clientwait', :max_fail, :suite,
    :sealed_pin, :valid_from, :valid_until, :session_hash, :session_expires_at, 0, :now, :now
  FROM (${WHO}) AS who
  ${allowed}
  ON CONFLICT (serial) DO UPDATE SET
    generation = generation + 1, user = excluded.user, realm = excluded.realm, assigned_at_ms = excluded.assigned_at_ms,
    description = coalesce(:description, description), rollout_state = 'clientwait', suite = excluded.suite,
    sealed_pin = CASE WHEN :keep_pin THEN sealed_pin ELSE excluded.sealed_pin END, pin_given = pin_given AND :keep_pin,
    sealed_secret = NULL,
    valid_from_ms = coalesce(:valid_from, valid_from_ms), valid_until_ms = coalesce(:valid_until, valid_until_ms),
    session_hash = excluded.session_hash, session_expires_at_ms = excluded.session_expires_at_ms, session_uses = 0, ${NO_PROOF},
    authentication_url = NULL, identity = NULL, service_identifier = NULL, import_digest = NULL,
    notification_type = NULL, notification_address = NULL, sealed_notification_address = NULL, disabled_by_job = NULL
  WHERE :may_exist AND NOT revoked
  RETURNING id`;

export interface TokenLimits {
  readonly maxTokensPerUser: number;
  readonly maxActiveTokensPerUser: number;
}
