// Users in D1. There is no resolver at the edge: a user becomes known when a token is made for it.

import type { UserStore } from "../../core/ports/people/users.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, inRealms } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters, touchGuard } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import type { UserSettings } from "../sql/subject-query.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { createPasses } from "../tokens/pass.ts";
import { createAttributes } from "./attributes.ts";
import { createBlocks } from "./block.ts";
import { readUserList } from "./list.ts";
import { createUserLook } from "./look.ts";
import { createPut } from "./put.ts";
import { removal } from "./removal/removal.ts";
import { createRestore } from "./removal/restore.ts";
import { createSignOut } from "./sign-out.ts";
import { createUnseenNames } from "./unseen-names.ts";

/** Realms that are listed. Every one costs a jump along the index. */
const MAX_REALMS = 500;

/** Jumps from each realm to the next; the first row comes before them all. */
const REALMS = `WITH RECURSIVE known (realm) AS (
    SELECT ''
    UNION ALL
    SELECT (SELECT realm FROM user WHERE user.realm > known.realm ORDER BY realm LIMIT 1)
    FROM known WHERE known.realm IS NOT NULL LIMIT ${MAX_REALMS + 1})
  SELECT realm FROM known WHERE realm <> '' AND ${CALLER_MAY} AND ${inRealms("realm")} ORDER BY realm`;

export function createUserStore(
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings & LockRules & Pick<Settings, "sessionIdleMs">,
): UserStore {
  return {
    ...createAttributes(db, notes, settings),
    ...createUserLook(db, settings),
    ...createSignOut(db, notes, settings),
    ...createBlocks(db, notes, settings),
    ...createRestore(db, notes, settings),
    ...createPut(db, notes, settings),
    ...createPasses(db, notes, settings),
    ...createUnseenNames(db),

    async realms(caller, right) {
      const realms = part<{ realm: string }>(REALMS, callerParameters(caller, right));
      const found = await batchForCaller(db, caller, right, { realms });
      return found.ok ? { ok: true, realms: found.realms.rows.map(({ realm }) => realm) } : found;
    },

    list: (caller, filter, paging, nowMs) => readUserList(db, settings, caller, filter, paging, nowMs),

    async remove(caller, user, note) {
      const touched = "SELECT :name AS user, :realm AS realm";
      const guard = touchGuard(caller, "deleteuser", settings, touched, { ...user });
      const people = "SELECT :name AS name, :realm AS realm";
      const {
        formerNames,
        formerTrailNames,
        formerTrailRows,
        user: row,
        ...theirs
      } = removal(people, guard.sql, guard.parameters);
      const statements = {
        formerNames,
        formerTrailNames,
        formerTrailRows,
        user: row,
        note: after("user", await notes.of(note)),
        ...theirs,
      };
      const done = await batchForCaller(db, caller, "deleteuser", statements, guard);
      return done.ok ? { ok: true, known: done.user.changes > 0, tokens: done.tokens.rows.length } : done;
    },
  };
}
