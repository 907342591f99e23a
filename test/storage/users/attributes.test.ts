// Attributes in D1: of the user that is named, and for accounts whose rights hold there.

import { beforeEach, expect, it } from "vitest";
import type { AttributeChange } from "../../../src/core/ports/people/users.ts";
import { runSql as sql } from "../../support/audit.ts";
import { accountWith, adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { users, settings } = await realPorts();
const caller = await adminCaller();
const RIGHT = "set_custom_user_attributes";
const EMAIL: AttributeChange = { attribute: "email", value: "new" };
const named = (user: string, realm = "realm1") => ({ user, realm });
const change = (user: string, what: AttributeChange = EMAIL, by = caller, realm = "realm1") =>
  users.change(by, RIGHT, named(user, realm), what, NO_NOTE);
const row = async (id: number) => ((await rowsOf("user")) as { id: number }[]).find((user) => user.id === id);

beforeEach(async () => {
  await sql("DELETE FROM user");
  for (const [id, name, realm] of [
    [1, "ben", "realm1"],
    [2, "anna", "realm1"],
    [3, "anna", "corp"],
    [4, "root", settings.adminRealm],
  ] as const)
    await sql("INSERT INTO user (id, name, realm, created_at_ms, email) VALUES (?, ?, ?, 0, 'old')", id, name, realm);
});

it.each<[AttributeChange, object, boolean]>([
  [EMAIL, { email: "new" }, true],
  [{ attribute: "name", value: "Anna" }, { display_name: "Anna", folded: "anna" }, false],
  [{ attribute: "groups", value: ["a", "b"] }, { groups: '["a","b"]' }, false],
  [{ attribute: "email", value: null }, { email: null }, true],
  [{ attribute: "groups", value: null }, { groups: "[]" }, false],
])("%j changes that of the user, and says whether there was one", async (what, expected, had) => {
  const before = (await rowsOf("user")) as { id: number }[];
  expect(await change("anna", what)).toEqual({ ok: true, id: 2, had });
  const isSame = Object.entries(expected).every(
    ([key, value]) => (before[1] as Record<string, unknown>)[key] === value,
  );
  const version = isSame ? {} : { changed_at_ms: expect.any(Number) };
  const after = before.map((user) => (user.id === 2 ? { ...user, ...expected, ...version } : user));
  expect(await rowsOf("user")).toEqual(after);
});

it("a user who is not there has none, and gets none", async () => {
  expect(await users.look(caller, named("nobody"), 0)).toEqual({ ok: true, found: undefined });
  expect(await change("nobody")).toEqual({ ok: true, id: undefined, had: false });
});

it("a look is at the user who is named, in the realms for which the right holds", async () => {
  expect(await users.look(caller, named("anna", "corp"), 0)).toEqual({
    ok: true,
    found: {
      user: {
        id: 3,
        name: "anna",
        realm: "corp",
        displayName: null,
        externalId: null,
        email: "old",
        groups: [],
        createdAtMs: 0,
        phones: 0,
        linkEndsAtMs: null,
        block: { atMs: null, fromMs: null, untilMs: null, by: null, reason: null },
        deactivatedAtMs: null,
        deletedAtMs: null,
        use: { lastSignInMs: null, locked: 0, disabled: 0 },
      },
      sessions: [],
      recoveryCodesLeft: 0,
      lastApplication: null,
      undo: [],
      pass: null,
    },
  });
  const bound = await accountWith(["userlist"], ["corp"]);
  expect(await users.look(bound, named("anna", "corp"), 0)).toMatchObject({ ok: true, found: { user: { id: 3 } } });
  expect(await users.look(bound, named("anna"), 0)).toEqual({ ok: true, found: undefined });
  const without = await accountWith([RIGHT]);
  expect(await users.look(without, named("anna"), 0)).toMatchObject({ ok: false, reason: { code: "missing-right" } });
});

it("a look finds the sessions that go on, the newest first", async () => {
  const [now, idle] = [10 * settings.sessionIdleMs, settings.sessionIdleMs];
  for (const [id, signedIn, seen, ends] of [
    ["older", 1, now, now + 1],
    ["newer", 2, now - idle + 1, now + 1],
    ["ends now", 3, now, now],
    ["rested too long", 4, now - idle, now + 1],
  ] as const)
    await sql(
      `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms, seen_at_ms,
         expires_at_ms) VALUES (?, 'anna', 'corp', 'TiQR1', 1, 1, '[]', ?, ?, ?, ?)`,
      `id of ${id}`,
      id,
      signedIn,
      seen,
      ends,
    );
  const looked = await users.look(caller, named("anna", "corp"), now);
  expect(looked.ok && looked.found?.sessions.map(({ client }) => client)).toEqual(["newer", "older"]);
});

it.each([
  ["without the right", ["userlist"], undefined, 2, "missing-right"],
  ["that is bound to another realm", [RIGHT], ["corp"], 2, "other-realm"],
  ["that is no administrator's", [RIGHT], undefined, 4, "administrators-only"],
] as const)("an account %s changes nothing", async (_, rights, realms, id, code) => {
  const before = await row(id);
  const [user, realm] = id === 4 ? ["root", settings.adminRealm] : ["anna", "realm1"];
  const by = await accountWith(rights, realms);
  expect(await change(user, EMAIL, by, realm)).toMatchObject({ ok: false, reason: { code } });
  expect(await row(id)).toEqual(before);
});
