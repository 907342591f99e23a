// Refusals that anyone can cause again and again leave a few rows in five minutes, and counts.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import worker from "../../../src/index.ts";
import { WINDOW_MS } from "../../../src/storage/audit/refusal-count.ts";
import { auditRows, emptyTrail, runSql, verifyTrail } from "../../support/audit.ts";
import { atOnce } from "../../support/login.ts";
import {
  admin,
  asAdmin,
  enrol,
  initToken,
  ORIGIN,
  openLogin,
  resultOf,
  type Send,
  withSettings,
} from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

/** The rows of one network in a window. */
const OF_NETWORK = 30;
/** The beginning of a window, close enough to the present for a new session to be valid. */
const START = (Math.floor(Date.now() / WINDOW_MS) + 1) * WINDOW_MS;
const HERE = "192.0.2.1";

let send: Send;
beforeAll(async () => {
  await admin();
  send = await withSettings({});
});
beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(START);
});
afterEach(() => {
  vi.useRealTimers();
});

async function refuse(path: string, fields: Record<string, string>, from = HERE): Promise<Response> {
  const headers = { "CF-Connecting-IP": from };
  return send(new Request(ORIGIN + path, { method: "POST", headers, body: new URLSearchParams(fields) }));
}
const check = (user: string, from?: string) => refuse("/validate/check", { user, pass: "0000" }, from);
const cron = (nowMs = START + WINDOW_MS) =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(nowMs) }), env);
const counted = async () =>
  ((await rowsOf("refusal_count")) as { network: string; reason: string; count: number }[]).filter(
    ({ reason }) => reason !== "*",
  );
/** Only so many rows are left in the window that runs: the others are written by SQL. */
const leaves = (rows: number) =>
  runSql(
    `INSERT OR REPLACE INTO refusal_count (minute, network, reason, event, count, noted)
     VALUES (${Date.now() / 60_000}, '', '*', '', 0, ${120 - rows})`,
  );
const total = (rows: readonly { count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

describe("refusals of unknown users", { timeout: 60_000 }, () => {
  it.each([60, 1000])("under 60 new names of %i characters leave thirty rows and one count", async (length) => {
    await atOnce(60, (number) => check(`${number}`.padStart(length, "n")));
    const rows = await auditRows({ reason: "unknown-user" });
    expect(rows).toHaveLength(OF_NETWORK);
    expect(await counted()).toMatchObject([{ network: HERE, reason: "unknown-user", count: 60 - OF_NETWORK }]);
    for (const row of rows) expect(JSON.stringify(row).length).toBeLessThan(600);
  });

  it("are thirty rows and a count even if they come at once, from many /64 of one /56", async () => {
    await atOnce(40, (number) => check(`burst${number}`, `2001:db8::${number + 1}:0:0:0:1`));
    expect(await auditRows({ reason: "unknown-user" })).toHaveLength(OF_NETWORK);
    expect(await counted()).toMatchObject([{ network: "2001:db8::/48", count: 40 - OF_NETWORK }]);
  });

  it("become one signed row a window, which add up, show in the trail and leave it whole", async () => {
    await leaves(5);
    for (let number = 0; number < 12; number++) await check(`early${number}`);
    vi.setSystemTime(START + WINDOW_MS);
    await leaves(1);
    for (let number = 0; number < 3; number++) await check(`late${number}`);
    await cron();
    // belongs to the window that still runs
    expect(await counted()).toMatchObject([{ count: 2 }]);
    const rows = await auditRows({ reason: "unknown-user" });
    expect(total(rows)).toBe(13);
    expect(rows.filter(({ count }) => count > 1)).toMatchObject([
      { at_ms: START, count: 7, client: "", user: "", event: "USER_UNKNOWN", authentication: "REJECT", success: 0 },
    ]);
    const { auditdata } = resultOf(await asAdmin("GET", "/audit/?reason=unknown-user&page_size=50"));
    expect(total(auditdata)).toBe(13);
    expect(auditdata.map(({ sig_check }: { sig_check: string }) => sig_check)).not.toContain("FAIL");
    expect((await verifyTrail(await realKeyring())).problems).toEqual([]);
    const { failures } = resultOf(await asAdmin("GET", "/audit/statistics"));
    expect(failures).toContainEqual({ reason: "unknown-user", count: 15 });
  });

  it("are counted exactly once by two crons at once, and a late one is counted, too", async () => {
    await leaves(5);
    for (let number = 0; number < 9; number++) await check(`twice${number}`);
    await Promise.all([cron(), cron()]);
    expect(total(await auditRows({ reason: "unknown-user" }))).toBe(9);
    for (let number = 0; number < 8; number++) await check(`late${number}`); // still in that window
    expect(await auditRows({ action: "POST /validate/check" })).toHaveLength(5);
    await cron();
    expect(total(await auditRows({ reason: "unknown-user" }))).toBe(17);
    expect(await counted()).toEqual([]);
  });
});

describe("the name in such a row", () => {
  const names = async () =>
    (await auditRows({ action: "POST /validate/check" })).map(({ user, realm }) => [user, realm]);

  it("is its beginning and a digest: the same for the same name and realm, and for no other", async () => {
    for (const user of ["correct horse battery", "correct horse batterz", "correct horse battery"]) await check(user);
    await refuse("/validate/check", { user: "correct horse battery", realm: "other", pass: "1" });
    const [first, second, again, elsewhere] = (await names()).map(([user]) => user);
    expect(first).toMatch(/^correct …~[A-Za-z0-9_-]{16}$/);
    expect(again).toBe(first);
    expect(new Set([first, second, elsewhere]).size).toBe(3);
  });

  it("is whole if there is such a user", async () => {
    await initToken({ user: "a well-known user" });
    await check("a well-known user");
    expect(await names()).toContainEqual(["a well-known user", "realm1"]);
  });

  it("has no realm longer than realms are", async () => {
    await refuse("/validate/check", { user: "x", realm: "r".repeat(900), pass: "1" });
    const [[, realm] = []] = await names();
    expect(realm).toMatch(/^r{8}…~[A-Za-z0-9_-]{16}$/);
  });

  it("of an account that does not exist is its beginning and a digest, too", async () => {
    await refuse("/auth", { username: "my secret password", password: "x" });
    await refuse("/auth", { username: "admin", password: "x" });
    const rows = await auditRows({ reason: "wrong-credentials" });
    expect(rows.map(({ administrator }) => administrator)).toEqual([
      expect.stringMatching(/^my secre…~[A-Za-z0-9_-]{16}$/),
      "admin",
    ]);
  });
});

describe("counted in the same way are", () => {
  const repeated = async (reason: string, again: () => Promise<unknown>) => {
    await leaves(5);
    for (let times = 0; times < 9; times++) await again();
    const seen = async () => total((await counted()).filter((row) => row.reason === reason));
    await vi.waitUntil(async () => (await seen()) === 4, { timeout: 5000 });
    expect(await auditRows({ reason })).toHaveLength(5);
  };

  it("unknown accounts at /auth", () =>
    repeated("wrong-credentials", () => refuse("/auth", { username: "nobody", password: "x" })));

  it("tokens that are disabled", async () => {
    await enrol({ user: "off", serial: "OFF1" });
    await asAdmin("POST", "/token/disable", { serial: "OFF1" });
    await repeated("token-disabled", () => check("off"));
  });

  it("users without a token, through an application that vouches for them", async () => {
    await initToken({ user: "gone", serial: "GONE1" });
    await asAdmin("DELETE", "/token/GONE1");
    const headers = await admin();
    const body = new URLSearchParams({ user: "gone" });
    await repeated("no-tokens", () =>
      send(new Request(`${ORIGIN}/validate/triggerchallenge`, { method: "POST", headers, body })),
    );
  });

  it("invented enrolment sessions", async () => {
    await initToken({ user: "waits", serial: "WAITS" });
    await repeated("invalid-session", () =>
      send(new Request(`${ORIGIN}/ttype/tiqr?action=metadata&session=x&serial=WAITS`)),
    );
  });

  it("answers to a login that has ended", async () => {
    await enrol({ user: "done", serial: "DONE1" });
    const { id, link } = await openLogin({ user: "done", pass: "" });
    await asAdmin("DELETE", `/token/challenges/transaction/${id}`);
    const sessionKey = /\/\/[^/]*\/([^/]+)\//.exec(link)?.[1] ?? "";
    await repeated("challenge-not-open", () =>
      refuse("/ttype/tiqr", { sessionKey, userId: "done", response: "12345678", operation: "login" }),
    );
  });
});

it("logins of a token without a PIN beyond those that may be open are failed logins, counted ones too", async () => {
  await enrol({ user: "bare", serial: "BARE1" });
  await leaves(7);
  for (let times = 0; times < 14; times++) await refuse("/validate/check", { user: "bare", pass: "" });
  await vi.waitUntil(async () => total(await counted()) === 7, { timeout: 5000 });
  await cron();
  const rows = await auditRows({ reason: "too-many-requests", authentication: "REJECT" });
  expect(total(rows)).toBe(9);
});
