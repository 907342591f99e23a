// An account of one person, such as somebody of the help desk: its password alone opens nothing, and
// only an administrator gives it the phone with which it signs in.

import { beforeAll, expect, it } from "vitest";
import { admin, enrol, errorOf, post, type Reply, reasonOf, request, resultOf } from "../../support/service.ts";

const PASSWORD = "horse battery staple 7";
const REALM = "administrators";

const send = async (method: string, path: string, body: object) =>
  request(path, {
    method,
    headers: { ...(await admin()), "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
const signIn = (name: string, more: Record<string, string> = { password: PASSWORD }) =>
  post("/auth", { username: name, ...more });
const listed = async (name: string) =>
  resultOf(await request("/accounts", { headers: await admin() })).find((one: { name: string }) => one.name === name);
const ticketOf = ({ json: { detail } }: Reply) => ({ transaction_id: detail.transaction_id, ticket: detail.ticket });

beforeAll(async () => {
  const account = { rights: ["tokenlist", "reset", "enrollTIQR"], password: PASSWORD };
  for (const name of ["ida", "ivo"]) await send("POST", "/accounts", { name, ...account, person: true });
  await send("POST", "/accounts", { name: "portal", ...account });
});

it("signs in by password and phone, as an administrator does", async () => {
  const { phone } = await enrol({ user: "ida", realm: REALM });
  const asked = await signIn("ida");
  expect(asked.json.result).toEqual({ status: true, value: false, authentication: "CHALLENGE" });
  expect(asked.text).not.toContain('"eyJ');
  expect(errorOf(await signIn("ida", ticketOf(asked)))[0]).toBe(401);
  expect((await phone.login(asked.json.detail.attributes.value)).told).toBe("logged-in");
  const { token } = resultOf(await signIn("ida", ticketOf(asked)));
  expect((await request("/token/", { headers: { "PI-Authorization": token } })).status).toBe(200);
  expect(await listed("ida")).toMatchObject({ person: true, second_factor: true });
});

it("can do nothing with its password alone, while no phone is enrolled or none is left", async () => {
  for (const before of ["no phone", "a revoked one"]) {
    const reply = await signIn("ivo");
    expect([before, reply.status, reasonOf(reply)]).toEqual([before, 401, "second-factor-required"]);
    expect(reply.text).not.toContain('"eyJ');
    if (before !== "no phone") continue;
    const { serial } = await enrol({ user: "ivo", realm: REALM });
    await post(`/token/revoke/${serial}`, {}, await admin());
  }
});

it("is made one, and no longer one, by an administrator", async () => {
  expect(resultOf(await signIn("portal")).token).toContain("eyJ");
  expect((await send("PATCH", "/accounts/portal", { person: true })).status).toBe(200);
  expect(reasonOf(await signIn("portal"))).toBe("second-factor-required");
  expect((await send("PATCH", "/accounts/portal", { rights: ["tokenlist"] })).status).toBe(200);
  expect(await listed("portal")).toMatchObject({ person: true, second_factor: false });
  await send("PATCH", "/accounts/portal", { person: false });
  expect(resultOf(await signIn("portal")).token).toContain("eyJ");
});

it("reaches no phone of an account, not even its own", async () => {
  const { key } = resultOf(await send("POST", "/accounts/ida/keys", {}));
  for (const user of ["ida", "ivo", "admin"])
    for (const path of ["/token/init", "/token/enrollmentlink"]) {
      const reply = await post(path, { type: "tiqr", user, realm: REALM }, { "X-API-Key": key });
      expect([user, path, reply.status, reasonOf(reply)]).toEqual([user, path, 403, "administrators-only"]);
    }
});

it("is asked for the phone, whatever realms and rights it has", async () => {
  const account = { rights: ["userlist"], realms: ["realm1"], password: PASSWORD, person: true };
  await send("POST", "/accounts", { name: "bound", ...account });
  expect(reasonOf(await signIn("bound"))).toBe("second-factor-required");
  const { phone } = await enrol({ user: "bound", realm: REALM });
  const asked = await signIn("bound");
  expect([asked.status, asked.json.result.authentication]).toEqual([200, "CHALLENGE"]);
  expect((await phone.login(asked.json.detail.attributes.value)).told).toBe("logged-in");
  expect(resultOf(await signIn("bound", ticketOf(asked))).token).toContain("eyJ");
});
