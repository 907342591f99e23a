// A note reports on the statement that it follows, and the trail is read for callers with the
// right.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import type { NamedUser } from "../../../src/core/user.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { after, batch } from "../../../src/storage/sql/batch.ts";
import { statement } from "../../../src/storage/sql/sql.ts";
import { auditRows, runSql } from "../../support/audit.ts";
import { adminCaller, callAt, realKeyring, realPorts } from "../../support/storage/ports.ts";

const { audit, settings } = await realPorts();
const notes = createNotes(env.DB, await realKeyring(), settings);
beforeAll(() => runSql("INSERT INTO user (realm, name, created_at_ms) VALUES ('corp', 'alice', 0)"));

/** The rows left by a note, after a statement that changed something or nothing. */
async function noted(changes: boolean, named?: NamedUser, unless?: string): Promise<string[]> {
  const action = crypto.randomUUID();
  const call = { ...callAt(0), action };
  const held = entryOf(call, { success: true, event: "TOKEN_CHANGED" });
  const not = entryOf(call, { success: false, reason: "nothing-to-finalize" });
  const note = await notes.of(
    named ? { held, not, named } : { held, not },
    unless === undefined ? undefined : { sql: unless, parameters: {} },
  );
  await batch(env.DB, {
    changed: statement(env.DB, `UPDATE user SET created_at_ms = 0 WHERE ${changes}`, {}),
    note: after("changed", note),
  });
  return (await auditRows({ action })).map(({ success, user, realm }) => `${success} ${user} ${realm}`);
}

describe("a note", () => {
  it("is of a success exactly when the statement changed something", async () => {
    expect([await noted(true), await noted(false)]).toEqual([["1  "], ["0  "]]);
  });

  it("is left out where only the other result is noted", async () => {
    const held = entryOf({ ...callAt(0), action: "only held" }, { success: true, event: "TOKEN_CHANGED" });
    await batch(env.DB, {
      changed: statement(env.DB, "UPDATE user SET created_at_ms = 0 WHERE false", {}),
      note: after("changed", await notes.of({ held })),
    });
    expect(await auditRows({ action: "only held" })).toEqual([]);
  });

  it("of a success is left out while another condition holds, and one of a refusal is not", async () => {
    expect([await noted(true, undefined, "true"), await noted(false, undefined, "true")]).toEqual([[], ["0  "]]);
    expect([await noted(true, undefined, "false"), await noted(false, undefined, "false")]).toEqual([["1  "], ["0  "]]);
  });

  it("names the user in the reading that holds", async () => {
    expect(await noted(true, { user: "alice@corp", realm: undefined })).toEqual(["1 alice corp"]);
    expect(await noted(false, { user: "alice@nowhere", realm: undefined })).toEqual(["0 alice@nowhere realm1"]);
    expect(await noted(true, { user: "alice", realm: "corp" })).toEqual(["1 alice corp"]);
  });
});

describe("the trail is refused to an account that has signed in again since", () => {
  it("as a list, and as a verification", async () => {
    const caller = await adminCaller();
    const late = { ...caller, generation: caller.generation - 1 };
    const filter = { matching: {}, reads: true, page: 1, pageSize: 10, newestFirst: true, after: undefined };
    expect(await audit.list(late, filter)).toMatchObject({ ok: false });
    expect(await audit.verify(late, 1, 0)).toMatchObject({ ok: false });
    expect(await audit.verify(caller, 1, 0)).toMatchObject({ ok: true });
  });
});
