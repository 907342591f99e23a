// A change of a token reaches no user but its own, and leaves the table of users alone unless it
// gives the token to one.

import { expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { RIGHTS } from "../../../src/core/caller.ts";
import type { TokenChange } from "../../../src/core/ports/tokens/management.ts";
import type { Subject } from "../../../src/core/token.ts";
import { runSql } from "../../support/audit.ts";
import { initToken } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const NOW = 1_700_000_000_000;
const note = { held: entryOf(callAt(NOW), { success: true, event: "TOKEN_CHANGED" }) };
const { management, settings } = await realPorts();
const caller = { name: "service", generation: 1 };
const DISABLE: TokenChange = { kind: "activate", active: false, maxActivePerUser: 0 };
const disable = (subject: Subject) => management.change(caller, "disable", subject, DISABLE, NOW, note);

await initToken({ user: "alice", serial: "ALICE" });
await runSql(
  "INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES ('service', 1, 'sealed', ?, 0)",
  JSON.stringify(RIGHTS),
);

it("an account may name an administrator who has no tokens, which changes nothing", async () => {
  const named = { user: "nobody", realm: settings.adminRealm };
  expect(await disable({ serial: undefined, named })).toMatchObject({ ok: true, found: [], changed: 0 });
});

it("a token of a user who is no longer known does not make that user known again", async () => {
  await runSql("DELETE FROM user WHERE name = 'alice'");
  expect(await disable({ serial: "ALICE", named: undefined })).toMatchObject({ ok: true, changed: 1 });
  expect(await rowsOf("user")).toEqual([]);
});
