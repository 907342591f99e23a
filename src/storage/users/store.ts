// Users in D1. There is no resolver at the edge: a user becomes known when a token is made for it.

import type { UserRecord, UserStore } from "../../core/ports/users.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, mayTouch } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { matches, patternParameter } from "../sql/like.ts";
import { statement } from "../sql/sql.ts";

export function createUserStore(db: D1Database, notes: Notes, settings: AdministratorSettings): UserStore {
  return {
    async realms(caller, right) {
      const realms = statement<{ realm: string }>(
        db,
        `SELECT DISTINCT realm FROM user WHERE ${CALLER_MAY} ORDER BY realm`,
        callerParameters(caller, right),
      );
      const found = await batchForCaller(db, caller, right, { realms });
      return found.ok ? { ok: true, realms: found.realms.rows.map(({ realm }) => realm) } : found;
    },

    async list(caller, { name = "*", realm = "*" }) {
      const users = statement<UserRecord>(
        db,
        `SELECT id, name, realm, display_name AS displayName FROM user
         WHERE ${matches("name", "name", name)} AND ${matches("realm", "realm", realm)} AND ${CALLER_MAY} ORDER BY realm, name LIMIT 1000`,
        { ...callerParameters(caller, "userlist"), name: patternParameter(name), realm: patternParameter(realm) },
      );
      const found = await batchForCaller(db, caller, "userlist", { users });
      return found.ok ? { ok: true, users: found.users.rows } : found;
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
      const statements = {
        logins: statement(
          db,
          `DELETE FROM challenge WHERE serial IN (SELECT serial FROM token WHERE ${whose})`,
          parameters,
        ),
        tokens: statement(db, `DELETE FROM token WHERE ${whose} RETURNING id`, parameters),
        user: statement(db, `DELETE FROM user WHERE name = :name AND realm = :realm AND ${guards}`, parameters),
        note: after("user", await notes.of(note)),
        // The pseudonym takes the name's place, also in the entry just noted.
        // The first two conditions let the index on names find the rows; the others compare exactly.
        pseudonyms: statement(
          db,
          `UPDATE audit SET user = pseudonym WHERE user <> '' AND user = :name COLLATE NOCASE AND ${whose}`,
          parameters,
        ),
        // A link that was sent would make the user known again.
        links: statement(db, `DELETE FROM enrollment_link WHERE ${whose}`, parameters),
      };
      const done = await batchForCaller(db, caller, "deleteuser", statements, { touched, parameters });
      return done.ok ? { ok: true, known: done.user.changes > 0, tokens: done.tokens.rows.length } : done;
    },
  };
}
