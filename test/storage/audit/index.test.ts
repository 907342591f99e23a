// What the audit trail costs a login: it only grows, so no statement that a login waits for may read through it.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { callAt, realKeyring, realPorts } from "../../support/ports.ts";

it("looks for an earlier success of a transaction by the index", async () => {
  const explaining = { prepare: (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`) } as D1Database;
  const { settings } = await realPorts();
  const notes = createNotes(explaining, await realKeyring(), settings);
  const note = await notes.of({
    held: entryOf(callAt(1000), { success: true, event: "LOGIN_SUCCESS", attemptId: "1" }),
    once: true,
  });
  const plan = (await note.prepared.all<{ detail: string }>()).results.map(({ detail }) => detail);
  expect(plan.filter((step) => step.includes("earlier"))).toEqual([
    expect.stringContaining("SEARCH earlier USING INDEX audit_by_attempt"),
  ]);
});
