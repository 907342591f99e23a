// Accounts as administrators keep them: a change is made to the account that it names, and only by
// an administrator of every realm who has just confirmed.

import { beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../src/core/caller.ts";
import { runSql as sql } from "../../support/audit.ts";
import { accountWith, adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { accounts } = await realPorts();
const caller = await adminCaller();
const NOW = 5000;
const DONE = { ok: true, changed: true };

const add = (name: string, more: { realms?: string[]; hasPassword?: boolean } = {}, by = caller) =>
  accounts.add(
    by,
    {
      name,
      rights: ["tokenlist"],
      realms: null,
      hasPassword: true,
      isPerson: false,
      ...more,
      sealedPassword: "sealed",
    },
    NOW,
    NO_NOTE,
  );
const addKey = (account: string, id: string, by = caller, most = 2) =>
  accounts.addKey(by, account, { id, sealedHash: "sealed", expiresAtMs: null, most }, NOW, NO_NOTE);
const row = async (name: string) =>
  ((await rowsOf("admin")) as Record<string, unknown>[]).find((account) => account.name === name);
const keys = async () => {
  const listed = await accounts.list(caller);
  if (!listed.ok) throw new Error(listed.reason.code);
  return Object.fromEntries(listed.accounts.map((account) => [account.name, account.keys.map(({ id }) => id)]));
};

beforeEach(async () => {
  await sql("DELETE FROM admin WHERE name <> 'admin'");
  await sql("DELETE FROM sign_in");
  await add("desk");
  await add("other");
});

describe("a new account", () => {
  it.each([
    [{}, null, 1],
    [{ realms: ["blue"], hasPassword: false }, '["blue"]', 0],
  ])("with %j is as it was asked for", async (more, realms, hasPassword) => {
    expect(await add("new", more)).toMatchObject(DONE);
    expect(await row("new")).toMatchObject({ realms, has_password: hasPassword, rights: '["tokenlist"]' });
  });

  it("takes no name that there is", async () => {
    const before = await row("desk");
    expect(await add("desk", { realms: ["blue"] })).toEqual({ ok: true, changed: false, known: true });
    expect(await row("desk")).toEqual(before);
  });
});

describe("a change", () => {
  it.each([
    [false, false, true],
    [true, false, true],
    [false, true, false],
    [true, true, false],
  ])(
    "by an administrator without a phone, names folded %s, phones required %s: %s",
    async (foldUserCase, phonesRequired, may) => {
      const { name, generation } = await accountWith(["*"]);
      await sql("UPDATE admin SET name = 'Head Office' WHERE name = ?", name);
      const session = { id: "of the head office", endsAtMs: NOW + 1, confirmed: false };
      const by = { name: "Head Office", generation, session };
      const ports = await realPorts({ foldUserCase, phonesRequired });
      const result = await ports.accounts.change(by, "desk", { rights: ["reset"] }, NOW, NO_NOTE);
      expect(result).toMatchObject(may ? DONE : { ok: false });
      expect(await row("desk")).toMatchObject({ rights: may ? '["reset"]' : '["tokenlist"]' });
    },
  );

  it.each([
    ["rights", { rights: ["reset"] }, { rights: '["reset"]' }],
    ["realms", { realms: ["blue"] }, { realms: '["blue"]' }],
    ["a disabled account", { disabled: true }, { disabled_at_ms: NOW, generation: NOW + 1 }],
    ["a password", { sealedPassword: "new" }, { sealed_password: "new", generation: NOW + 1 }],
  ])("of %s changes that and nothing else, of no other account", async (_, what, expected) => {
    const [before, other] = [await row("desk"), await row("other")];
    expect(await accounts.change(caller, "desk", what, NOW, NO_NOTE)).toEqual({ ...DONE, known: true });
    expect(await row("desk")).toEqual({ ...before, revision: Number(before?.revision) + 1, ...expected });
    expect(await row("other")).toEqual(other);
  });

  it("leaves the realms, and that there is no password, unless it is of these", async () => {
    await add("bound", { realms: ["blue"], hasPassword: false });
    await accounts.change(caller, "bound", { rights: ["reset"] }, NOW, NO_NOTE);
    expect(await row("bound")).toMatchObject({ realms: '["blue"]', has_password: 0 });
    await accounts.change(caller, "bound", { realms: null, sealedPassword: "first" }, NOW, NO_NOTE);
    expect(await row("bound")).toMatchObject({ realms: null, has_password: 1 });
  });

  it("of what is disabled keeps the time, until the account is enabled", async () => {
    for (const [what, atMs] of [
      [{ disabled: true }, NOW],
      [{ disabled: true }, NOW + 1],
      [{ rights: ["reset"] }, NOW + 2],
    ] as const)
      await accounts.change(caller, "desk", what, atMs, NO_NOTE);
    expect(await row("desk")).toMatchObject({ disabled_at_ms: NOW });
    await accounts.change(caller, "desk", { disabled: false }, NOW, NO_NOTE);
    expect(await row("desk")).toMatchObject({ disabled_at_ms: null });
  });

  it("of an account that is not there is none", async () => {
    const unknown = { ok: true, changed: false, known: false };
    expect(await accounts.change(caller, "nobody", { rights: [] }, NOW, NO_NOTE)).toEqual(unknown);
    expect(await accounts.remove(caller, "nobody", NO_NOTE)).toEqual(unknown);
    expect(await addKey("nobody", "key")).toEqual(unknown);
    expect(await accounts.removeKey(caller, "desk", "key", NO_NOTE)).toEqual(unknown);
  });
});

it("only an account that is removed loses its wrong passwords and known networks", async () => {
  for (const name of ["desk", "other"]) await sql("INSERT INTO sign_in (name, network) VALUES (?, '')", name);
  await accounts.change(caller, "desk", { rights: [] }, NOW, NO_NOTE);
  expect(await rowsOf("sign_in")).toHaveLength(2);
  await accounts.remove(caller, "desk", NO_NOTE);
  expect([await row("desk"), await rowsOf("sign_in")]).toMatchObject([undefined, [{ name: "other" }]]);
});

it("keys are made for one account, so many at most, and removed one by one", async () => {
  for (const id of ["a", "b"]) expect(await addKey("desk", id)).toMatchObject(DONE);
  expect(await addKey("desk", "c")).toEqual({ ok: true, changed: false, known: true });
  expect(await addKey("other", "c")).toMatchObject(DONE);
  expect(await accounts.removeKey(caller, "other", "a", NO_NOTE)).toEqual({ ok: true, changed: false, known: false });
  expect(await keys()).toMatchObject({ desk: ["a", "b"], other: ["c"] });
  expect(await accounts.removeKey(caller, "desk", "a", NO_NOTE)).toEqual({ ok: true, changed: true, known: false });
  expect(await keys()).toMatchObject({ desk: ["b"], other: ["c"] });
});

describe("nothing is changed by", () => {
  const UNCONFIRMED = { id: "unconfirmed", confirmed: false, endsAtMs: NOW };
  it.each<[string, () => Promise<Caller>, string]>([
    ["an account without the right", () => accountWith(["tokenlist"]), "missing-right"],
    ["a service account with the right", () => accountWith(["accounts"]), "administrators-only"],
    ["an administrator who is bound to realms", () => accountWith(["*"], ["blue"]), "other-realm"],
    ["a session from before a new password", async () => ({ ...caller, generation: 0 }), "signed-out"],
    ["a session that a phone must confirm", async () => ({ ...caller, session: UNCONFIRMED }), "confirmation-needed"],
  ])("%s", async (_, who, code) => {
    await addKey("desk", "key");
    await sql(
      "INSERT INTO token (serial, user, realm, generation, active, revoked, rollout_state, description, max_fail, suite, created_at_ms) VALUES (?, 'admin', ?, 1, 1, 0, 'enrolled', '', 10, '', 0) ON CONFLICT DO NOTHING",
      "phone",
      (await realPorts()).settings.adminRealm,
    );
    const by = await who();
    const before = [await rowsOf("admin"), await keys()];
    for (const refused of [
      await add("new", {}, by),
      await accounts.change(by, "desk", { rights: ["*"] }, NOW, NO_NOTE),
      await accounts.remove(by, "desk", NO_NOTE),
      await addKey("desk", "more", by),
      await accounts.removeKey(by, "desk", "key", NO_NOTE),
    ])
      expect(refused).toEqual({ ok: false, reason: expect.objectContaining({ code }) });
    expect([await rowsOf("admin"), await keys()]).toEqual(before);
  });
});
