// /validate/samlcheck and /validate/radiuscheck give check's decision in two other forms;
// /validate/capabilities.

import { beforeAll, describe, expect, it } from "vitest";
import {
  asAdmin,
  type EnrolledToken,
  enrol,
  errorOf,
  openLogin,
  poll,
  post,
  postOver,
  request,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const saml = (fields: Record<string, string>) => post("/validate/samlcheck", fields);
const radius = (fields: Record<string, string>) => post("/validate/radiuscheck", fields);

let enrolled: EnrolledToken;
beforeAll(async () => {
  enrolled = await enrol({ user: "form", realm: "realm2", pin: "1234", serial: "FORM" });
});
async function answered(): Promise<string> {
  const { id, link } = await openLogin({ user: "form@realm2", pass: "1234" });
  expect(await enrolled.phone.login(link)).toMatchObject({ told: "logged-in" });
  return id;
}

describe("samlcheck", () => {
  it("says {auth, attributes} for a challenge and a wrong PIN, and gives no attributes before the login", async () => {
    const triggered = await saml({ user: "form@realm2", pass: "1234" });
    expect(triggered.json.result).toEqual({
      authentication: "CHALLENGE",
      status: true,
      value: { auth: false, attributes: {} },
    });
    expect(triggered.json.detail).toMatchObject({ serial: "FORM", multi_challenge: [{ client_mode: "poll" }] });
    const wrong = await saml({ user: "form@realm2", pass: "wrong" });
    expect(wrong.json.result).toMatchObject({ authentication: "REJECT", value: { auth: false, attributes: {} } });
    expect(await tokenOf("FORM")).toMatchObject({ failcount: 1 });
  });

  it.each([{ user: "form@realm2" }, { user: "form", realm: "Realm2" }, { serial: "FORM" }])(
    "tells whose login it was, named by %j",
    async (fields) => {
      const reply = await saml({ ...(fields as Record<string, string>), transaction_id: await answered() });
      const attributes = { username: "form", realm: "realm2", resolver: "realm2" };
      expect(reply.json.result).toEqual({ authentication: "ACCEPT", status: true, value: { auth: true, attributes } });
      expect(reply.json.detail).toEqual({
        message: "Found matching challenge",
        serial: "FORM",
        user: expect.objectContaining({ username: "form" }),
        "user-realm": "realm2",
        "user-resolver": "realm2",
      });
    },
  );

  it("leaves errors as they are", async () => {
    expect(errorOf(await saml({})).slice(0, 2)).toEqual([400, 905]);
    expect(errorOf(await saml({ serial: "NOSUCH" })).slice(0, 2)).toEqual([404, 601]);
  });
});

describe("radiuscheck", () => {
  it("is 204 without a body for a login, once", async () => {
    const fields = { user: "form@realm2", transaction_id: await answered() };
    const { status, text } = await radius(fields);
    expect([status, text]).toEqual([204, ""]);
    expect((await radius(fields)).status).toBe(400);
  });

  it("is 400 with an empty text for anything else, as privacyIDEA has it", async () => {
    const { id } = await openLogin({ user: "form@realm2", pass: "1234" });
    for (const fields of [
      { user: "form@realm2", pass: "1234" },
      { user: "form@realm2", transaction_id: id },
      { user: "form@realm2", pass: "wrong" },
      { user: "nobody", pass: "wrong" },
    ]) {
      const { status, text, headers } = await radius(fields as Record<string, string>);
      expect([status, text, headers.get("Content-Type")]).toEqual([400, "", "text/plain; charset=UTF-8"]);
    }
    expect((await poll(id)).json.detail.transaction_state).toBe("open");
  });

  it("leaves errors as they are", async () => {
    expect(errorOf(await radius({ serial: "NOSUCH" })).slice(0, 2)).toEqual([404, 601]);
  });
});

describe("the aliases", () => {
  it.each(["samlcheck", "radiuscheck"])("of name %s are told when to come again, like check", async (name) => {
    const limited = await withSettings({ RATE_LIMITS: "on", RATE_CHECK: { limit: async () => ({ success: false }) } });
    // The first wrong guess closes the limit.
    await postOver(limited, "/validate/check", { user: "form@realm2", pass: "wrong" });
    const { status, headers } = await postOver(limited, `/validate/${name}`, { user: "form@realm2", pass: "x" });
    expect([status, headers.get("Retry-After")]).toEqual([429, expect.stringMatching(/^(60|[1-5]?\d)$/)]);
  });

  it.each(["samlcheck", "radiuscheck"])("of name %s are cached nowhere", async (name) => {
    for (const pass of ["1234", "wrong"])
      expect((await post(`/validate/${name}`, { user: "form@realm2", pass })).headers.get("Cache-Control")).toBe(
        "no-store",
      );
  });
});

describe("HEAD", () => {
  it.each(["check", "samlcheck", "radiuscheck"])("of /validate/%s decides nothing", async (name) => {
    await asAdmin("POST", "/token/reset", { serial: "FORM" });
    const query = "user=form%40realm2&pass=wrong";
    const { status, text } = await request(`/validate/${name}?${query}`, { method: "HEAD" });
    expect([status, text]).toEqual([200, ""]);
    expect(await tokenOf("FORM")).toMatchObject({ failcount: 0 });
    await request(`/validate/${name}?${query}`);
    expect(await tokenOf("FORM")).toMatchObject({ failcount: 1 });
    const id = await answered();
    await request(`/validate/${name}?user=form%40realm2&transaction_id=${id}`, { method: "HEAD" });
    expect((await poll(id)).json.detail.transaction_state).toBe("answered");
  });
});

describe("capabilities", () => {
  it("are shown to every caller with access [519]", async () => {
    const { json } = await asAdmin("GET", "/validate/capabilities");
    const value = { capabilities: { remember_device: false }, tokentypes: ["tiqr"], client_modes: ["poll"] };
    expect([json.id, json.result]).toEqual([1, { status: true, value }]);
    expect(errorOf(await request("/validate/capabilities")).slice(0, 2)).toEqual([401, 4033]);
  });
});
