// Removing a user: what goes, what stays, and that the trail is whole without the name.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { entryOf, type Note } from "../../../src/core/audit/audit.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { createUserStore } from "../../../src/storage/users/store.ts";
import { auditRows, auditRowsOnce, type StoredEntry, signTrail, verifyTrail } from "../../support/audit.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import { answer, enrolledUser, type TestLogin, trigger } from "../../support/login.ts";
import { asAdmin, check } from "../../support/service.ts";
import { adminCaller, callAt, realKeyring, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const { users, settings } = await realPorts();
const keys = await realKeyring();
const caller = await adminCaller();
const bob = await enrolledUser("bob");
await enrolledUser("alice", "1234", { realm: "corp" });

const noteOf = (name: string): Note => ({
  held: entryOf(callAt(1), {
    success: true,
    event: "USER_DELETED",
    user: name,
    realm: "realm1",
    action: "TEST removal",
  }),
});
const remove = (name: string) => users.remove(caller, { name, realm: "realm1" }, noteOf(name));
const named = async (name: string, realm: string) => (await auditRows({ user: name, realm })).length;

/** A user with two tokens and an open transaction of both, with all rows written. */
async function aliceWithLogin(): Promise<TestLogin> {
  const [first] = [await enrolledUser("alice"), await enrolledUser("alice")];
  const login = await trigger(first);
  await auditRowsOnce(1, { attempt_id: await attemptIdFor(login.transactionId) });
  await auditRowsOnce(2, { action: "GET /ttype/<ttype>", user: "alice", realm: "realm1" });
  return login;
}

describe("removing a user", () => {
  it("removes tokens and the user, and ends open logins, only of that realm", async () => {
    const login = await aliceWithLogin();
    await trigger(bob);
    expect(await remove("alice")).toEqual({ ok: true, known: true, tokens: 2 });
    expect(await rowsOf("token")).toMatchObject([{ user: "bob" }, { user: "alice", realm: "corp" }]);
    expect(await rowsOf("user")).toMatchObject([
      { name: "bob", realm: "realm1" },
      { name: "alice", realm: "corp" },
    ]);
    expect(await answer(login, login.right)).toBe("INVALID_CHALLENGE");
    expect((await check({ user: "alice", pass: "1234" })).json.detail.message).toBe("The user has no tokens assigned");
  });

  it("leaves pseudonyms in the trail, even in the removal's own row, and the trail whole", async () => {
    await aliceWithLogin();
    const before = await auditRows({ user: "alice", realm: "realm1" });
    expect(before.length).toBeGreaterThan(3);
    await signTrail(keys, 1);
    await enrolledUser("alice"); // some rows are under the checkpoint, some after it
    await auditRowsOnce(3, { action: "GET /ttype/<ttype>", user: "alice", realm: "realm1" });
    const others = await auditRows({ user: "bob" });
    await remove("alice");

    expect(await named("alice", "realm1")).toBe(0);
    const removal = (await auditRows({ action: "TEST removal" })).at(-1) as StoredEntry;
    expect(removal.user).toBe(removal.pseudonym);
    for (const row of before)
      expect(await auditRows({ number: row.number })).toEqual([{ ...row, user: row.pseudonym }]);
    expect(await auditRows({ user: "bob" })).toEqual(others);
    expect(await named("alice", "corp")).toBeGreaterThan(0);
    await signTrail(keys, 2);
    expect((await verifyTrail(keys)).problems).toEqual([]);
  });

  it("says whether the user was known, and leaves no row when none was removed", async () => {
    const before = [await auditRows({ action: "TEST removal" }), await rowsOf("token"), await rowsOf("user")];
    expect(await remove("nobody")).toEqual({ ok: true, known: false, tokens: 0 });
    expect([await auditRows({ action: "TEST removal" }), await rowsOf("token"), await rowsOf("user")]).toEqual(before);
  });

  it("lets the same name be known again, with the same pseudonym", async () => {
    await enrolledUser("carol");
    const [row] = await auditRows({ user: "carol", action: "POST /token/init" });
    await remove("carol");
    await enrolledUser("carol");
    const [again] = await auditRows({ user: "carol", action: "POST /token/init" });
    expect(again?.number).toBeGreaterThan(row?.number as number);
    expect(again?.pseudonym).toBe(row?.pseudonym);
  });

  it("reads few rows of a long trail", async () => {
    await enrolledUser("long");
    await env.DB.exec(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) " +
        "INSERT INTO audit (id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator, " +
        "client, attempt_id, reason, mac) " +
        "SELECT 'r' || i, 1, '', 0, '', '', 'someone', 'realm1', '', '', '', '', '', 'x.y' FROM n",
    );
    const { db, read } = countingRows(env.DB);
    const counted = createUserStore(db, createNotes(db, keys, settings), settings);
    expect(await counted.remove(caller, { name: "long", realm: "realm1" }, {})).toMatchObject({
      ok: true,
      known: true,
    });
    expect(read()).toBeLessThan(200);
  });

  it("is refused without the right, and nothing is changed", async () => {
    await enrolledUser("kept");
    await env.DB.prepare(
      `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES ('reader', 1, 'sealed', '["userlist"]', 0)`,
    ).run();
    const everything = async () => Promise.all((["token", "user", "audit"] as const).map((table) => rowsOf(table)));
    await auditRowsOnce(1, { action: "GET /ttype/<ttype>", user: "kept" });
    const before = await everything();
    const refused = { ok: false, reason: { code: "missing-right", right: "deleteuser" } };
    const reader = { name: "reader", generation: 1 };
    expect(await users.remove(reader, { name: "kept", realm: "realm1" }, noteOf("kept"))).toEqual(refused);
    expect(await everything()).toEqual(before);
  });

  it("is done by DELETE /user/, which notes it", async () => {
    await enrolledUser("dave");
    const reply = await asAdmin("DELETE", "/user/Realm1/dave");
    expect([reply.json.result.value, reply.json.detail.tokens]).toEqual([true, 1]);
    const [row] = await auditRows({ action: "DELETE /user/<realm>/<name>" });
    expect(row).toMatchObject({ user: row?.pseudonym, realm: "realm1", administrator: "admin", success: 1 });
  });
});

describe("listing users", () => {
  it("returns those of a name and a realm, with `*` for any characters", async () => {
    await enrolledUser("erin", "1234", { realm: "staff" });
    const list = async (name?: string, realm?: string) => {
      const listed = await users.list(
        caller,
        { name, realm },
        { number: 1, size: 100, after: undefined, before: undefined },
        0,
      );
      return listed.ok ? listed.rows.map((user) => `${user.name}@${user.realm}`) : listed.reason.code;
    };
    expect(await list("erin")).toEqual(["erin@staff"]);
    expect(await list("*r*", "st*")).toEqual(["erin@staff"]);
    expect(await list("%", "_taff")).toEqual([]);
    expect(await list(undefined, "corp")).toEqual(["alice@corp"]);
    const realms = await users.realms(caller, "configread");
    expect(realms).toEqual({ ok: true, realms: ["corp", "realm1", "staff"] });
  });
});
