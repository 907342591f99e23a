// Lists and changes tokens in D1, for administrators.

import type { Page, TokenChange, TokenFilter, TokenManagement } from "../../core/ports/management.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, mayTouch } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { matches, patternParameter } from "../sql/like.ts";
import { type Parameters, type Statement, statement } from "../sql/sql.ts";
import {
  joinOf,
  type SubjectRow,
  subjectParameters,
  subjectQuery,
  subjectStatement,
  type UserSettings,
  viewOf,
  WHO,
  whoParameters,
} from "../sql/subject-query.ts";
import { sqlOf } from "./changes.ts";
import { type Locking, lockedAnywhere } from "./conditions.ts";
import type { TokenLimits } from "./init.ts";
import { otherAddresses } from "./other-addresses.ts";
import { SHADOWED, type ShadowRow } from "./shadows.ts";
import { createUnlocking } from "./unlock-many.ts";

const SORT_COLUMNS: Readonly<Record<Page["sortBy"], string>> = {
  serial: "token.serial",
  username: "token.user",
  realm: "token.realm",
  description: "token.description",
  active: "token.active",
  failcount: "(SELECT coalesce(max(lock.failcount), 0) FROM lock WHERE lock.token_id = token.id)",
  rollout_state: "token.rollout_state",
  id: "token.id",
};

/** Changes that end the transactions opened before. */
const ENDING: ReadonlySet<TokenChange["kind"]> = new Set(["revoke", "set-pin", "unassign", "delete"]);

export function createTokenManagement(
  db: D1Database,
  notes: Notes,
  settings: UserSettings & TokenLimits & Locking & AdministratorSettings,
): TokenManagement {
  return {
    ...createUnlocking(db, notes, settings),

    async viewFor(caller, right, subject) {
      const tokens = subjectStatement(db, subject, settings, CALLER_MAY, callerParameters(caller, right));
      const found = await batchForCaller(db, caller, right, { tokens });
      return found.ok ? { ok: true, ...viewOf(found.tokens.rows, subject.serial) } : found;
    },

    async list(caller, right, filter, page, nowMs) {
      const { conditions, parameters } = filterSql(filter, lockedAnywhere(nowMs, settings));
      const order = `ORDER BY ${SORT_COLUMNS[page.sortBy]} ${page.descending ? "DESC" : "ASC"}, token.id LIMIT :size OFFSET :offset`;
      const bound = {
        ...callerParameters(caller, right),
        ...whoParameters(filter.named, settings),
        ...parameters,
        size: page.size,
        offset: (page.number - 1) * page.size,
      };
      const join = [CALLER_MAY, ...conditions].join(" AND ");
      const found = await batchForCaller(db, caller, right, {
        page: statement<SubjectRow>(db, subjectQuery(join, order), bound),
        // This row has the user and the count, which a page after the last one would lack.
        first: statement<SubjectRow>(db, subjectQuery(join, "LIMIT 1"), bound),
      });
      if (!found.ok) return found;
      const { tokens } = viewOf(found.page.rows);
      const { rows } = found.first;
      return { ok: true, user: viewOf(rows).user, tokens, count: rows[0]?.token_count ?? 0 };
    },

    async change(caller, right, subject, change, nowMs, note) {
      const { verb, guard, parameters, unlocks = false } = sqlOf(change, nowMs, settings);
      const join = joinOf(subject);
      // An assignment names a user as well. Its subject is a serial, so the name's parameters are free for it.
      const ofSubject = `FROM (${WHO}) AS who JOIN token ON ${join}`;
      const assigned = change.kind === "assign" ? ` UNION ALL SELECT name, realm FROM (${WHO})` : "";
      const touched = `SELECT token.user, token.realm ${ofSubject}${assigned}`;
      const guards = `${CALLER_MAY} AND ${mayTouch(touched)}`;
      const bound = {
        ...callerParameters(caller, right),
        ...administratorParameters(caller, settings),
        ...subjectParameters(subject, settings),
        ...parameters,
      };
      const assigns = change.kind === "assign";
      const statements = {
        before: statement<SubjectRow>(db, subjectQuery(`${join} AND ${CALLER_MAY}`), bound),
        shadows: assigns
          ? statement<ShadowRow>(db, `SELECT ${SHADOWED} AS shadowed FROM (${WHO}) AS who`, bound)
          : undefined,
        // Before the change, because afterwards a deleted token has no serial and an unassigned one no user.
        logins: ENDING.has(change.kind)
          ? statement(
              db,
              `DELETE FROM challenge WHERE serial IN (SELECT token.serial ${ofSubject}) AND ${guards}`,
              bound,
            )
          : undefined,
        changed: statement(
          db,
          `${verb} WHERE id IN (SELECT token.id ${ofSubject}) AND ${guard} AND ${guards} RETURNING id`,
          bound,
        ),
        note: after("changed", await notes.of(note)),
        user: assigns ? knowUser(subject.serial ?? "", nowMs) : undefined,
        locks: unlocks
          ? statement(
              db,
              `DELETE FROM lock WHERE token_id IN (SELECT token.id ${ofSubject} WHERE ${guard}) AND ${guards}`,
              bound,
            )
          : undefined,
      };
      const done = await batchForCaller(db, caller, right, statements, { touched, parameters: bound });
      if (!done.ok) return done;
      const { user, tokens: found } = viewOf(done.before.rows);
      const shadowed = done.shadows?.rows[0]?.shadowed ?? 0;
      return { ok: true, user, found, changed: done.changed.rows.length, shadowed };
    },

    otherAddresses: (caller, right, own) => otherAddresses(db, caller, right, own),
  };

  /** Makes the user to whom the token was assigned a known user. */
  function knowUser(serial: string, nowMs: number): Statement {
    return statement(
      db,
      `INSERT INTO user (name, realm, created_at_ms) SELECT user, realm, :now FROM token
       WHERE serial = :serial AND user IS NOT NULL ON CONFLICT (realm, name) DO NOTHING`,
      { serial, now: nowMs },
    );
  }
}

/** `outOfTries` is the condition for the filter of that name. */
function filterSql(filter: TokenFilter, outOfTries: string): { conditions: string[]; parameters: Parameters } {
  const conditions: string[] = [];
  const parameters: Record<string, string | number> = {};
  const like = (column: string, name: string, pattern: string | undefined) => {
    if (pattern === undefined) return;
    conditions.push(matches(column, name, pattern));
    parameters[name] = patternParameter(pattern);
  };
  const is = (condition: string, wanted: boolean | undefined) => {
    if (wanted !== undefined) conditions.push(wanted ? condition : `NOT ${condition}`);
  };
  if (filter.named) conditions.push("token.realm = who.realm AND token.user = who.name");
  like("token.serial", "serial", filter.serial);
  like("token.user", "username", filter.username);
  like("token.realm", "realm", filter.realm);
  like("token.description", "description", filter.description);
  like("token.rollout_state", "rollout_state", filter.rolloutState);
  is("(token.user IS NOT NULL)", filter.assigned);
  is("token.active", filter.active);
  is("token.revoked", filter.revoked);
  is(`(${outOfTries})`, filter.outOfTries);
  return { conditions, parameters };
}
