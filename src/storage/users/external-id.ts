// The keys of people at a directory. Within a database an index keeps each unique in its realm.
// Two databases do not see each other: the same key set in both at once is found by neither, so the
// look-up takes neither of the two.

import type { UserStore } from "../../core/ports/people/users.ts";
import type { UserReading } from "../../core/user.ts";
import { statement } from "../sql/sql.ts";

/** Holds if another user of the realm than the named one has :external_id; never for null. */
export const externalIdTaken = (name: string, realm: string): string =>
  `EXISTS (SELECT 1 FROM user AS other WHERE other.realm = ${realm} AND other.external_id = :external_id
    AND other.name <> ${name})`;

export const createExternalIds = (db: D1Database): Pick<UserStore, "byExternalId"> => ({
  async byExternalId(realm, externalId) {
    const sql = "SELECT name AS user, realm FROM user WHERE realm = :realm AND external_id = :external_id";
    const row = await statement<UserReading>(db, sql, { realm, external_id: externalId }).first();
    return row ?? undefined;
  },
});
