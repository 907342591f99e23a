// Reads leave rows, too: reads of users, tokens and the trail, and refused ones.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteCounts } from "../../../src/storage/audit/note-counts.ts";
import { MAX_ROWS_OF_NETWORK, WINDOW_MS } from "../../../src/storage/audit/refusal-count.ts";
import { auditRows, emptyTrail } from "../../support/audit.ts";
import {
  asAdminOver,
  initToken,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";

// Rows follow the reply, so this app waits for them.
let app: Send;
let without: Record<string, string>;
beforeAll(async () => {
  app = await withSettings({});
  without = await serviceAccount("without", ["setpin"]);
  await initToken({ user: "looked-at", serial: "LOOKED-AT" });
});
beforeEach(async () => {
  await emptyTrail();
  await env.DB.prepare("DELETE FROM refusal_count").run();
});

/** Leaves out the accounts' sign-ins, whose rows follow their replies. */
const rows = async () => (await auditRows()).filter(({ action }) => action !== "POST /auth");
const told = async () =>
  (await rows()).map(({ action, event, serial, user, realm, administrator, reason }) =>
    [action, event, serial, `${user}@${realm}`, administrator, reason].join(" | "),
  );

describe("a look", () => {
  it.each([
    ["/user/", "GET /user/ | USERS_READ |  | @ | admin | "],
    ["/token/", "GET /token/ | TOKENS_READ |  | @ | admin | "],
    ["/token/?outform=csv", "GET /token/ | TOKENS_READ |  | @ | admin | "],
    ["/token/?user=looked-at", "GET /token/ | TOKENS_READ |  | looked-at@realm1 | admin | "],
    ["/token/?serial=LOOKED*", "GET /token/ | TOKENS_READ | LOOKED* | @ | admin | "],
    ["/audit/", "GET /audit/ | TRAIL_READ |  | @ | admin | "],
    ["/audit/all.csv", "GET /audit/<file> | TRAIL_READ |  | @ | admin | "],
  ])("at %s leaves one row with the account and the user", async (path, row) => {
    expect((await asAdminOver(app, "GET", path)).status).toBe(200);
    expect(await told()).toEqual([row]);
  });

  it("is left out of the list with reads=false, so that looks at a token do not hide changes to it", async () => {
    await initToken({ user: "looked-at", serial: "LOOKED-AT" });
    await asAdminOver(app, "GET", "/token/?serial=LOOKED-AT");
    const events = async (more: string) =>
      resultOf(await asAdminOver(app, "GET", `/audit/?serial=LOOKED-AT${more}`)).auditdata.map(
        ({ event }: { event: string }) => event,
      );
    expect(await events("")).toEqual(["TOKENS_READ", "ENROLLMENT_BEGUN"]);
    expect(await events("&reads=false")).toEqual(["ENROLLMENT_BEGUN"]);
    expect((await asAdminOver(app, "GET", "/audit/?reads=no")).status).toBe(400);
  });

  it.each(["/audit/statistics", "/system/", "/realm/", "/defaultrealm", "/token/challenges/", "/auth/rights"])(
    "at %s, which is about no user, leaves none",
    async (path) => {
      expect((await asAdminOver(app, "GET", path)).status).toBe(200);
      expect(await told()).toEqual([]);
    },
  );
});

const READS = [
  "/user/",
  "/token/",
  "/token/challenges/",
  "/token/enrollmentlink",
  "/audit/",
  "/audit/all.csv",
  "/audit/statistics",
  "/audit/verification",
  "/system/",
  "/system/key",
  "/realm/",
  "/defaultrealm",
];

describe("a look that is refused", () => {
  it.each(READS)("at %s says to whom", async (path) => {
    expect((await requestOver(app, path, { headers: without })).status).toBe(403);
    expect((await rows()).map(({ event, administrator, reason }) => [event, administrator, reason])).toEqual([
      ["ACCESS_DENIED", "without", "missing-right"],
    ]);
  });
});

describe("a bad token", () => {
  it.each([
    ["none", {}, "missing-authorization"],
    ["one that is made up", { "PI-Authorization": "made.up.token" }, "invalid-authorization"],
  ])("leaves a row with the route that was asked for: %s", async (_, headers: Record<string, string>, reason) => {
    expect((await requestOver(app, "/user/realm1/looked-at", { method: "DELETE", headers })).status).toBe(401);
    expect(await told()).toEqual([`DELETE /user/<realm>/<name> | ACCESS_DENIED |  | @ |  | ${reason}`]);
  });

  it("of an account that has a new password leaves one with its name", async () => {
    const headers = await serviceAccount("gone", ["userlist"]);
    await emptyTrail();
    await env.DB.prepare("DELETE FROM admin WHERE name = 'gone'").run();
    expect((await requestOver(app, "/user/", { headers })).status).toBe(401);
    expect(await told()).toEqual(["GET /user/ | ACCESS_DENIED |  | @ | gone | signed-out"]);
  });

  it("repeated without end leaves a bounded number of rows", async () => {
    // A window may end among them.
    for (let count = 0; count < 70; count++)
      await requestOver(app, "/token/", { headers: { Authorization: `made.up.${count}` } });
    expect((await rows()).length).toBeLessThanOrEqual(2 * MAX_ROWS_OF_NETWORK);
  });
});

it("bad tokens that were counted do not count as failed logins in the statistics", async () => {
  // Some of this many are counted, even if a window ends among them.
  for (let count = 0; count <= 2 * MAX_ROWS_OF_NETWORK; count++) await requestOver(app, "/token/");
  await noteCounts(env.DB, await realKeyring(), Date.now() + WINDOW_MS);
  const counted = (await rows()).filter(({ action }) => action === "refusals, counted");
  expect(new Set(counted.map(({ event, authentication }) => `${event} ${authentication}`))).toEqual(
    new Set(["ACCESS_DENIED "]),
  );
  expect(resultOf(await asAdminOver(app, "GET", "/audit/statistics")).failures).toEqual([]);
});

it("a row of a look is neither a login nor a failure in the statistics", async () => {
  await asAdminOver(app, "GET", "/token/");
  await requestOver(app, "/user/", { headers: without });
  const { logins, failures } = resultOf(await asAdminOver(app, "GET", "/audit/statistics"));
  expect(failures).toEqual([]);
  expect(logins.every(({ count }: { count: number }) => count === 0)).toBe(true);
});
