// A session ends when its account wants it to, and then its JWT is worthless wherever it was copied
// to.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ConsoleBrowser, leadsTo, signInLeadingTo } from "../../../packages/console/test/support/console-browser.ts";
import { RIGHTS } from "../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { auditRows, auditRowsOnce } from "../../support/audit.ts";
import { atOnce } from "../../support/login.ts";
import {
  admin,
  asAdmin,
  errorOf,
  initToken,
  post,
  request,
  resultOf,
  serviceAccount,
  tokenOf,
} from "../../support/service.ts";

const OVER = [401, 4304];
const list = (headers: Record<string, string>) => request("/token/", { headers });
const end = (headers: Record<string, string>, path = "/auth") => request(path, { method: "DELETE", headers });
const endedRows = async () => (await env.DB.prepare("SELECT * FROM ended_session").all()).results;
const signIn = async (username: string, password = "service") => ({
  Authorization: resultOf(await post("/auth", { username, password })).token as string,
});

describe("DELETE /auth", () => {
  it("ends the session, and leaves the account's others", async () => {
    const headers = await serviceAccount("anna", ["tokenlist"]);
    const other = await signIn("anna");
    expect(resultOf(await end(headers))).toBe(true);
    expect(errorOf(await list(headers)).slice(0, 2)).toEqual(OVER);
    expect((await list(other)).status).toBe(200);
    expect(await auditRows({ administrator: "anna", event: "SESSION_ENDED" })).toMatchObject([
      { action: "DELETE /auth", success: 1 },
    ]);
  });

  it("is refused the second time, also of several at once, and stores one row", async () => {
    const headers = await serviceAccount("ben", ["tokenlist"]);
    const before = (await endedRows()).length;
    const statuses = (await atOnce(5, () => end(headers))).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 401, 401, 401, 401]);
    expect((await endedRows()).length).toBe(before + 1);
    expect(await auditRows({ administrator: "ben", event: "SESSION_ENDED" })).toHaveLength(1);
    expect(await auditRowsOnce(4, { administrator: "ben", reason: "signed-out" })).toHaveLength(4);
  });

  it("keeps the ended session until its JWT would have expired, and no longer", async () => {
    const headers = await serviceAccount("cleo", []);
    await end(headers);
    const { exp, jti } = JSON.parse(atob(headers["PI-Authorization"]?.split(".")[1] ?? ""));
    expect(await endedRows()).toContainEqual({ id: jti, expires_at_ms: exp * 1000 });
  });

  it("keeps it for a job of the account that goes on, which asks after weeks, too", async () => {
    const headers = await serviceAccount("cora", []);
    const job = "INSERT INTO job (id, account, kind, items, began_at_ms, ended_at_ms) VALUES (?, ?, 'tokens', 1, ?, ?)";
    const nowMs = Date.now();
    for (const [id, account, beganAtMs, endedAtMs] of [
      ["cora-runs", "cora", nowMs - 1000, null],
      ["cora-over", "cora", nowMs, nowMs],
      ["other", "dora", nowMs, null],
    ])
      await env.DB.prepare(job).bind(id, account, beganAtMs, endedAtMs).run();
    await end(headers);
    const { jti } = JSON.parse(atob(headers["PI-Authorization"]?.split(".")[1] ?? ""));
    expect(await endedRows()).toContainEqual({ id: jti, expires_at_ms: nowMs - 1000 + 90 * 24 * 3600 * 1000 });
  });

  it("wants a session", async () => {
    expect((await request("/auth", { method: "DELETE" })).status).toBe(401);
  });

  it("leaves nothing that the session could still change", async () => {
    await initToken({ user: "kept", serial: "SIGNED-OUT" });
    const headers = await serviceAccount("dora", RIGHTS);
    await end(headers);
    for (const action of ["disable", "revoke", "unassign", "init"])
      expect(
        errorOf(await post(`/token/${action}`, { serial: "SIGNED-OUT", user: "kept" }, headers)).slice(0, 2),
      ).toEqual(OVER);
    expect(await tokenOf("SIGNED-OUT")).toMatchObject({ active: true, username: "kept" });
  });
});

describe("DELETE /auth/sessions", () => {
  it("ends all sessions of the account, and none of any other", async () => {
    const headers = await serviceAccount("emma", ["tokenlist"]);
    const other = await signIn("emma");
    const stranger = await serviceAccount("fred", ["tokenlist"]);
    expect(resultOf(await end(headers, "/auth/sessions"))).toBe(true);
    for (const gone of [headers, other]) expect(errorOf(await list(gone)).slice(0, 2)).toEqual(OVER);
    expect((await list(stranger)).status).toBe(200);
    expect((await list(await signIn("emma"))).status).toBe(200);
    expect(await auditRows({ administrator: "emma", event: "SESSIONS_ENDED" })).toHaveLength(1);
  });

  it("is not for a session that was ended itself", async () => {
    const headers = await serviceAccount("gina", ["tokenlist"]);
    const other = await signIn("gina");
    await end(headers);
    expect((await end(headers, "/auth/sessions")).status).toBe(401);
    expect((await list(other)).status).toBe(200);
  });
});

describe("the console's sign-out", () => {
  const signedIn = async () => {
    const browser = new ConsoleBrowser();
    expect(leadsTo(await browser.follow(await browser.signIn("admin", ADMIN_PASSWORD)))).toBe("/console");
    return browser;
  };
  const worth = async (token: string | undefined) => (await list({ Authorization: token ?? "" })).status;

  it("leaves every copy of the cookie worthless, and every earlier cookie, too", async () => {
    const browser = await signedIn();
    const earlier = browser.cookie;
    await browser.get("/console/tokens");
    const copied = browser.cookie;
    expect([await worth(earlier), await worth(copied)]).toEqual([200, 200]);
    expect(leadsTo(await browser.post("/console/sign-out"))).toBe("/console/sign-in");
    expect(browser.cookie).toBeUndefined();
    expect([await worth(earlier), await worth(copied)]).toEqual([401, 401]);
    browser.cookie = copied;
    expect(leadsTo(await browser.get("/console/tokens"))).toBe(signInLeadingTo("/console/tokens", "over"));
    expect((await list(await admin())).status).toBe(200);
  });

  it("ends the sessions of other browsers, too, if asked to", async () => {
    await serviceAccount("hugo", ["tokenlist"]);
    const [here, there] = [new ConsoleBrowser(), new ConsoleBrowser()];
    for (const browser of [here, there]) await browser.signIn("hugo", "service");
    expect((await here.get("/console/tokens")).text).toContain('formaction="/console/sign-out/everywhere"');
    expect(leadsTo(await here.post("/console/sign-out/everywhere"))).toBe("/console/sign-in");
    expect(leadsTo(await there.get("/console/tokens"))).toBe(signInLeadingTo("/console/tokens", "over"));
    expect((await asAdmin("GET", "/token/")).status).toBe(200);
  });
});
