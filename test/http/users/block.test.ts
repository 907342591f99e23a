// A desk keeps a person out and lets them in again: exactly what was on is on again, dates are
// kept, and a directory's cause stands beside the desk's.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { moveDueBlocks } from "../../../src/storage/users/due-blocks.ts";
import { auditRows } from "../../support/audit.ts";
import { block, cronAt, inDays, ONE_DAY_MS, setDeactivated, unblock, userOf } from "../../support/house/blocks.ts";
import { enrolledUser, opensWith } from "../../support/login.ts";
import {
  admin,
  asAdmin,
  check,
  errorOf,
  initToken,
  post,
  reasonOf,
  request,
  resultOf,
  serviceAccount,
  tokenOf,
} from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

beforeAll(async () => {
  await admin();
});

const eventsOf = async (user: string) =>
  (await auditRows({ user }))
    .filter(({ event }) => event.startsWith("USER_"))
    .map(({ event, detail, administrator }) => [event, detail, administrator].join(" "));
const isActive = async (serial: string) => (await tokenOf(serial)).active;
const usersOf = async (query: string) =>
  resultOf(await asAdmin("GET", `/user/?${query}`)).map(({ username }: { username: string }) => username);

describe("undoing", () => {
  it("switches on exactly what the block has switched off, and keeps the name in the trail", async () => {
    const anna = await enrolledUser("anna");
    const off = await enrolledUser("anna");
    const since = await enrolledUser("anna");
    await asAdmin("POST", "/token/disable", { serial: off.serial });
    const blocked = await block("anna", { reason: "left on Friday" });
    expect([resultOf(blocked), blocked.json.detail]).toEqual([true, { tokens: 2, sessions: 0 }]);
    expect(await userOf("anna")).toMatchObject({ blocked_by: "admin", blocked_reason: "left on Friday" });
    expect((await userOf("anna")).blocked_at).not.toBeNull();
    await asAdmin("POST", "/token/disable", { serial: since.serial });
    const lifted = await unblock("anna");
    expect([resultOf(lifted), lifted.json.detail]).toEqual([true, { tokens: 1, deactivated: false }]);
    expect(await Promise.all([anna, off, since].map(({ serial }) => isActive(serial)))).toEqual([true, false, false]);
    expect(await opensWith("anna", anna.pin)).toBe(true);
    expect(await eventsOf("anna")).toEqual(["USER_DEACTIVATED desk admin", "USER_ACTIVATED desk admin"]);
    expect(await userOf("anna")).toMatchObject({ blocked_at: null, blocked_by: "", blocked_reason: "" });
  });

  it("says when there was nothing to undo", async () => {
    await enrolledUser("bea");
    const lifted = await unblock("bea");
    expect([lifted.status, resultOf(lifted)]).toEqual([200, false]);
    expect(await eventsOf("bea")).toEqual([]);
  });

  it("of a job's disabling waits until the person is back", async () => {
    const { serial } = await enrolledUser("cleo");
    await env.DB.prepare("UPDATE token SET active = 0, disabled_by_job = 'a job' WHERE serial = ?").bind(serial).run();
    await block("cleo");
    expect(reasonOf(await asAdmin("POST", "/token/enable", { serial }))).toBe("user-deactivated");
    await unblock("cleo");
    expect(await isActive(serial)).toBe(false);
    expect((await asAdmin("POST", "/token/enable", { serial })).status).toBe(200);
  });

  it("is not done by what changes the token meanwhile: a new PIN, an unlock, a revocation", async () => {
    const [kept, revoked] = [await enrolledUser("dirk"), await enrolledUser("dirk")];
    await block("dirk");
    await asAdmin("POST", "/token/setpin", { user: "dirk", otppin: "777777" });
    await asAdmin("POST", "/token/reset", { user: "dirk" });
    await asAdmin("POST", "/token/revoke", { serial: revoked.serial });
    expect(reasonOf(await check({ user: "dirk", pass: "777777" }))).toBe("user-deactivated");
    await unblock("dirk");
    expect(await opensWith("dirk", "777777")).toBe(true);
    expect([await isActive(kept.serial), await isActive(revoked.serial)]).toEqual([true, false]);
  });
});

describe("two causes", () => {
  it.each([
    ["the desk first", () => unblock("emil"), () => setDeactivated("emil", null).then(() => unblock("emil"))],
    ["the directory first", () => setDeactivated("emil", null), () => unblock("emil")],
  ])("keep a person out until both are gone, %s", async (_, first, second) => {
    const { serial, pin } = await enrolledUser("emil");
    await block("emil");
    await setDeactivated("emil", Date.now());
    await first();
    expect(await isActive(serial)).toBe(false);
    expect(reasonOf(await initToken({ user: "emil" }))).toBe("user-deactivated");
    expect(reasonOf(await check({ user: "emil", pass: pin }))).toBe("user-deactivated");
    await second();
    expect(await isActive(serial)).toBe(true);
    await asAdmin("DELETE", "/user/realm1/emil");
  });
});

describe("dates", () => {
  it("begin and end a block within the next cron, in the name of who set them", async () => {
    const fay = await enrolledUser("fay");
    expect((await block("fay", { from: inDays(1), until: inDays(3), reason: "on leave" })).json.detail.tokens).toBe(0);
    expect(await userOf("fay")).toMatchObject({ blocked_at: null, blocked_by: "admin", blocked_reason: "on leave" });
    await cronAt(Date.now());
    expect(await opensWith("fay", fay.pin)).toBe(true);
    await cronAt(Date.now() + 1.01 * ONE_DAY_MS);
    expect(reasonOf(await check({ user: "fay", pass: fay.pin }))).toBe("user-deactivated");
    await cronAt(Date.now() + 3.01 * ONE_DAY_MS);
    expect(await opensWith("fay", fay.pin)).toBe(true);
    expect(await userOf("fay")).toMatchObject({ blocked_at: null, block_from: null, block_until: null });
    const [planned, ...moved] = await eventsOf("fay");
    expect([planned, ...moved]).toEqual([
      "USER_CHANGED desk admin",
      "USER_DEACTIVATED desk admin",
      "USER_ACTIVATED desk admin",
    ]);
  });

  it("that are both past when cron comes late leave the person in", async () => {
    const gil = await enrolledUser("gil");
    await block("gil", { from: inDays(1), until: inDays(2) });
    await cronAt(Date.now() + 5 * ONE_DAY_MS);
    expect(await opensWith("gil", gil.pin)).toBe(true);
    expect(await eventsOf("gil")).toHaveLength(3);
  });

  it("are replaced by a later block, and taken back", async () => {
    await enrolledUser("hans");
    await block("hans", { until: inDays(2) });
    await block("hans", { reason: "has left" });
    await cronAt(Date.now() + 3 * ONE_DAY_MS);
    expect(await userOf("hans")).toMatchObject({ block_until: null, blocked_reason: "has left" });
    expect((await userOf("hans")).blocked_at).not.toBeNull();
    await unblock("hans");
    await block("hans", { from: inDays(1) });
    expect(resultOf(await unblock("hans"))).toBe(true);
    await cronAt(Date.now() + 2 * ONE_DAY_MS);
    expect(await userOf("hans")).toMatchObject({ blocked_at: null, block_from: null });
  });

  it("cost cron at most one row while none is due, however many will be", async () => {
    for (const user of ["ida", "ina", "isa"]) {
      await initToken({ user });
      await block(user, { from: inDays(30) });
    }
    const { db, read } = countingRows(env.DB);
    expect(await moveDueBlocks(db, await realKeyring(), Date.now())).toBe(false);
    expect(read()).toBeLessThan(2);
    expect(await moveDueBlocks(db, await realKeyring(), Date.now() + 31 * ONE_DAY_MS)).toBe(true);
    expect(read()).toBeGreaterThan(0);
  });

  it.each([
    ["from", { from: "tomorrow" }],
    ["until", { until: "2026-13-01" }],
    ["until", { until: "2020-01-01" }],
    ["until", { from: inDays(3), until: inDays(2) }],
    ["reason", { reason: "x".repeat(201) }],
    ["reason", { reason: "seen\u202enees" }],
  ])("are refused that cannot be meant: %s", async (name, fields) => {
    await initToken({ user: "jo" });
    const reply = await block("jo", fields);
    expect([reply.status, reply.json.result.error.message]).toEqual([400, expect.stringContaining(name)]);
    expect(await userOf("jo")).toMatchObject({ blocked_at: null, block_from: null });
  });

  it("do not lift a block to begin it later", async () => {
    await initToken({ user: "kai" });
    await block("kai");
    expect(reasonOf(await block("kai", { from: inDays(1) }))).toBe("invalid-parameter");
    expect((await userOf("kai")).blocked_at).not.toBeNull();
  });
});

describe("the list of people", () => {
  it("finds who is kept out, by a desk or a directory, and who will be", async () => {
    for (const user of ["list-now", "list-later", "list-scim", "list-in"]) await initToken({ user, realm: "lists" });
    await asAdmin("POST", "/user/lists/list-now/block");
    await asAdmin("POST", "/user/lists/list-later/block", { from: inDays(9) });
    await setDeactivated("list-scim", Date.now());
    expect((await usersOf("realm=lists&blocked=yes")).sort()).toEqual(["list-now", "list-scim"]);
    expect(await usersOf("realm=lists&blocked=directory")).toEqual(["list-scim"]);
    expect(await usersOf("realm=lists&blocked=planned")).toEqual(["list-later"]);
    expect(await usersOf("search=list-&blocked=planned")).toEqual(["list-later"]);
    expect(await usersOf("blocked=yes&username=list-n*")).toEqual(["list-now"]);
    expect((await asAdmin("GET", "/user/?blocked=no")).status).toBe(400);
  });
});

describe("rights", () => {
  it("`disable` keeps out, and `enable` lets in", async () => {
    await initToken({ user: "lars" });
    const [off, on] = [await serviceAccount("off", ["disable"]), await serviceAccount("on", ["enable"])];
    const path = "/user/realm1/lars/block";
    expect((await post(path, {}, on)).status).toBe(403);
    expect((await post(path, {}, off)).status).toBe(200);
    expect((await request(path, { method: "DELETE", headers: off })).status).toBe(403);
    expect((await userOf("lars")).blocked_by).toBe("off");
    expect((await request(path, { method: "DELETE", headers: on })).status).toBe(200);
  });

  it("reach no administrator's phones without an administrator", async () => {
    await asAdmin("POST", "/token/init", { type: "tiqr", user: "boss", realm: "administrators" });
    const headers = await serviceAccount("small", ["disable"]);
    expect(reasonOf(await post("/user/administrators/boss/block", {}, headers))).toBe("administrators-only");
  });

  it("do not make anybody known", async () => {
    expect(errorOf(await block("nobody"))[0]).toBe(400);
    expect(reasonOf(await unblock("nobody"))).toBe("user-not-found");
    expect(await usersOf("username=nobody")).toEqual([]);
  });
});

it("ends with the person: whoever gets the name is not blocked", async () => {
  await enrolledUser("mona");
  await block("mona");
  await asAdmin("DELETE", "/user/realm1/mona");
  const mona = await enrolledUser("mona");
  expect(await opensWith("mona", mona.pin)).toBe(true);
});
