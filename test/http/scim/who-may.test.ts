// Who is a directory: an account with the right `scim` and exactly one realm, which is not that of
// administrators. It sees and changes nobody else's people.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { askerOf, keyOf, withScim } from "../../support/scim/wire.ts";
import { admin, initToken, reasonOf, request, requestOver, type Send } from "../../support/service.ts";

const ERROR = ["urn:ietf:params:scim:api:messages:2.0:Error"];
let over: Send;
beforeAll(async () => {
  over = await withScim();
});

const CALLS = [
  "GET /Users",
  "POST /Users",
  "GET /Users/0123",
  "PUT /Users/0123",
  "PATCH /Users/0123",
  "DELETE /Users/0123",
  "GET /Groups",
  "POST /Groups",
  "GET /Groups/0123",
  "PUT /Groups/0123",
  "PATCH /Groups/0123",
  "DELETE /Groups/0123",
];
const BODIES: Readonly<Record<string, object>> = {
  POST: { userName: "x", displayName: "x" },
  PUT: { userName: "x", displayName: "x" },
  PATCH: { Operations: [{ op: "replace", path: "displayName", value: "x" }] },
};
const bodyOf = (call: string) => BODIES[call.split(" ")[0] ?? ""];

/** What each call answers: status, and reason. */
async function answersTo(key: string): Promise<readonly (readonly [number, string | null])[]> {
  const answers = [];
  for (const call of CALLS) {
    const reply = await askerOf(over, key)(call, bodyOf(call));
    expect([call, reply.json.schemas, reply.json.status]).toEqual([call, ERROR, String(reply.status)]);
    expect(reply.headers.get("Content-Type")).toBe("application/scim+json");
    answers.push([reply.status, reasonOf(reply)] as const);
  }
  return [...new Set(answers.map((one) => JSON.stringify(one)))].map((one) => JSON.parse(one));
}

describe("without SCIM", () => {
  it("there is nothing", async () => {
    const headers = { Authorization: `Bearer ${await keyOf(over, "too-early", ["staff"])}` };
    for (const path of ["Users", "Groups/1", "ServiceProviderConfig", "Bulk", ""])
      expect((await request(`/scim/v2/${path}`, { headers })).status).toBe(404);
  });
});

describe("an account", () => {
  it("is asked for", async () => {
    for (const call of CALLS) {
      const [method = "", path = ""] = call.split(" ");
      const reply = await requestOver(over, `/scim/v2${path}`, { method });
      expect([call, reply.status, reply.headers.get("WWW-Authenticate")]).toEqual([call, 401, "Bearer"]);
      expect(reply.json).toMatchObject({ schemas: ERROR, status: "401" });
    }
    expect(await answersTo("pi_0123456789abcdef_".padEnd(84, "0"))).toEqual([[401, "invalid-authorization"]]);
  });

  it("without the right hears so", async () => {
    const key = await keyOf(over, "no-right", ["staff"], ["userlist", "enrollTIQR", "deleteuser"]);
    expect(await answersTo(key)).toEqual([[403, 'missing-right;right="scim"']]);
  });

  it.each([
    ["no realm of its own", "wide", null, ["*"]],
    ["several", "of-two", ["staff", "guests"], ["*"]],
    ["that of administrators", "of-admins", ["administrators"], ["*"]],
  ] as const)("with %s is no directory", async (_, name, realms, rights) => {
    expect(await answersTo(await keyOf(over, name, realms, rights))).toEqual([[403, "not-one-realm"]]);
  });

  it("with the right and another number of realms is not made", async () => {
    const headers = { ...(await admin()), "Content-Type": "application/json" };
    const make = (method: string, path: string, body: object) =>
      requestOver(over, path, { method, headers, body: JSON.stringify(body) });
    for (const realms of [null, ["a", "b"], ["administrators"]])
      expect([realms, (await make("POST", "/accounts", { name: "d", rights: ["scim"], realms })).status]).toEqual([
        realms,
        400,
      ]);
    expect((await make("POST", "/accounts", { name: "d", rights: ["scim"] })).status).toBe(400);
    await keyOf(over, "changed", ["staff"]);
    expect((await make("PATCH", "/accounts/changed", { rights: ["scim"], realms: null })).status).toBe(400);
    // Its realms alone may change. Then it hears 403.
    expect((await make("PATCH", "/accounts/changed", { realms: null })).status).toBe(200);
  });

  it("that signed in by a password is no directory", async () => {
    const reply = await requestOver(over, "/scim/v2/Users", { headers: await admin() });
    expect([reply.status, reasonOf(reply)]).toEqual([403, "not-one-realm"]);
  });

  it("of another realm finds nobody, and changes nobody", async () => {
    const here = askerOf(over, await keyOf(over, "of-staff", ["staff"]));
    const there = askerOf(over, await keyOf(over, "of-guests", ["guests"]));
    const bea = (await here("POST /Users", { userName: "bea" })).json;
    const sales = (await here("POST /Groups", { displayName: "Sales", members: [{ value: bea.id }] })).json;
    for (const [kind, { id }] of [
      ["Users", bea],
      ["Groups", sales],
    ] as const) {
      for (const method of ["GET", "PUT", "PATCH", "DELETE"])
        expect([method, (await there(`${method} /${kind}/${id}`, bodyOf(`${method} /`))).status]).toEqual([
          method,
          404,
        ]);
      expect((await there(`GET /${kind}`)).json.totalResults).toBe(0);
      expect((await there(`GET /${kind}?filter=id+eq+%22${id}%22`)).json.totalResults).toBe(0);
    }
    const mine = await there("POST /Groups", { displayName: "Sales", members: [{ value: bea.id }] });
    expect([mine.status, mine.json.scimType]).toEqual([400, "invalidValue"]);
    expect((await there("POST /Groups", { displayName: "Sales" })).status).toBe(201);
    expect((await here(`GET /Users/${bea.id}`)).json.groups).toEqual([{ value: sales.id, display: "Sales" }]);
  });

  it("touches no administrator's token", async () => {
    await initToken({ user: "admin", realm: "administrators", serial: "ADMIN-1" });
    const ask = askerOf(over, await keyOf(over, "at-the-door", ["staff"]));
    const { results } = await env.DB.prepare("SELECT scim_id FROM user WHERE realm = 'administrators'").all();
    expect(results).toHaveLength(1);
    expect((await ask(`DELETE /Users/${results[0]?.scim_id}`)).status).toBe(404);
  });

  it("that ends is out at once", async () => {
    const ask = askerOf(over, await keyOf(over, "ending", ["staff"]));
    expect((await ask("GET /Users")).status).toBe(200);
    await requestOver(over, "/accounts/ending", { method: "DELETE", headers: await admin() });
    expect((await ask("GET /Users")).status).toBe(401);
  });
});
