// Administrators and service accounts in D1. A generation starts with the time, so that a new
// account under an old name does not revive the old one's sessions.

import type { AdminRecord, AdminStore } from "../../core/ports/people/accounts.ts";
import { batch } from "../sql/batch.ts";
import { batchForCaller } from "../sql/caller-guard.ts";
import { part, statement } from "../sql/sql.ts";
import { forgetTries, selectTries, triesIn } from "./sign-ins.ts";

interface AdminRow {
  name: string;
  generation: number;
  rights: string;
  sealed_password: string;
  disabled_at_ms: number | null;
  person: number;
}

/** Accounts that have every right. Service accounts do not. */
const ADMINISTRATORS = "SELECT 1 FROM admin, json_each(admin.rights) AS granted WHERE granted.value = '*'";

const COLUMNS = "name, generation, rights, sealed_password, disabled_at_ms, person";

export function createAdminStore(db: D1Database): AdminStore {
  return {
    may: (caller, right) => batchForCaller(db, caller, right, {}),

    async find(name, client) {
      const found = await batch(db, {
        account: part<AdminRow>(`SELECT ${COLUMNS} FROM admin WHERE name = :name`, { name }),
        tries: selectTries(name, client),
        administrators: db.prepare(ADMINISTRATORS),
      });
      const [row] = found.account.rows;
      return {
        admin: row && accountRecordOf(row),
        tries: triesIn(found.tries.rows, client),
        hasAdministrator: found.administrators.rows.length > 0,
      };
    },

    async bootstrap(name, sealedPassword, nowMs) {
      // Of two first sign-ins at once, the first to reach D1 makes the administrator.
      await statement(
        db,
        `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms)
         SELECT :name, :now, :password, '["*"]', :now WHERE NOT EXISTS (${ADMINISTRATORS}) ON CONFLICT (name) DO NOTHING`,
        { name, password: sealedPassword, now: nowMs },
      ).run();
    },

    async list() {
      const { results } = await db
        .prepare(`SELECT ${COLUMNS}, created_at_ms FROM admin ORDER BY name`)
        .all<AdminRow & { created_at_ms: number }>();
      return results.map((row) => ({ ...accountRecordOf(row), createdAtMs: row.created_at_ms }));
    },

    async add({ name, sealedPassword, rights, isPerson = false }, nowMs) {
      const { meta } = await statement(
        db,
        `INSERT INTO admin (name, generation, sealed_password, rights, person, created_at_ms)
         VALUES (:name, :now, :password, :rights, :person, :now) ON CONFLICT (name) DO NOTHING`,
        { name, password: sealedPassword, rights: JSON.stringify(rights), person: isPerson ? 1 : 0, now: nowMs },
      ).run();
      return meta.changes > 0;
    },

    async setPassword(name, sealedPassword) {
      const done = await batch(db, {
        account: part(
          `UPDATE admin SET sealed_password = :password, has_password = 1, generation = generation + 1
           WHERE name = :name`,
          { name, password: sealedPassword },
        ),
        tries: forgetTries(name),
      });
      return done.account.changes > 0;
    },

    async replacePasswordHash({ name, sealedPassword: old }, sealedPassword) {
      await statement(
        db,
        "UPDATE admin SET sealed_password = :password WHERE name = :name AND sealed_password = :old",
        { name, old, password: sealedPassword },
      ).run();
    },

    async remove(name) {
      const done = await batch(db, {
        account: part("DELETE FROM admin WHERE name = :name", { name }),
        tries: forgetTries(name),
      });
      return done.account.changes > 0;
    },
  };
}

const accountRecordOf = (row: AdminRow): AdminRecord => ({
  name: row.name,
  generation: row.generation,
  rights: JSON.parse(row.rights),
  sealedPassword: row.sealed_password,
  isDisabled: row.disabled_at_ms !== null,
  isPerson: row.person === 1,
});
