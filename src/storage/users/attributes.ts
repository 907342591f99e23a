// The attributes of a user in D1.

import type { Caller, Right } from "../../core/caller.ts";
import type { AttributeChange, UserStore } from "../../core/ports/people/users.ts";
import { refuse } from "../../core/reasons.ts";
import { fold } from "../../lib/fold.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { externalIdTaken } from "./external-id.ts";

/** Each attribute's column, and its value when there is none. */
const COLUMNS = {
  email: ["email", null],
  name: ["display_name", null],
  groups: ["groups", "[]"],
  external_id: ["external_id", null],
} as const satisfies Readonly<Record<AttributeChange["attribute"], readonly [string, string | null]>>;

const THEIRS = `(user.name, user.realm) IN (${WHO})`;

export function createAttributes(
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings,
): Pick<UserStore, "change"> {
  return {
    async change(caller: Caller, right: Right, named, { attribute, value }, note) {
      const [column, none] = COLUMNS[attribute];
      const touched = `SELECT name AS user, realm FROM (${WHO})`;
      const guard = touchGuard(caller, right, settings, touched, {
        ...whoParameters(named, settings),
        value: value === null ? none : typeof value === "string" ? value : JSON.stringify(value),
        none,
        folded: attribute === "name" && value !== null ? fold(value) : null,
        external_id: attribute === "external_id" ? value : null,
      });
      const set = `${column} = :value${attribute === "name" ? ", folded = :folded" : ""}`;
      const taken = externalIdTaken("user.name", "user.realm");
      const statements = {
        before: part<{ id: number; had: number; taken: number }>(
          `SELECT id, ${column} IS NOT :none AS had, ${taken} AS taken FROM user WHERE ${THEIRS} AND ${guard.sql}`,
          guard.parameters,
        ),
        user: part(`UPDATE user SET ${set} WHERE ${THEIRS} AND NOT ${taken} AND ${guard.sql}`, guard.parameters),
        note: after("user", await notes.of(note)),
      };
      const done = await batchForCaller(db, caller, right, statements, guard);
      if (!done.ok) return done;
      const [before] = done.before.rows;
      if (before?.taken === 1) return refuse({ code: "external-id-taken" });
      return { ok: true, id: before?.id, had: before?.had === 1 };
    },
  };
}
