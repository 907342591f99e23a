// Administrators and service accounts in D1.

import type { AdminRecord, AdminStore } from "../core/ports.ts";
import { batchForCaller } from "./caller-guard.ts";

interface AdminRow {
  name: string;
  generation: number;
  rights: string;
  sealed_password: string;
}

export function createAdminStore(db: D1Database): AdminStore {
  return {
    async may(caller, right) {
      const result = await batchForCaller(db, caller, right, []);
      return result.allowed ? { allowed: true, value: true } : result;
    },

    async find(name) {
      const [account, any] = await db.batch<AdminRow>([
        db.prepare("SELECT name, generation, rights, sealed_password FROM admin WHERE name = ?").bind(name),
        db.prepare("SELECT name FROM admin LIMIT 1"),
      ]);
      const row = account?.results[0];
      return { admin: row && recordOf(row), any: (any?.results.length ?? 0) > 0 };
    },

    async bootstrap(name, sealedPassword) {
      // Two first sign-ins at once: the first to reach D1 makes the administrator, the other changes nothing.
      await db
        .prepare(
          `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms)
           SELECT ?1, 1, ?2, '["*"]', ?3 WHERE NOT EXISTS (SELECT 1 FROM admin)`,
        )
        .bind(name, sealedPassword, Date.now())
        .run();
    },
  };
}

const recordOf = (row: AdminRow): AdminRecord => ({
  name: row.name,
  generation: row.generation,
  rights: JSON.parse(row.rights),
  sealedPassword: row.sealed_password,
});
