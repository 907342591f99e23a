// The end of sessions in D1: of one session or of all that an account has, and of no other
// account's.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { entryOf, type Note } from "../../../src/core/audit/audit.ts";
import type { Caller } from "../../../src/core/caller.ts";
import { auditRows } from "../../support/audit.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { sessions, admins } = await realPorts();
const noteOf = (administrator: string): Note => ({
  held: { ...entryOf(callAt(0), { success: true, event: "SESSION_ENDED" }), administrator },
});
const session = (id: string) => ({ id, endsAtMs: 5000, confirmed: true });
const caller = (name: string, id: string, generation = 1): Caller => ({ name, generation, session: session(id) });
const goesOn = async (of: Caller) => (await admins.may(of, "tokenlist")).ok;

for (const name of ["anna", "ben"])
  await env.DB.prepare(
    `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES (?, 1, 'sealed', '["tokenlist"]', 0)`,
  )
    .bind(name)
    .run();

it("a session ends once, is noted, and leaves the others", async () => {
  const anna = caller("anna", "first");
  expect(await sessions.end(anna, session("first"), noteOf("anna"))).toBe(true);
  expect(await sessions.end(anna, session("first"), noteOf("anna"))).toBe(false);
  expect(await rowsOf("ended_session")).toEqual([{ id: "first", expires_at_ms: 5000 }]);
  expect(await auditRows({ administrator: "anna" })).toHaveLength(1);
  expect([await goesOn(anna), await goesOn(caller("anna", "second")), await goesOn(caller("ben", "third"))]).toEqual([
    false,
    true,
    true,
  ]);
});

it("a session is ended by none whose account has a new password, or is gone", async () => {
  expect(await sessions.end(caller("anna", "late", 0), session("late"), noteOf("late"))).toBe(false);
  expect(await sessions.end(caller("gone", "late"), session("late"), noteOf("late"))).toBe(false);
  expect(await goesOn(caller("anna", "late"))).toBe(true);
});

it("all sessions of an account end, but not by one that has ended itself", async () => {
  expect(await sessions.endAll(caller("anna", "first"), noteOf("anna"))).toBe(false);
  expect(await goesOn(caller("anna", "second"))).toBe(true);
  expect(await sessions.endAll(caller("anna", "second"), noteOf("anna"))).toBe(true);
  expect([await goesOn(caller("anna", "second")), await goesOn(caller("ben", "third"))]).toEqual([false, true]);
});
