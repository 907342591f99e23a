// Service accounts: admin rows with a short list of rights. On every endpoint, a missing right is
// 403 with code 303.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import {
  asAdmin,
  check,
  enrol,
  errorOf,
  initToken,
  post,
  postOver,
  request,
  resultOf,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const ENDPOINTS: readonly (readonly [Right, string, string])[] = [
  ["enrollTIQR", "POST", "/token/init?type=tiqr&user=svc&serial=SVC"],
  ["enrollTIQR", "POST", "/token/enrollmentlink?user=svc"],
  ["enrollTIQR", "GET", "/token/enrollmentlink"],
  ["tokenlist", "GET", "/token/"],
  ["enable", "POST", "/token/enable?serial=SVC"],
  ["disable", "POST", "/token/disable/SVC"],
  ["reset", "POST", "/token/reset?user=svc"],
  ["setpin", "POST", "/token/setpin?serial=SVC&otppin=xxxx"],
  ["setrandompin", "POST", "/token/setrandompin/SVC"],
  ["set", "POST", "/token/set?serial=SVC&max_failcount=3"],
  ["setdescription", "POST", "/token/description?serial=SVC&description=x"],
  ["settokeninfo", "POST", "/token/info/SVC/key?value=x"],
  ["settokeninfo", "DELETE", "/token/info/SVC/key"],
  ["unassign", "POST", "/token/unassign?serial=SVC"],
  ["assign", "POST", "/token/assign?serial=SVC&user=svc"],
  ["getchallenges", "GET", "/token/challenges/"],
  ["getchallenges", "GET", "/token/challenges/SVC"],
  ["getchallenges", "DELETE", "/token/challenges/expired"],
  ["getchallenges", "DELETE", "/token/challenges/transaction/12345678901234567890"],
  ["triggerchallenge", "POST", "/validate/triggerchallenge?user=svc"],
  ["triggerchallenge", "GET", "/validate/triggerchallenge?serial=SVC"],
  ["auditlog", "GET", "/audit/"],
  ["auditlog", "GET", "/audit/audit.csv"],
  ["auditlog", "GET", "/audit/statistics"],
  ["auditlog", "GET", "/audit/verification"],
  ["userlist", "GET", "/user/"],
  ["userlist", "GET", "/user/attribute?user=svc"],
  ["set_custom_user_attributes", "POST", "/user/attribute?user=svc&key=name&value=x"],
  ["delete_custom_user_attributes", "DELETE", "/user/attribute/name/svc/realm1"],
  ["oidcclients", "GET", "/oidc/clients"],
  ["accounts", "GET", "/accounts"],
  ["metrics", "GET", "/metrics"],
  ["configread", "GET", "/system/"],
  ["configread", "GET", "/system/tiqr.regServer"],
  ["configread", "GET", "/realm/"],
  ["configread", "GET", "/defaultrealm"],
  ["revoke", "POST", "/token/revoke?serial=SVC"],
  ["delete", "DELETE", "/token/SVC"],
  ["deleteuser", "DELETE", "/user/realm1/svc"],
];
/** Whoever may stop phones sees and withdraws links, too. */
const ALSO: Readonly<Record<string, string>> = { "/token/enrollmentlink": "disable" };
const RIGHTS = [...new Set(ENDPOINTS.map(([right]) => right))];

describe.each(ENDPOINTS)("the right %s", (right, method, path) => {
  const name = `${method} ${path.split("?")[0]}`;
  beforeAll(async () => {
    await initToken({ user: "svc", serial: "SVC", pin: "1234" });
    if (right === "assign") await asAdmin("POST", "/token/unassign", { serial: "SVC" });
  });
  const sealed = () => env.DB.prepare("SELECT * FROM token WHERE serial = 'SVC'").first();

  it(`is needed for ${name}, and without it nothing changes`, async () => {
    const others = RIGHTS.filter((other) => other !== right && (method === "POST" || other !== ALSO[path]));
    const headers = await serviceAccount(`without ${right}: ${name}`, others);
    const before = await sealed();
    const reply = await request(path, { method, headers });
    expect(errorOf(reply)).toEqual([403, 303, `ERR303: Your account lacks the right ${right}.`]);
    expect(await sealed()).toEqual(before);
  });

  it(`is enough for ${name}`, async () => {
    const headers = await serviceAccount(`only-${right}`, [right]);
    const reply = await request(path, { method, headers });
    expect([reply.status, reply.json?.result.status ?? true]).toEqual([200, true]);
  });
});

describe("a service account", () => {
  it("has the role of an administrator, which clients insist on, and its own rights", async () => {
    await serviceAccount("portal", ["triggerchallenge", "tokenlist"]);
    const value = resultOf(await post("/auth", { username: "portal", password: "service" }));
    expect(value).toMatchObject({ role: "admin", username: "portal", rights: ["triggerchallenge", "tokenlist"] });
    const payload = JSON.parse(atob(value.token.split(".")[1]));
    expect(payload).toMatchObject({ role: "admin", username: "portal", rights: ["triggerchallenge", "tokenlist"] });
  });

  it("with one right triggers a login, and can do nothing else to it", async () => {
    const { phone } = await enrol({ user: "portal", serial: "PORTAL" });
    const headers = await serviceAccount("trigger", ["triggerchallenge"]);
    const { detail } = (await post("/validate/triggerchallenge", { user: "portal" }, headers)).json;
    expect(await phone.login(detail.attributes.value)).toMatchObject({ told: "logged-in" });
    const cancelled = await request(`/token/challenges/transaction/${detail.transaction_id}`, {
      method: "DELETE",
      headers,
    });
    expect(cancelled.status).toBe(403);
    expect(resultOf(await check({ user: "portal", transaction_id: detail.transaction_id }))).toBe(true);
  });

  it("that does not exist any more is 4304 everywhere, and does nothing", async () => {
    const headers = await serviceAccount("gone", ["disable", "tokenlist"]);
    await initToken({ user: "svc", serial: "SVC-GONE" });
    await env.DB.prepare("DELETE FROM admin WHERE name = 'gone'").run();
    for (const path of ["/token/", "/auth/rights"])
      expect(errorOf(await request(path, { headers })).slice(0, 2)).toEqual([401, 4304]);
    expect(errorOf(await post("/token/disable", { serial: "SVC-GONE" }, headers)).slice(0, 2)).toEqual([401, 4304]);
    expect(await tokenOf("SVC-GONE")).toMatchObject({ active: true });
  });

  it("learns from /auth/rights which types it may enrol", async () => {
    const rights = async (headers: Record<string, string>) => resultOf(await request("/auth/rights", { headers }));
    expect(await rights(await serviceAccount("enroller", ["enrollTIQR"]))).toEqual({ tiqr: expect.any(String) });
    expect(await rights(await serviceAccount("looker", ["tokenlist"]))).toEqual({});
    expect(resultOf(await asAdmin("GET", "/auth/rights"))).toEqual({ tiqr: expect.any(String) });
  });

  it("whose request is refused is named in the audit trail, with the user that it asked for", async () => {
    const app = await withSettings({});
    const headers = await serviceAccount("refused", ["tokenlist"]);
    await postOver(app, "/token/init", { type: "tiqr", user: "svc@realm1", serial: "REFUSED" }, headers);
    await postOver(app, "/token/disable", { user: "svc@realm1" }, headers);
    const { auditdata } = resultOf(await asAdmin("GET", "/audit/?administrator=refused&reason=missing-right"));
    expect(auditdata).toMatchObject([
      { action: "POST /token/disable", success: 0, user: "svc", realm: "realm1" },
      { action: "POST /token/init", success: 0, user: "svc", realm: "realm1", serial: "REFUSED" },
    ]);
  });
});

describe("a sign-in with wrong credentials", () => {
  it("does the same work whether or not the name exists", async () => {
    await serviceAccount("exists", []);
    const app = await withSettings({});
    const derive = vi.spyOn(crypto.subtle, "deriveBits");
    const work = async (username: string) => {
      derive.mockClear();
      expect(errorOf(await postOver(app, "/auth", { username, password: "wrong" })).slice(0, 2)).toEqual([401, 4031]);
      return derive.mock.calls.map(([algorithm]) => (algorithm as { iterations?: number }).iterations);
    };
    const known = await work("exists");
    expect(known).toEqual([100_000]);
    for (const name of ["nobody", "EXISTS", "exists "]) expect(await work(name)).toEqual(known);
    derive.mockRestore();
  });
});
