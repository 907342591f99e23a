// Tests beyond the recording: requests of privacyIDEA's API that its driver did not make, and our
// additions.

import { expect, it } from "vitest";
import { answer, endLogin, enrolledUser, trigger } from "../support/login.ts";
import { admin, asAdmin, check, initToken, post, request, tokenOf } from "../support/service.ts";

it("accepts the digits of a phone without a network, as `response`", async () => {
  const login = await trigger(await enrolledUser("offline"));
  const fields = { user: login.user, transaction_id: login.transactionId };
  expect((await check({ ...fields, response: login.wrong })).json.result.value).toBe(false);
  const accepted = (await check({ ...fields, response: login.right })).json;
  expect([accepted.result.authentication, accepted.detail.message]).toEqual(["ACCEPT", "Found matching challenge"]);
});

it("calls the challenge a push to clients that show QR codes for those only", async () => {
  const { user, pin } = await enrolledUser("typed");
  const typeFor = async (agent: string) =>
    (await post("/validate/check", { user, pass: pin }, { "User-Agent": agent })).json.detail.multi_challenge[0].type;
  expect(await typeFor("privacyIDEA-Keycloak/1.5.0")).toBe("push");
  expect(await typeFor("privacyidea-nextcloud/1.0.0 Nextcloud/29")).toBe("push");
  expect(await typeFor("simpleSAMLphp")).toBe("tiqr");
});

it("lets browsers of other origins poll", async () => {
  const polled = await request("/validate/polltransaction/1", { headers: { Origin: "https://app.example" } });
  expect(polled.headers.get("Access-Control-Allow-Origin")).toBe("*");
});

it("answers /validate/samlcheck with the user's attributes once the login is accepted", async () => {
  const login = await trigger(await enrolledUser("saml"));
  const ask = () => post("/validate/samlcheck", { user: "saml", transaction_id: login.transactionId });
  expect((await ask()).json.result.value).toEqual({ auth: false, attributes: {} });
  await answer(login, login.right);
  const attributes = { username: "saml", realm: "realm1", resolver: "realm1" };
  expect((await ask()).json.result.value).toEqual({ auth: true, attributes });
});

it("answers /validate/radiuscheck with 204 for an accepted login and 400 for anything else", async () => {
  const login = await trigger(await enrolledUser("radius"));
  const ask = () => post("/validate/radiuscheck", { user: "radius", state: login.transactionId });
  expect((await ask()).status).toBe(400);
  await answer(login, login.right);
  expect((await ask()).status).toBe(204);
});

it("sets a random PIN and shows it once", async () => {
  const { serial, user } = await enrolledUser("random-pin");
  const { json } = await asAdmin("POST", "/token/setrandompin", { serial });
  expect([json.result.value, json.detail.pin]).toEqual([1, expect.stringMatching(/^\d{8}$/)]);
  expect((await check({ user, pass: json.detail.pin })).json.result.authentication).toBe("CHALLENGE");
});

it("stores administrators' texts in a token's info", async () => {
  await initToken({ user: "info", serial: "INFO1" });
  expect((await asAdmin("POST", "/token/info/INFO1/room", { value: "12" })).json.result.value).toBe(true);
  expect(await tokenOf("INFO1")).toMatchObject({ info: { room: "12" } });
  expect((await asAdmin("DELETE", "/token/info/INFO1/room")).json.result.value).toBe(true);
  expect((await tokenOf("INFO1")).info).not.toHaveProperty("room");
});

it("removes a user with all tokens", async () => {
  await initToken({ user: "leaver", serial: "LEAVER1" });
  expect((await asAdmin("DELETE", "/user/realm1/leaver")).json.result.value).toBe(true);
  expect((await check({ user: "leaver" })).json.detail.message).toBe("The user has no tokens assigned");
  expect((await asAdmin("GET", "/token/?serial=LEAVER1")).json.result.value.count).toBe(0);
});

it("lists its one token type and client mode beside privacyIDEA's capabilities for signed-in accounts", async () => {
  const { json } = await request("/validate/capabilities", { headers: await admin() });
  const capabilities = { remember_device: false };
  expect(json.result).toEqual({ status: true, value: { capabilities, tokentypes: ["tiqr"], client_modes: ["poll"] } });
});

it("gives the exact state of a transaction beside privacyIDEA's three words", async () => {
  const login = await trigger(await enrolledUser("states"));
  const state = async () => {
    const { detail } = (await request(`/validate/polltransaction/${login.transactionId}`)).json;
    return [detail.challenge_status, detail.transaction_state];
  };
  expect(await state()).toEqual(["pending", "open"]);
  await answer(login, login.right);
  expect(await state()).toEqual(["accept", "answered"]);
  await endLogin(login);
  expect(await state()).toEqual(["pending", "used"]);
});

it("writes CSV as privacyIDEA does [320, 515] if its dialect is requested", async () => {
  const { user } = await enrolledUser("table");
  const columns =
    "'id', 'description', 'serial', 'tokentype', 'info', 'resolver', 'user_id', 'otplen', 'maxfail', 'active'";
  const { text } = await asAdmin("GET", `/token/?user=${user}&outform=csv&dialect=privacyidea`);
  const [head, row] = text.split("\n");
  expect(head?.startsWith(columns)).toBe(true);
  expect(row).toMatch(/^'\d+', '', '\w+', 'tiqr', '\{.*\}', 'realm1', '[^']+', '8', '10', 'True', 'False', /);
  const trail = await asAdmin("GET", "/audit/audit.csv?page_size=2&dialect=privacyidea");
  expect(trail.text).toMatch(/^'number', 'date', 'sig_check', /);
});

// docs/compatibility.md, "What is not here".
it.each([
  "GET /token/getserial/123456",
  ...["copypin", "copyuser", "lost/INFO1", "realm/INFO1", "group/INFO1", "resync", "load/a.csv"].map(
    (call) => `POST /token/${call}`,
  ),
  "DELETE /token/",
  ...["offlinerefill", "remember_device"].map((call) => `POST /validate/${call}`),
  ...["POST /user/", "PUT /user/", "GET /user/settings", "GET /user/internal_attribute"],
  ...["GET /user/editable_attributes/", "GET /resolver/", "POST /realm/realm9", "DELETE /realm/realm1"],
  ...["GET /realm/superuser", "POST /defaultrealm/realm1", "DELETE /defaultrealm"],
  ...["policy", "event", "periodictask", "container", "tokengroup", "serviceid", "machine", "machineresolver"].map(
    (family) => `GET /${family}/`,
  ),
  ...["application", "caconnector", "certificate", "smsgateway", "smtpserver", "radiusserver", "privacyideaserver"].map(
    (family) => `GET /${family}/`,
  ),
  ...["client/", "clients/", "monitoring/", "subscriptions/", "info/rss", "register", "recover"].map(
    (path) => `GET /${path}`,
  ),
  ...["startupz", "resolversz"].map((check) => `GET /healthz/${check}`),
])("does not have %s", async (call) => {
  const [method = "", path = ""] = call.split(" ");
  const { status, json } = await asAdmin(method, path);
  expect([404, 405]).toContain(status);
  expect(json.result.error.code).toBe(status);
});

it("has none of a system's parts, whose path is that of a setting", async () => {
  for (const part of ["hsm", "nodes", "gpgkeys", "documentation"])
    expect((await asAdmin("GET", `/system/${part}`)).json.result.value).toBeNull();
});

it("has neither a signature nor the number of a thread in its answers, with or without a nonce", async () => {
  const { json } = await check({ user: "unsigned", nonce: "1" });
  expect([json.nonce, json.signature, json.detail.threadid]).toEqual(["1", undefined, undefined]);
});
