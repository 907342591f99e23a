// An account that is bound to realms reaches no other, whichever way it goes. Beside it: names of
// accounts in paths.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import {
  admin,
  asAdmin,
  check,
  enrol,
  initToken,
  type Reply,
  reasonOf,
  request,
  resultOf,
} from "../../support/service.ts";
import { setFailures } from "../../support/storage/rows.ts";

const PASSWORD = "horse battery staple 7";
type Headers = Record<string, string>;

async function send(method: string, path: string, body?: unknown, headers?: Headers): Promise<Reply> {
  const json = body === undefined ? {} : { "Content-Type": "application/json" };
  return request(path, {
    method,
    headers: { ...(headers ?? (await admin())), ...json },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
async function bound(name: string, rights: readonly string[], realms: readonly string[]): Promise<Headers> {
  expect((await send("POST", "/accounts", { name, rights, realms, password: PASSWORD })).status).toBe(200);
  return { "X-API-Key": resultOf(await send("POST", `/accounts/${name}/keys`, {})).key };
}

beforeAll(async () => {
  await initToken({ user: "ada", realm: "blue", serial: "BLUE-1" });
  await initToken({ user: "ada", realm: "red", serial: "RED-1" });
});

describe("an account that is bound to a realm", () => {
  it("gives no user a name that means a user of another realm today", async () => {
    const desk = await bound("desk-of-default", ["enrollTIQR", "assign"], ["realm1"]);
    await initToken({ user: "free", realm: "realm1", serial: "FREE-1" });
    await asAdmin("POST", "/token/unassign", { serial: "FREE-1" });
    for (const path of [
      "/token/init?type=tiqr&user=ada@red&realm=realm1&shadows=true",
      "/token/enrollmentlink?user=ada@red&realm=realm1&shadows=true",
      "/token/assign?serial=FREE-1&user=ada@red&realm=realm1&shadows=true",
    ])
      expect([path, reasonOf(await request(path, { method: "POST", headers: desk }))]).toEqual([path, "other-realm"]);
    const { results } = await env.DB.prepare("SELECT 1 FROM token WHERE user = 'ada@red'").all();
    expect(results).toEqual([]);
    const plain = await request("/token/init?type=tiqr&user=new&realm=realm1", { method: "POST", headers: desk });
    expect(plain.status).toBe(200);
  });

  it("gives no user the name by which applications know a user of the default realm", async () => {
    await initToken({ user: "zed@blue", realm: "realm1", serial: "ZED-1" });
    const desk = await bound("desk-of-names", ["enrollTIQR", "set_custom_user_attributes"], ["blue"]);
    const init = (more: string) =>
      request(`/token/init?type=tiqr&user=zed&realm=blue${more}`, { method: "POST", headers: desk });
    expect(reasonOf(await init(""))).toBe('shadows-users;count="1"');
    expect(reasonOf(await init("&shadows=true"))).toBe("other-realm");
    const link = await request("/token/enrollmentlink?user=zed&realm=blue", { method: "POST", headers: desk });
    expect(reasonOf(link)).toBe('shadows-users;count="1"');
    expect(await env.DB.prepare("SELECT 1 FROM user WHERE name = 'zed' AND realm = 'blue'").first()).toBeNull();
  });

  it("counts and opens the locks of its realm alone, also without naming it", async () => {
    const desk = await bound("desk-of-locks", ["reset", "manyatonce"], ["blue"]);
    for (const serial of ["BLUE-1", "RED-1"])
      await setFailures(serial, { path: "pin", failcount: 10, locks: 8, failed_at_ms: Date.now() });
    const reset = (query: string) => request(`/token/reset?${query}`, { method: "POST", headers: desk });
    const since = "locked_since=1970-01-01T00:00Z";
    expect(resultOf(await reset(`${since}&preview=true`))).toBe(1);
    expect(resultOf(await reset("realm=red&preview=true"))).toBe(0);
    expect(resultOf(await reset(since))).toBe(1);
    const { results } = await env.DB.prepare(
      "SELECT serial FROM lock JOIN token ON token.id = lock.token_id ORDER BY serial",
    ).all();
    expect(results).toEqual([{ serial: "RED-1" }]);
  });

  it("is not told which users and serials of other realms there are", async () => {
    const desk = await bound("desk-of-lists", ["tokenlist", "getchallenges"], ["blue"]);
    const answerTo = async (path: string) => {
      const { status, json } = await request(path, { headers: desk });
      return [status, json.result];
    };
    for (const [existing, made] of [
      ["/token/?user=ada&realm=red", "/token/?user=nobody&realm=red"],
      ["/token/challenges/RED-1", "/token/challenges/RED-9"],
    ] as const)
      expect(await answerTo(existing)).toEqual(await answerTo(made));
  });

  it("reaches its realm alone, whatever another account is bound to", async () => {
    await bound("desk-of-red", ["tokenlist"], ["red"]);
    const desk = await bound("desk-of-blue", ["tokenlist", "disable"], ["blue"]);
    const { json } = await request("/token/", { headers: desk });
    expect(json.result.value.tokens.map(({ realms }: { realms: string[] }) => realms)).toEqual([["blue"]]);
    const disable = (serial: string) => request(`/token/disable/${serial}`, { method: "POST", headers: desk });
    expect(reasonOf(await disable("RED-1"))).toBe("other-realm");
    expect((await disable("BLUE-1")).status).toBe(200);
  });

  it("is told of the logins that are open in its realm", async () => {
    const desk = await bound("desk-of-logins", ["getchallenges"], ["blue"]);
    const opened = await Promise.all(
      ["blue", "red"].map(async (realm) => {
        const { serial } = await enrol({ user: "eve", realm, pin: "1234" });
        const { json } = await check({ user: "eve", realm, pass: "1234" });
        await auditRowsOnce(1, { attempt_id: await attemptIdFor(json.detail.transaction_id) });
        return serial;
      }),
    );
    const serialsFor = async (headers: Headers) => {
      const { json } = await request("/token/challenges/", { headers });
      return json.result.value.challenges.map((login: { serial: string }) => login.serial).sort();
    };
    expect(await serialsFor(await admin())).toEqual(opened.toSorted());
    expect(await serialsFor(desk)).toEqual(opened.slice(0, 1));
    const other = await request(`/token/challenges/${opened[1]}`, { headers: desk });
    expect(reasonOf(other)).toBe(reasonOf(await request("/token/challenges/RED-9", { headers: desk })));
    expect(other.status).toBe(404);
  });

  it("is not told of the addresses of other realms' phones", async () => {
    const desk = await bound("desk-of-settings", ["configread"], ["blue"]);
    await enrol({ user: "old", realm: "red", serial: "RED-OLD" });
    await env.DB.exec("UPDATE token SET authentication_url = 'https://old.test/tiqr' WHERE serial = 'RED-OLD'");
    expect((await asAdmin("GET", "/system/")).text).toContain("old.test");
    const { status, text } = await request("/system/", { headers: desk });
    expect(status).toBe(200);
    expect(text).not.toContain("old.test");
  });

  it("lists no accounts, which may be of other realms", async () => {
    const desk = await bound("desk-of-accounts", ["accounts"], ["blue"]);
    expect(reasonOf(await request("/accounts", { headers: desk }))).toBe("other-realm");
  });
});

describe("an administrator who is bound to realms", () => {
  it("changes no account, not even if the realm of administrators is among them", async () => {
    const local = await bound("local", ["*"], ["blue", "administrators"]);
    for (const [method, path, body] of [
      ["PATCH", "/accounts/local", { realms: null }],
      ["POST", "/accounts", { name: "unbound", rights: ["*"], password: PASSWORD }],
      ["POST", "/accounts/admin/keys", {}],
      ["DELETE", "/accounts/local", undefined],
    ] as const)
      expect([path, reasonOf(await send(method, path, body, local))]).toEqual([path, "other-realm"]);
  });

  it("is not the administrator of whom one must be left", async () => {
    await bound("local-2", ["*"], ["blue"]);
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { disabled: true }],
      ["PATCH", { realms: ["blue"] }],
      ["PATCH", { rights: ["tokenlist"] }],
    ] as const)
      expect([body, reasonOf(await send(method, "/accounts/admin", body))]).toEqual([body, "last-administrator"]);
    expect((await send("DELETE", "/accounts/local-2")).status).toBe(200);
  });
});

describe("the name of an account in a path", () => {
  it("may have any characters that a name may have", async () => {
    for (const name of ["a/b", "50% off", "%2F", "...", "dé ñ 漢", "a?b#c", "keys", "n".repeat(200)]) {
      const path = `/accounts/${encodeURIComponent(name)}`;
      expect((await send("POST", "/accounts", { name, rights: [], password: PASSWORD })).status).toBe(200);
      const answers = [await send("PATCH", path, { rights: ["reset"] }), await send("DELETE", path)];
      expect([name, ...answers.map(({ status }) => status)]).toEqual([name, 200, 200]);
    }
    for (const name of [".", ".."]) expect((await send("POST", "/accounts", { name, rights: [] })).status).toBe(400);
  });

  it("is not in the trail when no account could have it", async () => {
    const clerk = await bound("clerk", ["tokenlist"], ["blue"]);
    for (const name of ["x".repeat(3000), "a%0Ab"])
      expect((await send("DELETE", `/accounts/${name}`, undefined, clerk)).status).not.toBe(200);
    const { results } = await env.DB.prepare(
      "SELECT user FROM audit WHERE administrator = 'clerk' AND (length(user) > 200 OR instr(user, char(10)))",
    ).all();
    expect(results).toEqual([]);
  });
});
