// A user of a file: made, changed or left, in one statement, for accounts whose right holds there.

import { beforeEach, expect, it } from "vitest";
import { runSql } from "../../support/audit.ts";
import { accountWith, adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { users } = await realPorts();
const caller = await adminCaller();
type Line = Parameters<typeof users.put>[1];
const put = (user: string, more: Partial<Line> = {}, by = caller, dryRun = false) =>
  users.put(by, { user, realm: "realm1", ...more } as Line, { dryRun }, 5, NO_NOTE);
const known = async () => (await rowsOf("user")) as { name: string; groups: string }[];

beforeEach(async () => {
  await runSql("DELETE FROM user");
  await runSql("DELETE FROM token");
  await runSql(
    `INSERT INTO user (name, realm, created_at_ms, display_name, email, "groups")
     VALUES ('anna', 'realm1', 0, 'Anna', 'anna@test', '["staff"]'), ('anna', 'corp', 0, NULL, NULL, '[]'),
       ('carl', 'realm1', 0, NULL, NULL, '[]')`,
  );
});

it.each<[Partial<Line>, string]>([
  [{}, "unchanged"],
  [{ displayName: "Anna", email: "anna@test", groups: ["staff"] }, "unchanged"],
  [{ displayName: "Anne" }, "changed"],
  [{ email: "anne@test" }, "changed"],
  [{ groups: ["staff", "vpn"] }, "changed"],
])("%j: %s", async (given, did) => {
  const before = await known();
  expect(await put("anna", given, caller, true)).toMatchObject({ ok: true, did });
  expect(await known()).toEqual(before);
  expect(await put("anna", given)).toMatchObject({ ok: true, did });
  expect(await put("anna", given)).toMatchObject({ ok: true, did: "unchanged" });
  expect((await known()).slice(1)).toEqual(before.slice(1));
});

it("a user who is not there is made", async () => {
  expect(await put("bert", { groups: ["staff"] })).toMatchObject({ ok: true, name: "bert", did: "made" });
  expect((await known()).at(-1)).toMatchObject({ name: "bert", groups: '["staff"]', created_at_ms: 5 });
});

it("a token counts that is theirs and is not revoked", async () => {
  const hasToken = async () => ((await put("anna")) as { hasToken: boolean }).hasToken;
  const token = (serial: string, user: string, realm: string, revoked: number) =>
    runSql(
      `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
       VALUES (?, 1, ?, ?, '', 1, ?, 'enrolled', 10, '', 1)`,
      serial,
      user,
      realm,
      revoked,
    );
  await token("PUT-OTHER", "bert", "realm1", 0);
  await token("PUT-REALM", "anna", "corp", 0);
  await token("PUT-REVOKED", "anna", "realm1", 1);
  expect(await hasToken()).toBe(false);
  await token("PUT-OWN", "anna", "realm1", 0);
  expect(await hasToken()).toBe(true);
});

it.each([
  ["without the right", ["userlist"], undefined, "missing-right"],
  ["that is bound to another realm", ["set_custom_user_attributes"], ["corp"], "other-realm"],
] as const)("an account %s makes and changes nobody", async (_, rights, realms, code) => {
  const by = await accountWith(rights, realms);
  const before = await known();
  for (const user of ["anna", "bert"])
    expect(await put(user, { email: "new@test" }, by)).toMatchObject({ ok: false, reason: { code } });
  expect(await known()).toEqual(before);
});

it("a name that means a user of another realm is not made", async () => {
  const before = await known();
  expect(await put("anna@corp")).toMatchObject({ ok: false, reason: { code: "shadows-users" } });
  expect(await known()).toEqual(before);
});
