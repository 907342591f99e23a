// The attributes of a user in D1.

import type { Caller, Right } from "../../core/caller.ts";
import type { AttributeChange, UserStore } from "../../core/ports/people/users.ts";
import { refuse } from "../../core/reasons.ts";
import type { UserReading } from "../../core/user.ts";
import { fold } from "../../lib/fold.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { part, statement } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";

/** Each attribute's column, and its value when there is none. */
const COLUMNS = {
  email: ["email", null],
  name: ["display_name", null],
  groups: ["groups", "[]"],
  external_id: ["external_id", null],
} as const satisfies Readonly<Record<AttributeChange["attribute"], readonly [string, string | null]>>;

/**
 * Holds if another user of the realm than the named one has :external_id; never for null. The index
 * would refuse the statement otherwise.
 */
export const externalIdTaken = (name: string, realm: string): string =>
  `EXISTS (SELECT 1 FROM user AS other WHERE other.external_id = :external_id AND other.realm = ${realm}
    AND other.name <> ${name})`;

const THEIRS = `(user.name, user.realm) IN (${WHO})`;

export function createAttributes(
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings,
): Pick<UserStore, "byExternalId" | "change"> {
  return {
    async byExternalId(realm, externalId) {
      const sql = "SELECT name AS user, realm FROM user WHERE external_id = :external_id AND realm = :realm";
      return (await statement<UserReading>(db, sql, { realm, external_id: externalId }).first()) ?? undefined;
    },

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
