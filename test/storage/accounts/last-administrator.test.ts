// No change may leave the service without an administrator of every realm who can sign in with a
// password.

import { beforeEach, describe, expect, it } from "vitest";
import type { AccountChange } from "../../../src/core/ports/people/account-management.ts";
import { runSql as sql } from "../../support/audit.ts";
import { adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { accounts } = await realPorts();
const caller = await adminCaller();
const REFUSED = { ok: true, changed: false, known: true };
const DONE = { ok: true, changed: true };

/** `columns`: rights, realms, has_password and disabled_at_ms. */
const account = (name: string, columns: string) =>
  sql(
    `INSERT INTO admin (name, generation, sealed_password, created_at_ms, rights, realms, has_password, disabled_at_ms)
       VALUES (?, 1, '', 0, ${columns})`,
    name,
  );
const change = (name: string, what: AccountChange) => accounts.change(caller, name, what, 1, NO_NOTE);
const remove = (name: string) => accounts.remove(caller, name, NO_NOTE);

beforeEach(async () => {
  await sql("DELETE FROM admin WHERE name <> 'admin'");
  await sql("UPDATE admin SET has_password = 1, disabled_at_ms = NULL");
});

describe("the only administrator", () => {
  it.each<[string, AccountChange]>([
    ["disabled", { disabled: true }],
    ["bound to realms", { realms: ["blue"] }],
    ["left without every right", { rights: ["accounts", "tokenlist"] }],
  ])("is not %s", async (_, what) => {
    const before = await rowsOf("admin");
    expect(await change("admin", what)).toEqual(REFUSED);
    expect(await rowsOf("admin")).toEqual(before);
  });

  it("may change in other ways, and is not removed", async () => {
    for (const what of [{ disabled: false }, { realms: null }, { rights: ["*", "tokenlist"] }, {}])
      expect(await change("admin", what)).toMatchObject(DONE);
    expect(await remove("admin")).toEqual(REFUSED);
  });

  it.each([
    ["is no administrator", `'["tokenlist"]', NULL, 1, NULL`],
    ["is bound to realms", `'["*"]', '["blue"]', 1, NULL`],
    ["has no password", `'["*"]', NULL, 0, NULL`],
    ["is disabled", `'["*"]', NULL, 1, 5`],
  ])("is the only one besides an account that %s", async (_, columns) => {
    await account("other", columns);
    expect([await change("admin", { disabled: true }), await remove("admin")]).toEqual([REFUSED, REFUSED]);
  });
});

it("one of two administrators may go", async () => {
  await account("other", `'["*"]', NULL, 1, NULL`);
  expect(await change("other", { rights: ["tokenlist"] })).toMatchObject(DONE);
  expect(await change("other", { rights: ["*"] })).toMatchObject(DONE);
  expect(await remove("other")).toMatchObject(DONE);
});

describe("where no administrator has a password", () => {
  beforeEach(() => sql("UPDATE admin SET has_password = 0"));

  it.each([
    ["a service account", `'["tokenlist"]', NULL, 1, NULL`],
    ["an administrator who is bound to realms", `'["*"]', '["blue"]', 1, NULL`],
  ])("%s may be changed and removed, since it does not administer every realm", async (_, columns) => {
    await account("other", columns);
    expect([await change("other", { disabled: true }), await remove("other")]).toMatchObject([DONE, DONE]);
  });

  it("no other administrator may be", async () => {
    await account("other", `'["*"]', NULL, 0, NULL`);
    expect([await change("other", { disabled: true }), await remove("other")]).toEqual([REFUSED, REFUSED]);
  });
});
