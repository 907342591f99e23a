// Users in D1. There is no resolver at the edge: a user is known because a token was made for it.

import type { UserRecord, UserStore } from "../../core/ports/users.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, mayTouch } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { matches, patternParameter } from "../sql/like.ts";
import { statement } from "../sql/sql.ts";

export function createUserStore(db: D1Database, notes: Notes, settings: AdministratorSettings): UserStore {
  return {
    async realms(caller, right) {
      const rows = statement(
        db,
        `SELECT DISTINCT realm FROM user WHERE ${CALLER_MAY} ORDER BY realm`,
        callerParameters(caller, right),
      );
      const result = await batchForCaller<{ realm: string }>(db, caller, right, [rows]);
      if (!result.ok) return result;
      return { ok: true, realms: (result.results[0]?.results ?? []).map(({ realm }) => realm) };
    },

    async list(caller, { name = "*", realm = "*" }) {
      const rows = statement(
        db,
        `SELECT id, name, realm, display_name AS displayName FROM user
         WHERE ${matches("name", "name", name)} AND ${matches("realm", "realm", realm)} AND ${CALLER_MAY} ORDER BY realm, name LIMIT 1000`,
        { ...callerParameters(caller, "userlist"), name: patternParameter(name), realm: patternParameter(realm) },
      );
      const result = await batchForCaller<UserRecord>(db, caller, "userlist", [rows]);
      return result.ok ? { ok: true, users: result.results[0]?.results ?? [] } : result;
    },

    async remove(caller, user, note) {
      const parameters = {
        ...callerParameters(caller, "deleteuser"),
        ...administratorParameters(caller, settings),
        ...user,
      };
      const touched = "SELECT :name AS user, :realm AS realm";
      const guards = `${CALLER_MAY} AND ${mayTouch(touched)}`;
      const whose = `user = :name AND realm = :realm AND ${guards}`;
      const statements = [
        statement(db, `DELETE FROM challenge WHERE serial IN (SELECT serial FROM token WHERE ${whose})`, parameters),
        statement(db, `DELETE FROM token WHERE ${whose} RETURNING id`, parameters),
        statement(db, `DELETE FROM user WHERE name = :name AND realm = :realm AND ${guards}`, parameters),
        await notes(note),
        // The pseudonym stays in the name's place, here and in the entry just noted.
        statement(db, `UPDATE audit SET user = pseudonym WHERE ${whose}`, parameters),
        // A link that was sent would make the user known again.
        statement(db, `DELETE FROM enrollment_link WHERE ${whose}`, parameters),
      ];
      const result = await batchForCaller(db, caller, "deleteuser", statements, { touched, parameters });
      if (!result.ok) return result;
      const [, tokens, users] = result.results;
      // Not meta.changes of the tokens, which counts the failures that go with them, too.
      return { ok: true, known: (users?.meta.changes ?? 0) > 0, tokens: tokens?.results.length ?? 0 };
    },
  };
}
