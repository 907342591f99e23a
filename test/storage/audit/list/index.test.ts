// The cost of the audit trail: it only grows, so no statement of a login may read it, and none may
// read through it for one user.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { createNotes } from "../../../../src/storage/audit/store.ts";
import { createUserStore } from "../../../../src/storage/users/store.ts";
import { adminCaller, NO_NOTE, realKeyring, realPorts } from "../../../support/storage/ports.ts";

/** How SQLite finds rows of the trail in the statements that `work` sends. */
async function plansOf(work: (db: D1Database) => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const prepare = (sql: string) => {
    sent.push(sql);
    return env.DB.prepare(sql);
  };
  await work({ prepare, batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements) } as D1Database);
  const plans: string[] = [];
  for (const sql of sent.filter((text) => /\baudit\b/.test(text))) {
    const bound = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...new Set(sql.match(/\?\d+/g)));
    plans.push(...(await bound.all<{ detail: string }>()).results.map(({ detail }) => detail));
  }
  return plans.filter((step) => /\baudit\b/.test(step));
}

it("finds the rows of a deleted user by the index", async () => {
  const { settings } = await realPorts();
  const keyring = await realKeyring();
  const caller = await adminCaller();
  const remove = (db: D1Database) =>
    createUserStore(db, createNotes(db, keyring, settings), settings).remove(
      caller,
      { name: "alice", realm: "realm1" },
      NO_NOTE,
    );
  expect(await plansOf(remove)).toEqual([
    // Of the names before the last one: by name, and then by number.
    "SEARCH audit USING INTEGER PRIMARY KEY (rowid=?)",
    "SEARCH audit USING INDEX audit_by_user (user=?)",
    "SEARCH audit USING INDEX audit_by_user (user=?)",
  ]);
});
