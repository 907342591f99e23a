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
      const { parameters } = guard;
      const whose = `user = :name AND realm = :realm AND ${guard.sql}`;
      const statements = {
        tokens: part(`DELETE FROM token WHERE ${whose} RETURNING id`, parameters),
        user: part(`DELETE FROM user WHERE name = :name AND realm = :realm AND ${guard.sql}`, parameters),
        note: after("user", await notes.of(note)),
        // The pseudonym takes the name's place, also in the entry just noted.
        // The first two conditions let the index on names find rows; the others compare exactly.
        pseudonyms: part(
          `UPDATE audit SET user = pseudonym WHERE user <> '' AND user = :name COLLATE NOCASE AND ${whose}`,
          parameters,
        ),
        // Parts of the trail in the bucket have no name, so that this reaches them, too.
        trailNames: part(`DELETE FROM audit_name WHERE user = :name COLLATE NOCASE AND ${whose}`, parameters),
        recovery: part(`DELETE FROM recovery WHERE ${whose}`, parameters),
        callers: part(`DELETE FROM caller WHERE ${whose}`, parameters),
        confirmations: part(`DELETE FROM ciba_request WHERE ${whose}`, parameters),
        // An unused link would make the user known again.
        links: part(`DELETE FROM enrollment_link WHERE ${whose}`, parameters),
      };
      const done = await batchForCaller(db, caller, "deleteuser", statements, guard);
      return done.ok ? { ok: true, known: done.user.changes > 0, tokens: done.tokens.rows.length } : done;
    },
  };
}
