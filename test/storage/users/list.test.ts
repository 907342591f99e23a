// The list of users, by whatever filter and whatever way they are read; and the realms.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { DirectedPaging, Paging } from "../../../src/core/ports/paging.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { createUserStore } from "../../../src/storage/users/store.ts";
import { many } from "../../support/audit.ts";
import { accountWith, adminCaller, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const { users, settings } = await realPorts();
const PAGE: Paging = { number: 1, size: 100, after: undefined, before: undefined };
const caller = await adminCaller();
const names =
  "('alice', 'realm1', 0), ('bob', 'realm1', 0), ('Alice', 'corp', 0), ('100%', 'corp', 0), ('bo', 'staff', 0)";
await env.DB.exec(`INSERT INTO user (name, realm, created_at_ms) VALUES ${names}`);

const list = async (name?: string, realm?: string, paging: Partial<DirectedPaging> = {}) => {
  const listed = await users.list(caller, { name, realm }, { ...PAGE, ...paging }, 0);
  return listed.ok ? listed.rows.map((user) => `${user.name} ${user.realm}`) : listed.reason.code;
};

describe("a list of users", () => {
  it.each([
    [undefined, undefined, ["alice realm1", "bob realm1", "Alice corp", "100% corp", "bo staff"]],
    ["ALICE", undefined, ["alice realm1", "Alice corp"]],
    ["bo", undefined, ["bo staff"]],
    ["bo*", undefined, ["bo staff", "bob realm1"]],
    ["*B", undefined, ["bob realm1"]],
    ["*%", undefined, ["100% corp"]],
    ["alice", "c*", ["Alice corp"]],
    ["a*", "realm1", ["alice realm1"]],
    ["*o*", "staff", ["bo staff"]],
    [undefined, "CORP", ["100% corp", "Alice corp"]],
    [undefined, "*r*", ["alice realm1", "bob realm1", "Alice corp", "100% corp"]],
    [undefined, "cor", []],
  ])("of the name %j and the realm %j", async (name, realm, found) => {
    expect(await list(name, realm)).toEqual(found);
  });

  it("is read from its end as well, by page and by cursor", async () => {
    const read = (paging: Partial<DirectedPaging>) => list(undefined, "corp", { size: 1, descending: true, ...paging });
    expect([await read({}), await read({ after: ["Alice"] }), await read({ before: ["100%"] })]).toEqual([
      ["Alice corp"],
      ["100% corp"],
      ["Alice corp"],
    ]);
    const [last] = (await list(undefined, undefined, { descending: true })) as string[];
    expect(last).toBe("bo staff");
  });

  it("has its own cursors, and takes no other's", async () => {
    expect(await list(undefined, "corp", { after: ["100%"] })).toEqual(["Alice corp"]);
    expect(await list(undefined, "corp", { after: ["100%", 1] })).toBe("invalid-parameter");
  });

  it("is for accounts with the right", async () => {
    const refused = { ok: false, reason: { code: "signed-out" } };
    const stranger = { name: "gone", generation: 1 };
    expect(await users.list(stranger, {}, PAGE, 0)).toEqual(refused);
    expect(await users.realms(stranger, "configread")).toEqual(refused);
  });
});

describe("the realms", () => {
  it("are those for which the rights hold", async () => {
    const bound = await accountWith(["userlist"], ["corp", "elsewhere"]);
    expect(await users.realms(bound, "userlist")).toEqual({ ok: true, realms: ["corp"] });
  });

  it("are listed once each, for a few rows of each", async () => {
    const { db, read } = countingRows(env.DB);
    const counted = createUserStore(db, createNotes(db, await realKeyring(), settings), settings);
    expect(await counted.realms(caller, "configread")).toEqual({ ok: true, realms: ["corp", "realm1", "staff"] });
    expect(read()).toBeLessThan(50);
  });
});

it("a list that is too long for its pages' numbers refuses a late one", async () => {
  await env.DB.exec(`INSERT INTO user (name, realm, created_at_ms) ${many(1000, "'many' || i, 'crowd', 0")}`);
  expect(await list(undefined, "crowd", { number: 2 })).toHaveLength(100);
  expect(await list(undefined, "crowd", { number: 20 })).toBe("invalid-parameter");
});
