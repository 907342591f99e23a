// Logins with three databases: everything of a user is in one of them, and only that one is asked.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { buildApp } from "../../../src/index.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { checkedByDocument } from "../../support/openapi.ts";
import {
  admin,
  asAdminOver,
  type EnrolledToken,
  enrol,
  openLogin,
  postOver,
  requestOver,
  resultOf,
  type Send,
} from "../../support/service.ts";
import { database, having, homeOf, MAP, makeDatabases, NAMES, userHomedIn, withMap } from "./three.ts";

await makeDatabases();
const send = await withMap();

const login = async ({ phone }: EnrolledToken, user: string, pin = "1234") => {
  const { link, id } = await openLogin({ user, pass: pin }, send);
  expect((await phone.login(link)).told).toBe("logged-in");
  return postOver(send, "/validate/check", { user, pass: "", transaction_id: id });
};

describe.each(NAMES)("a user in %s", (name) => {
  it("has user, token, lock and trail there, and nowhere else", async () => {
    const user = await userHomedIn(name, "whole");
    const enrolled = await enrol({ user, pin: "1234" }, { send });
    expect(enrolled.serial).toMatch(/^TiQRS[0-9A-F]{10}$/);
    expect(resultOf(await postOver(send, "/validate/check", { user, pass: "wrong" }))).toBe(false);
    expect(await having("SELECT 1 FROM lock JOIN token ON token.id = token_id WHERE user = ?", user)).toEqual([name]);
    expect(resultOf(await login(enrolled, user))).toBe(true);
    expect(await having("SELECT 1 FROM user WHERE name = ?", user)).toEqual([name]);
    expect(await having("SELECT 1 FROM token WHERE serial = ?", enrolled.serial)).toEqual([name]);
    expect(await having("SELECT 1 FROM audit WHERE user = ?", user)).toEqual([name]);
    // The row of the challenge follows the reply, and those of answer and finalize are the
    // object's.
    const rows = "SELECT 1 FROM audit WHERE user = ? GROUP BY user HAVING count(*) >= 6";
    expect(await having(rows, user)).toEqual([name]);
  });

  it("logs in by the serial alone, one that was made here or one that was chosen", async () => {
    const user = await userHomedIn(name, "serial");
    const chosen = await enrol({ user, pin: "1234", serial: `CHOSEN-${name}` }, { send });
    const made = await enrol({ user, pin: "1234" }, { send });
    for (const { serial, phone } of [chosen, made]) {
      const { link, id } = await openLogin({ serial, pass: "1234" }, send);
      expect((await phone.login(link)).told).toBe("logged-in");
      expect(resultOf(await postOver(send, "/validate/check", { serial, pass: "", transaction_id: id }))).toBe(true);
    }
  });

  it("is locked there, and disabled tokens do not log in", async () => {
    const user = await userHomedIn(name, "off");
    const { phone, serial } = await enrol({ user, pin: "1234" }, { send });
    const { link } = await openLogin({ user, pass: "1234" }, send);
    expect(resultOf(await asAdminOver(send, "POST", "/token/disable", { serial }))).toBe(1);
    expect((await phone.login(link)).told).not.toBe("logged-in");
    expect(resultOf(await asAdminOver(send, "POST", "/token/enable", { user, realm: "realm1" }))).toBe(1);
    expect((await phone.login((await openLogin({ user, pass: "1234" }, send)).link)).told).toBe("logged-in");
  });
});

it("asks one database for a login by name, and for a serial that was made here", async () => {
  const user = await userHomedIn("DB_1", "counted");
  const { serial } = await enrol({ user, pin: "1234" }, { send });
  const calls: string[] = [];
  const watched = NAMES.map((name) => [
    name,
    watchedDatabase(database(name), (_, next) => {
      calls.push(name);
      return next();
    }),
  ]);
  const app = await buildApp({ ...env, ...MAP, ...Object.fromEntries(watched) } as unknown as Env);
  const waited: Promise<unknown>[] = [];
  const context = { waitUntil: (work: Promise<unknown>) => waited.push(work) } as unknown as ExecutionContext;
  const counted: Send = async (toSend) => checkedByDocument(toSend, await app.fetch(toSend, env, context));
  await openLogin({ user, pass: "1234" }, counted);
  await openLogin({ serial, pass: "1234" }, counted);
  expect(resultOf(await postOver(counted, "/validate/check", { user, pass: "wrong" }))).toBe(false);
  await Promise.all(waited);
  expect(new Set(calls)).toEqual(new Set(["DB_1"]));
});

it("keeps a realm in the database that it has for itself", async () => {
  const users = ["ann", "ben", "cleo", "dan"];
  for (const user of users) {
    const { serial } = await enrol({ user, realm: "corp.example", pin: "1234" }, { send });
    expect(await having("SELECT 1 FROM token WHERE serial = ?", serial)).toEqual(["DB_1"]);
  }
  expect(new Set(await Promise.all(users.map((user) => homeOf(user))))).not.toEqual(new Set(["DB_1"]));
});

describe("a name with two readings", () => {
  it("means the whole name's user, wherever the two would be, and the other when there is none", async () => {
    const whole = "eve@split.example";
    // The realm becomes known by a user in another database than that of the name's user.
    const stranger = await userHomedIn("DB_2", "stranger");
    await enrol({ user: stranger, realm: "split.example", pin: "1234" }, { send });
    const { serial } = await enrol({ user: "eve", realm: "split.example", pin: "1111" }, { send });
    const check = await postOver(send, "/validate/check", { user: whole, pass: "1111" });
    expect(check.json.detail.serial).toBe(serial);
    // A whole name would take the name from her.
    const taking = { type: "tiqr", user: whole, realm: "realm1", pin: "2222" };
    const refused = await postOver(send, "/token/init", taking, await admin());
    expect(refused.headers.get("TiQR-Reason")).toContain("shadows-users");
    const made = await enrol({ ...taking, shadows: "true" }, { send });
    const again = await postOver(send, "/validate/check", { user: whole, pass: "2222" });
    expect(again.json.detail.serial).toBe(made.serial);
  });
});

describe("a serial", () => {
  it("is not enrolled again for a user in another database", async () => {
    const [one, other] = [await userHomedIn("DB", "owner"), await userHomedIn("DB_2", "owner")];
    await enrol({ user: one, serial: "WANDERER" }, { send });
    const moved = await postOver(
      send,
      "/token/init",
      { type: "tiqr", user: other, serial: "WANDERER", pin: "1234" },
      await admin(),
    );
    expect(moved.json.result.error.message).toContain("Make a new token for the user instead");
    expect(await having("SELECT 1 FROM token WHERE serial = 'WANDERER'")).toEqual(["DB"]);
  });

  it("with the slot of another user is refused", async () => {
    const user = await userHomedIn("DB", "slotted");
    const fields = { type: "tiqr", user, serial: "TiQRSFF01234567", pin: "1234" };
    const { json } = await postOver(send, "/token/init", fields, await admin());
    expect(json.result.error.message).toContain("Make a new token for the user instead");
  });

  it("of no user is given to one in its own database only", async () => {
    const [one, same, other] = [
      await userHomedIn("DB_1", "one"),
      await userHomedIn("DB_1", "two"),
      await userHomedIn("DB", "three"),
    ];
    await enrol({ user: one, serial: "FREE-1" }, { send });
    await asAdminOver(send, "POST", "/token/unassign", { serial: "FREE-1" });
    const refused = await asAdminOver(send, "POST", "/token/assign", { serial: "FREE-1", user: other });
    expect(refused.json.result.error.message).toContain("Make a new token for the user instead");
    expect(resultOf(await asAdminOver(send, "POST", "/token/assign", { serial: "FREE-1", user: same }))).toBe(true);
    expect(await having("SELECT 1 FROM token WHERE user = ?", same)).toEqual(["DB_1"]);
  });

  it("in two databases means the one where its user is", async () => {
    const user = await userHomedIn("DB_2", "twice");
    const { phone } = await enrol({ user, pin: "1234", serial: "TWICE" }, { send });
    // A move that was cut off, or a worker with an older map, can leave a copy behind.
    await database("DB")
      .prepare(
        `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
         VALUES ('TWICE', 1, ?, 'realm1', '', 1, 0, 'enrolled', 10, 'OCRA-1:HOTP-SHA1-6:QN10-S064', 0)`,
      )
      .bind(user)
      .run();
    const { link } = await openLogin({ serial: "TWICE", pass: "1234" }, send);
    expect((await phone.login(link)).told).toBe("logged-in");
    expect(resultOf(await asAdminOver(send, "POST", "/token/disable", { serial: "TWICE" }))).toBe(1);
    expect(await having("SELECT 1 FROM token WHERE serial = 'TWICE' AND NOT active")).toEqual(["DB_2"]);
  });
});

describe("while slots are being moved", () => {
  it("their users' requests get 503 with Retry-After and change nothing, and all others go on", async () => {
    const [moved, other] = [await userHomedIn("DB_1", "paused"), await userHomedIn("DB_2", "paused")];
    const [enrolled, working] = [
      await enrol({ user: moved, pin: "1234" }, { send }),
      await enrol({ user: other, pin: "1234" }, { send }),
    ];
    const paused = await withMap({ SHARD_MOVING: "55-a9" } as unknown as Partial<Env>);
    const right = { user: moved, pass: "1234" };
    for (const fields of [right, { ...right, pass: "wrong" }, { serial: enrolled.serial, pass: "1234" }]) {
      const reply = await postOver(paused, "/validate/check", fields);
      expect([reply.status, reply.headers.get("Retry-After")]).toEqual([503, "5"]);
    }
    for (const path of ["/token/disable", "/token/init"])
      expect((await asAdminOver(paused, "POST", path, { type: "tiqr", ...right })).status).toBe(503);
    const removal = await requestOver(paused, `/user/realm1/${moved}`, { method: "DELETE", headers: await admin() });
    expect(removal.status).toBe(503);
    expect(await having("SELECT 1 FROM lock JOIN token ON token.id = token_id WHERE user = ?", moved)).toEqual([]);
    expect((await working.phone.login((await openLogin({ user: other, pass: "1234" }, paused)).link)).told).toBe(
      "logged-in",
    );
    expect((await asAdminOver(paused, "GET", "/token/")).status).toBe(200);
  });
});
