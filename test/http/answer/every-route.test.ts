// Every route of the app, also one that is added later, refuses a method that it lacks by name.

import { expect, it } from "vitest";
import { ConsoleBrowser, SAME_ORIGIN } from "../../../packages/console/test/support/console-browser.ts";
import { ALL_ON, type AttackedRoute, routesOfConsole, serviceRoutes } from "../../fuzz/routes.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { makeTenant } from "../../support/oidc/entra.ts";
import { admin, request, requestOver, withSettings } from "../../support/service.ts";

/** Proxies ask these with the method of the guarded request, so they take every method. */
const TAKE_ALL = /^\/authz\/(forward-auth|auth-request|ext-authz)/;

const fill = (path: string) =>
  path
    .replace(/:ttype/, "tiqr")
    .replace(/:file/, "audit.csv")
    .replace(/:\w+/g, "x");
const pathsOf = (all: readonly AttackedRoute[]) => [
  ...new Set(all.map(({ path }) => path).filter((path) => !TAKE_ALL.test(path))),
];

const over = await withSettings(ALL_ON);
// What Microsoft Entra asks is there for whoever has a tenant.
await makeTenant();

it.each(pathsOf(serviceRoutes))("%s refuses PURGE with 405, and names the methods that it has", async (path) => {
  const { status, headers } = await requestOver(over, fill(path), { method: "PURGE", headers: await admin() });
  expect(status).toBe(405);
  const allowed = headers.get("Allow")?.split(", ") ?? [];
  const own = serviceRoutes.filter((route) => route.path === path && route.method !== "ALL");
  expect(allowed).toEqual(expect.arrayContaining(own.map(({ method }) => method)));
});

it("the console's pages do so, too, for whoever is signed in", async () => {
  const browser = new ConsoleBrowser(over);
  await browser.signIn("admin", ADMIN_PASSWORD);
  const headers = { ...SAME_ORIGIN, Cookie: `__Host-console=${browser.cookie}` };
  const others: unknown[] = [];
  for (const path of pathsOf(routesOfConsole)) {
    const { status } = await requestOver(over, fill(path), { method: "PURGE", headers });
    if (status !== 405) others.push([path, status]);
  }
  expect(others).toEqual([]);
});

it.each([
  ["POST", "/", "GET, HEAD, OPTIONS"],
  ["DELETE", "/logo.png", "GET, HEAD, OPTIONS"],
  ["POST", "/audit/audit.csv", "GET, HEAD, OPTIONS"],
  ["GET", "/language", "POST, OPTIONS"],
  ["HEAD", "/language", "POST, OPTIONS"],
  ["GET", "/enrol/x/start", "POST, OPTIONS"],
])("%s %s is refused, and %s allowed", async (method, path, allow) => {
  const reply = await request(path, { method, headers: await admin() });
  expect([reply.status, reply.headers.get("Allow")]).toEqual([405, allow]);
});

it.each(["/token/init", "/audit/statistics", "/accounts", "/metrics", "/auth/rights"])(
  "PUT %s is refused the same way for whoever shows no account",
  async (path) => {
    expect((await request(path, { method: "PUT" })).status).toBe(405);
  },
);

it.each([
  ["PUT", "/nosuch"],
  ["PUT", "/console-nosuch"],
  ["GET", "/.well-known/security.txt"],
  ["HEAD", "/.well-known/security.txt"],
])("%s %s is still not found", async (method, path) => {
  expect((await request(path, { method })).status).toBe(404);
});
