// With three databases: somebody has signed in here if it was in any of them.

import { afterEach, expect, it, vi } from "vitest";
import { asAdminOver, enrol } from "../../../support/service.ts";
import { database, makeDatabases, userHomedIn, withMap } from "../three.ts";

await makeDatabases();
const send = await withMap({ UPSTREAM_PRIVACYIDEA: "https://privacyidea.example.org" } as unknown as Partial<Env>);
afterEach(() => {
  vi.restoreAllMocks();
});

it("GET /system/ says so", async () => {
  const { serial } = await enrol({ user: await userHomedIn("DB_2", "mover") }, { send });
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => Response.json({ version: "eduMFA 2.9.5" }));
  const hasLogin = async () => (await asAdminOver(send, "GET", "/system/")).json.detail.upstream.has_login_here;
  expect(await hasLogin()).toBe(false);
  const there = database("DB_2");
  await there.prepare("UPDATE token SET last_step = '1' WHERE serial = ?").bind(serial).run();
  await there.prepare("INSERT INTO audit_sum VALUES ('total', 0, 'LOGIN_SUCCESS ', 1, 0)").run();
  expect(await hasLogin()).toBe(true);
});
