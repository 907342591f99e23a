// An account brings back whom a directory has deleted, before cron removes the person. That lifts
// the directory's deactivation as well: it has let go of the person, so nobody else could.

import type { UserStore } from "../../../core/ports/people/users.ts";
import type { Notes } from "../../audit/store.ts";
import type { AdministratorSettings } from "../../sql/administrators-guard.ts";
import { after } from "../../sql/batch.ts";
import { batchForCaller, touchGuard } from "../../sql/caller-guard.ts";
import { part } from "../../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../../sql/subject-query.ts";
import { letIn } from "../shut-out.ts";

const TOUCHED = `SELECT name AS user, realm FROM (${WHO})`;
const THEY = `(name, realm) IN (${WHO})`;

/** The directory may have given it to somebody else meanwhile. */
const EXTERNAL_ID = `CASE WHEN NOT EXISTS (SELECT 1 FROM user AS other WHERE other.realm = user.realm
  AND other.external_id = user.scim ->> '$.externalId') THEN scim ->> '$.externalId' END`;

export const createRestore = (
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings,
): Pick<UserStore, "restore"> => ({
  async restore(caller, named, note) {
    const guard = touchGuard(caller, "enable", settings, TOUCHED, whoParameters(named, settings));
    const { parameters, sql } = guard;
    const done = await batchForCaller(
      db,
      caller,
      "enable",
      {
        known: part(`SELECT 1 FROM user WHERE ${THEY} AND ${sql}`, parameters),
        row: part(
          `UPDATE user SET deleted_at_ms = NULL, deactivated_at_ms = NULL, external_id = ${EXTERNAL_ID},
             scim = json_remove(scim, '$.externalId')
           WHERE ${THEY} AND deleted_at_ms IS NOT NULL AND ${sql}`,
          parameters,
        ),
        note: after("row", await notes.of(note)),
        tokens: letIn(THEY, sql, parameters),
      },
      guard,
    );
    if (!done.ok) return done;
    return {
      ok: true,
      known: done.known.rows.length > 0,
      restored: done.row.changes > 0,
      tokens: done.tokens.rows.length,
    };
  },
});
