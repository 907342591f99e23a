// /validate/initialize: clients ask for a passkey challenge before anyone has given a name. There
// are no passkeys here.

import { describe, expect, it } from "vitest";
import { errorOf, post, request } from "../../support/service.ts";

const PATH = "/validate/initialize";

describe("initialize", () => {
  it.each(["passkey", "webauthn", "tiqr"])("is an error that names the type: %s", async (type) => {
    const message = `ERR905: Unsupported token type: ${type}. Logins begin at /validate/check or /validate/triggerchallenge.`;
    for (const reply of [await request(`${PATH}?type=${type}`), await post(PATH, { type })]) {
      expect(errorOf(reply)).toEqual([400, 905, message]);
      expect(reply.json).toMatchObject({ detail: null, id: 1, jsonrpc: "2.0", result: { status: false } });
      expect(reply.json.result).not.toHaveProperty("value");
    }
  });

  it("needs a type", async () => {
    expect(errorOf(await request(PATH))).toEqual([400, 905, "ERR905: Missing parameter: type"]);
  });

  it("has no other methods", async () => {
    const { status, headers } = await request(PATH, { method: "DELETE" });
    expect([status, headers.get("Allow")]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
  });
});
