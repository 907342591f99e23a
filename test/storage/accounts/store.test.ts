// Accounts in D1: each statement reaches the account that it names, and no other.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const accounts = createAdminStore(env.DB);
const NOW = 1_700_000_000_000;
const add = (name: string, rights: readonly string[]) =>
  accounts.add({ name, rights, sealedPassword: `password of ${name}` } as never, NOW);
const recordOf = async (name: string) => (await accounts.find(name, "192.0.2.1")).admin;

beforeEach(async () => {
  await env.DB.exec("DELETE FROM admin");
  await add("anna", ["tokenlist"]);
  await add("ben", ["enable"]);
});

it("an account is found by its name, and an unknown name finds none", async () => {
  expect(await recordOf("ben")).toEqual({
    name: "ben",
    generation: NOW,
    rights: ["enable"],
    sealedPassword: "password of ben",
    isDisabled: false,
    isPerson: false,
  });
  expect(await recordOf("nobody")).toBeUndefined();
});

it("the accounts are listed by their names, with the time when they were made", async () => {
  expect(await accounts.list()).toMatchObject([
    { name: "anna", rights: ["tokenlist"], createdAtMs: NOW },
    { name: "ben", rights: ["enable"], createdAtMs: NOW },
  ]);
});

it("a name is given once", async () => {
  expect(await add("cleo", [])).toBe(true);
  expect(await add("cleo", ["*"])).toBe(false);
  expect(await recordOf("cleo")).toMatchObject({ rights: [] });
});

it("the first administrator is made while no account has every right, and under no name that is taken", async () => {
  const has = async () => (await accounts.find("anna", "192.0.2.1")).hasAdministrator;
  expect(await has()).toBe(false);
  await accounts.bootstrap("anna", "taken", NOW + 1);
  expect([await has(), (await recordOf("anna"))?.sealedPassword]).toEqual([false, "password of anna"]);
  await accounts.bootstrap("first", "sealed", NOW + 1);
  await accounts.bootstrap("second", "sealed", NOW + 1);
  expect(await has()).toBe(true);
  expect(await recordOf("first")).toEqual({
    name: "first",
    generation: NOW + 1,
    rights: ["*"],
    sealedPassword: "sealed",
    isDisabled: false,
    isPerson: false,
  });
  expect(await recordOf("second")).toBeUndefined();
});

it("a new password ends the sessions of its account alone", async () => {
  expect([await accounts.setPassword("anna", "other"), await accounts.setPassword("nobody", "other")]).toEqual([
    true,
    false,
  ]);
  expect(await recordOf("anna")).toMatchObject({ sealedPassword: "other", generation: NOW + 1 });
  expect(await recordOf("ben")).toMatchObject({ sealedPassword: "password of ben", generation: NOW });
});

it("a password that is hashed again ends no session, and does not replace one that was set meanwhile", async () => {
  const [anna, ben] = [await recordOf("anna"), await recordOf("ben")];
  if (!anna || !ben) throw new Error("the accounts are not there");
  await accounts.replacePasswordHash({ ...anna, sealedPassword: "an older one" }, "hashed again");
  expect(await recordOf("anna")).toEqual(anna);
  await accounts.replacePasswordHash(anna, "hashed again");
  expect(await recordOf("anna")).toEqual({ ...anna, sealedPassword: "hashed again" });
  await env.DB.exec("UPDATE admin SET sealed_password = 'the same'");
  await accounts.replacePasswordHash({ ...anna, sealedPassword: "the same" }, "hashed again");
  expect(await recordOf("ben")).toEqual({ ...ben, sealedPassword: "the same" });
});

it("an account is removed alone", async () => {
  expect([await accounts.remove("anna"), await accounts.remove("nobody")]).toEqual([true, false]);
  expect(await rowsOf("admin")).toMatchObject([{ name: "ben" }]);
});

it("an account may do what its rights say, while it is as the caller knows it", async () => {
  const caller = { name: "anna", generation: NOW };
  expect(await accounts.may(caller, "tokenlist")).toEqual({ ok: true });
  expect(await accounts.may(caller, "enable")).toMatchObject({ ok: false });
  expect(await accounts.may({ ...caller, generation: NOW - 1 }, "tokenlist")).toMatchObject({ ok: false });
});
