// A NUL ends a text for SQLite, and a PIN's hash does not see one at its end. So no parameter may
// contain one.

import { describe, expect, it } from "vitest";
import { withoutSentence } from "../../support/house/sentence.ts";
import { asAdmin, errorOf, initToken, post, request, tokenOf } from "../../support/service.ts";

const refusedFor = (name: string) => [400, 905, `ERR905: Parameter with a NUL character: ${name}`];
const send = (body: string, type = "application/x-www-form-urlencoded") =>
  request("/validate/check", { method: "POST", body, headers: { "Content-Type": type } });

describe("a NUL in a parameter", () => {
  it("is refused in a form, encoded once or twice, in the query and in JSON", async () => {
    expect(errorOf(await send("user=nul%00"))).toEqual(refusedFor("user"));
    expect(errorOf(await send("user=nul&pass=1%2500"))).toEqual(refusedFor("pass"));
    expect(errorOf(await request("/validate/check?user=nul&pass=%00"))).toEqual(refusedFor("pass"));
    expect(errorOf(await send('{"user":"nul","other":"\\u0000"}', "application/json"))).toEqual(refusedFor("other"));
  });

  it("is refused in a path, too", async () => {
    const bad = [400, 905, "ERR905: The path has a part that is too long, or a NUL character."];
    expect(errorOf(await asAdmin("POST", "/token/info/NUL/a%00b", { value: "x" }))).toEqual(bad);
    expect(errorOf(await asAdmin("POST", `/token/info/NUL/${"x".repeat(1025)}`, { value: "x" }))).toEqual(bad);
  });

  it("makes no token", async () => {
    expect(errorOf(await initToken({ user: "nul\0x", serial: "NUL" }))).toEqual(refusedFor("user"));
    expect(errorOf(await initToken({ user: "nul", pin: "1234\0", serial: "NUL" }))).toEqual(refusedFor("pin"));
    expect(await tokenOf("NUL")).toBeUndefined();
  });

  it("is an invalid request for a phone, in its own words", async () => {
    const fields = { sessionKey: "12345678901234567890", response: "\0", operation: "login" };
    expect((await post("/ttype/tiqr", fields)).text).toBe("INVALID_REQUEST");
    const json = await post("/ttype/tiqr", fields, { "X-TIQR-Protocol-Version": "2" });
    expect(withoutSentence(json.text)).toBe('{"responseCode":202}');
  });
});
