// Changes tokens in D1, for administrators. ./list.ts lists them.

import type { TokenChange, TokenManagement } from "../../core/ports/tokens/management.ts";
import { refuse } from "../../core/reasons.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, inRealms } from "../sql/administrators-guard.ts";
import { after, batch } from "../sql/batch.ts";
import {
  batchForCaller,
  CALLER_MAY,
  callerParameters,
  IS_CALLER,
  sessionParameters,
  touchGuard,
} from "../sql/caller-guard.ts";
import { isShutOut } from "../sql/shut-out.ts";
import { type BatchPart, part } from "../sql/sql.ts";
import {
  joinOf,
  type SubjectRow,
  subjectParameters,
  subjectQuery,
  subjectStatement,
  type UserSettings,
  viewOf,
  WHO,
} from "../sql/subject-query.ts";
import { MAY_ENROL, withdrawal } from "../sql/withdraw.ts";
import { sqlOf } from "./changes.ts";
import type { LockRules } from "./conditions.ts";
import type { TokenLimits } from "./init.ts";
import { readTokenList } from "./list.ts";
import { otherAddresses } from "./other-addresses.ts";
import { keepReplaced } from "./replaced.ts";
import { refusalOfName, SHADOWED, type ShadowRow, TOUCHED_BY_SHADOWS } from "./shadows.ts";
import { createUnlocking } from "./unlock-many.ts";

const takesAway = (change: TokenChange): boolean =>
  change.kind === "revoke" || (change.kind === "activate" && !change.active);

/**
 * Holds for a link of a token that can no longer sign in, and for every link of a person who has no
 * other phone that can. The links of a person with another one may be meant for it.
 */
const outlives = (ofSubject: string): string => `${MAY_ENROL} AND EXISTS (
  SELECT 1 ${ofSubject} WHERE token.active = 0 AND token.user = link.user AND token.realm = link.realm
    AND (token.serial IN (link.replaces, link.serial) OR NOT EXISTS (
      SELECT 1 FROM token AS other WHERE other.realm = link.realm AND other.user = link.user
        AND other.active AND NOT other.revoked AND other.rollout_state = 'enrolled')))`;

export function createTokenManagement(
  db: D1Database,
  notes: Notes,
  settings: UserSettings & TokenLimits & LockRules & AdministratorSettings,
): TokenManagement {
  return {
    ...createUnlocking(db, notes, settings),
    list: (caller, right, filter, page, nowMs) => readTokenList(db, settings, caller, right, filter, page, nowMs),

    async viewFor(caller, right, subject) {
      const tokens = subjectStatement(
        db,
        subject,
        settings,
        `${CALLER_MAY} AND ${inRealms("token.realm")}`,
        callerParameters(caller, right),
      );
      const found = await batchForCaller(db, caller, right, { tokens });
      return found.ok ? { ok: true, ...viewOf(found.tokens.rows, subject.serial) } : found;
    },

    async viewOwn(caller) {
      const named = { user: caller.name, realm: settings.adminRealm };
      const isCaller = `EXISTS (SELECT 1 FROM admin WHERE ${IS_CALLER})`;
      const done = await batch(db, {
        account: part(`SELECT 1 WHERE ${isCaller}`, sessionParameters(caller)),
        tokens: subjectStatement(db, { serial: undefined, named }, settings, isCaller, sessionParameters(caller)),
      });
      if (done.account.rows.length === 0) return refuse({ code: "signed-out" });
      return { ok: true, ...viewOf(done.tokens.rows, undefined) };
    },

    async change(caller, right, subject, change, nowMs, note) {
      const changing = sqlOf(change, nowMs, settings);
      const join = joinOf(subject);
      // An assignment also names a user. Its subject is a serial, so a name's parameters are free.
      const ofSubject = `FROM (${WHO}) AS who JOIN token ON ${join}`;
      const assignment = change.kind === "assign" ? change : undefined;
      const assigned = assignment ? ` UNION ALL SELECT name, realm FROM (${WHO}) UNION ALL ${TOUCHED_BY_SHADOWS}` : "";
      const touched = `SELECT token.user, token.realm ${ofSubject}${assigned}`;
      const guard = touchGuard(caller, right, settings, touched, {
        ...subjectParameters(subject, settings),
        ...changing.parameters,
        now: nowMs,
      });
      const { parameters } = guard;
      const withdrawn = takesAway(change)
        ? withdrawal(`${outlives(ofSubject)} AND ${guard.sql}`, parameters)
        : undefined;
      const statements = {
        before: part<SubjectRow>(subjectQuery(`${join} AND ${CALLER_MAY}`), parameters),
        shadows: assignment
          ? part<ShadowRow>(`SELECT ${SHADOWED} AS shadowed FROM (${WHO}) AS who`, parameters)
          : undefined,
        // Whoever is kept out may not get a token that works.
        out:
          assignment || (change.kind === "activate" && change.active)
            ? part(
                `SELECT 1 FROM (${touched}) AS touched WHERE ${isShutOut("touched.user", "touched.realm")} LIMIT 1`,
                parameters,
              )
            : undefined,
        undo:
          change.kind === "set-pin" && change.undo !== undefined
            ? part(
                keepReplaced({
                  kind: "pin",
                  id: ":undo",
                  tokens: `${ofSubject} WHERE ${changing.guard} AND ${guard.sql}`,
                }),
                parameters,
              )
            : undefined,
        changed: part(
          `${changing.verb} WHERE id IN (SELECT token.id ${ofSubject}) AND ${changing.guard} AND ${guard.sql} RETURNING id`,
          parameters,
        ),
        note: after("changed", await notes.of(note)),
        // Right after such an act an open link would let the person in again, or whoever has it.
        code: withdrawn?.code,
        link: withdrawn?.link,
        user: assignment ? knowUser(subject.serial ?? "", nowMs) : undefined,
        failures: changing.failures
          ? part(
              `${changing.failures} WHERE token_id IN (SELECT token.id ${ofSubject} WHERE ${changing.guard}) AND ${guard.sql}`,
              parameters,
            )
          : undefined,
      };
      const done = await batchForCaller(db, caller, right, statements, guard);
      if (!done.ok) return done;
      const { user, tokens: found } = viewOf(done.before.rows);
      const { shadowed = 0 } = done.shadows?.rows[0] ?? {};
      const nameRefusal = assignment && refusalOfName(shadowed, assignment.named, assignment.shadows);
      return {
        ok: true,
        user,
        found,
        changed: done.changed.rows.length,
        isOut: (done.out?.rows.length ?? 0) > 0,
        nameRefusal,
      };
    },

    otherAddresses: (caller, right, own) => otherAddresses(db, caller, right, own),
  };

  /** Makes the user to whom the token was assigned a known user. */
  function knowUser(serial: string, nowMs: number): BatchPart {
    return part(
      `INSERT INTO user (name, realm, created_at_ms) SELECT user, realm, :now FROM token
       WHERE serial = :serial AND user IS NOT NULL ON CONFLICT (realm, name) DO NOTHING`,
      { serial, now: nowMs },
    );
  }
}
