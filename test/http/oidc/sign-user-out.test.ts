// DELETE /user/<realm>/<name>/sessions: an administrator signs a user out in all browsers and
// applications.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import {
  addSession,
  beginSession,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import { asAdmin, request, serviceAccount } from "../../support/service.ts";

let wiki: MadeClient;
beforeAll(async () => {
  wiki = await makeClient();
});

const OFFLINE = ["openid", "offline_access"];
const signOut = (user: string) => asAdmin("DELETE", `/user/realm1/${user}/sessions`);
const sessionsOf = async (user: string) =>
  (await env.DB.prepare("SELECT expires_at_ms AS ends FROM browser_session WHERE user = ?").bind(user).all()).results;

describe("an administrator", () => {
  it("ends all sessions of a user, what they gave, and refresh tokens", async () => {
    const session = await beginSession("alice");
    await addSession(session.serial);
    const mallory = await beginSession("mallory");
    const early = await codeFor(wiki, session);
    const given = (await redeem(wiki, await codeFor(wiki, session, { scope: OFFLINE }))).json;
    const others = (await redeem(wiki, await codeFor(wiki, mallory))).json;
    expect((await userinfoWith(given.access_token)).status).toBe(200);

    const done = await signOut("alice");
    expect([done.status, done.json.result.value]).toEqual([200, 2]);
    expect(await sessionsOf("alice")).toEqual([{ ends: 0 }, { ends: 0 }]); // until cron has told the applications
    expect((await userinfoWith(given.access_token)).status).toBe(401);
    expect((await refreshWith(wiki, given.refresh_token)).json.error).toBe("invalid_grant");
    expect((await redeem(wiki, early)).json.error).toBe("invalid_grant");
    expect((await userinfoWith(others.access_token)).status).toBe(200);
    expect(await auditRows({ event: "BROWSER_SESSION_ENDED", user: "alice" })).toMatchObject([
      { user: "alice", realm: "realm1", administrator: "admin", success: 1 },
    ]);
  });

  it("may do so again, and the token still signs in", async () => {
    const session = await beginSession("bob");
    await signOut("bob");
    expect((await signOut("bob")).json.result.value).toBe(0);
    expect(await auditRows({ event: "BROWSER_SESSION_ENDED", user: "bob" })).toHaveLength(2);
    const next = await addSession(session.serial);
    expect((await redeem(wiki, await codeFor(wiki, next))).status).toBe(200);
  });

  it("leaves what was revoked before as it was", async () => {
    const session = await beginSession("erin");
    expect((await redeem(wiki, await codeFor(wiki, session, { scope: OFFLINE }))).status).toBe(200);
    await env.DB.prepare("UPDATE oidc_grant SET revoked_at_ms = 7 WHERE user = 'erin'").run();
    await signOut("erin");
    const revoked = await env.DB.prepare("SELECT revoked_at_ms AS at FROM oidc_grant WHERE user = 'erin'").all();
    expect(revoked.results).toEqual([{ at: 7 }]);
  });

  it("hears that a user is unknown, and the trail keeps no such name", async () => {
    expect((await signOut("nobody")).status).toBe(400);
    expect(await auditRows({ user: "nobody" })).toEqual([]);
  });
});

it("is refused without the right, and without an account", async () => {
  await beginSession("carol");
  const path = "/user/realm1/carol/sessions";
  const headers = await serviceAccount("portal", ["userlist", "revoke", "deleteuser"]);
  expect((await request(path, { method: "DELETE", headers })).status).toBe(403);
  expect((await request(path, { method: "DELETE" })).status).toBe(401);
  expect((await sessionsOf("carol")).map(({ ends }) => Number(ends) > 0)).toEqual([true]);
});

it("changes nothing for an account that is bound to other realms", async () => {
  const session = await beginSession("dora");
  const { refresh_token } = (await redeem(wiki, await codeFor(wiki, session, { scope: OFFLINE }))).json;
  const headers = await serviceAccount("help desk", ["disable"]);
  await env.DB.prepare("UPDATE admin SET realms = '[\"staff\"]' WHERE name = 'help desk'").run();
  expect((await request("/user/realm1/dora/sessions", { method: "DELETE", headers })).status).toBe(403);
  expect((await sessionsOf("dora")).map(({ ends }) => Number(ends) > 0)).toEqual([true]);
  expect((await refreshWith(wiki, refresh_token)).status).toBe(200);
  expect(await auditRows({ event: "BROWSER_SESSION_ENDED", user: "dora" })).toEqual([]);
});
