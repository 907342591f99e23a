// The list of accounts, with what belongs to each.

import { beforeEach, describe, expect, it } from "vitest";
import { runSql as sql } from "../../support/audit.ts";
import { accountWith, adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";

const caller = await adminCaller();
const { settings } = await realPorts();

async function listed(name: string, foldUserCase = true) {
  const found = await (await realPorts({ foldUserCase })).accounts.list(caller);
  if (!found.ok) throw new Error(found.reason.code);
  return found.accounts.find((account) => account.name === name);
}
const account = (name: string, columns = "'[]', NULL, 1, NULL") =>
  sql(
    `INSERT INTO admin (name, generation, sealed_password, created_at_ms, rights, realms, has_password, disabled_at_ms)
     VALUES (?, 1, '', 7, ${columns})`,
    name,
  );
const phone = (user: string, columns = "'enrolled', 0", realm = settings.adminRealm) =>
  sql(
    `INSERT INTO token (serial, user, realm, generation, active, rollout_state, revoked, description, max_fail, suite, created_at_ms)
     SELECT 'phone', ?, ?, 1, 1, ${columns}, '', 10, '', 0`,
    user,
    realm,
  );

beforeEach(async () => {
  await sql("DELETE FROM admin WHERE name <> 'admin'");
  await sql("DELETE FROM token");
  await sql("DELETE FROM sign_in");
});

it("an account has what it was given, and what it has not is null", async () => {
  const view = { rights: [], realms: null, createdAtMs: 7, disabledAtMs: null, hasPassword: true, isPerson: false };
  await account("new");
  expect(await listed("new")).toEqual({ ...view, name: "new", lastUsedAtMs: null, hasPhone: false, keys: [] });
  await account("other", `'["*"]', '["blue"]', 0, 8`);
  const other = { rights: ["*"], realms: ["blue"], disabledAtMs: 8, hasPassword: false };
  expect(await listed("other")).toMatchObject({ ...view, ...other });
});

it("the last use is that of the account, by password or by key", async () => {
  for (const [name, atMs] of [
    ["desk", 5],
    ["other", 20],
  ] as const) {
    await account(name);
    await sql(
      "INSERT INTO sign_in (name, network, signed_in_at_ms) VALUES (?1, '', ?2), (?1, 'new', NULL)",
      name,
      atMs,
    );
  }
  const key = (id: string, usedAtMs: string) =>
    sql(`INSERT INTO api_key VALUES (?, 'desk', '', 1, 2, ${usedAtMs})`, id);
  await key("a", "9");
  await key("b", "NULL");
  expect(await listed("desk")).toMatchObject({
    lastUsedAtMs: 9,
    keys: [
      { id: "a", createdAtMs: 1, expiresAtMs: 2, lastUsedAtMs: 9 },
      { id: "b", lastUsedAtMs: null },
    ],
  });
  expect(await listed("other")).toMatchObject({ lastUsedAtMs: 20, keys: [] });
  await sql("UPDATE sign_in SET signed_in_at_ms = 10 WHERE name = 'desk' AND network = ''");
  expect(await listed("desk")).toMatchObject({ lastUsedAtMs: 10 });
});

describe("an account has a phone", () => {
  beforeEach(() => account("Desk"));

  it.each([
    ["its name, in lower case where names are", "desk", true, true],
    ["its name as it is, where they are not", "Desk", false, true],
    ["its name in lower case, where they are not", "desk", false, false],
    ["another name", "other", true, false],
  ])("under %s: %s", async (_, user, fold, hasPhone) => {
    await phone(user);
    expect(await listed("Desk", fold)).toMatchObject({ hasPhone });
  });

  it.each([
    ["not enrolled", "'clientwait', 0", undefined],
    ["revoked", "'enrolled', 1", undefined],
    ["of another realm", "'enrolled', 0", "realm1"],
  ])("but not one that is %s", async (_, columns, realm) => {
    await phone("desk", columns, realm);
    expect(await listed("Desk")).toMatchObject({ hasPhone: false });
  });
});

it.each([true, false])(
  "an administrator without a phone changes accounts, whatever the case of the name (%s)",
  async (fold) => {
    const { accounts } = await realPorts({ foldUserCase: fold, phonesRequired: false });
    await account("Root", `'["*"]', NULL, 1, NULL`);
    await account("desk");
    const by = { name: "Root", generation: 1, session: { id: "unconfirmed", confirmed: false, endsAtMs: 1 } };
    expect(await accounts.remove(by, "desk", NO_NOTE)).toEqual({ ok: true, changed: true, known: true });
  },
);

it("an account without the right, or bound to realms, sees no list", async () => {
  const { accounts } = await realPorts();
  const refusal = (code: string) => ({ ok: false, reason: expect.objectContaining({ code }) });
  expect(await accounts.list(await accountWith(["tokenlist"]))).toEqual(refusal("missing-right"));
  expect(await accounts.list(await accountWith(["accounts"], ["blue"]))).toEqual(refusal("other-realm"));
});
