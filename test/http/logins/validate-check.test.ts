// /validate/check with a PIN [109-130, 153-160].

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { sessionKeyFor } from "../../support/house/names.ts";
import {
  asAdmin,
  check,
  enrol,
  errorOf,
  initToken,
  post,
  type Reply,
  request,
  tokenOf,
} from "../../support/service.ts";
import { setRow } from "../../support/storage/rows.ts";

/** status, authentication, message */
const verdictOf = ({ status, json }: Reply) => [status, json.result.authentication, json.detail.message];
const challenged = [200, "CHALLENGE", "Please scan the QR Code"];
const rejected = (message: string) => [200, "REJECT", message];
const wrongPin = rejected("wrong otp pin");

beforeAll(async () => {
  await enrol({ user: "hans", pin: "test", serial: "HANS" });
  await initToken({ user: "notoken", serial: "NOTOKEN" });
  await asAdmin("DELETE", "/token/NOTOKEN");
});
const failures = async (serial = "HANS") => (await tokenOf(serial)).failcount;
const reset = () => asAdmin("POST", "/token/reset/HANS");

describe("a challenge", () => {
  it("has privacyIDEA's keys, but no attributes inside multi_challenge", async () => {
    const { headers, json } = await check({ user: "hans", pass: "test" });
    const { detail } = json;
    expect(json.result).toEqual({ authentication: "CHALLENGE", status: true, value: false });
    const { img, value } = detail.attributes;
    const { transaction_id } = detail;
    const entry = {
      client_mode: "poll",
      image: img,
      message: "Please scan the QR Code",
      serial: "HANS",
      transaction_id,
      type: "tiqr",
    };
    expect(detail).toEqual({
      ...entry,
      attributes: { hideResponseInput: true, img, poll: true, value },
      messages: ["Please scan the QR Code"],
      multi_challenge: [entry],
      preferred_client_mode: "poll",
      transaction_ids: [transaction_id],
    });
    expect(transaction_id).toMatch(/^\d{20}$/);
    expect(img).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(value).toMatch(
      new RegExp(
        `^tiqrauth://hans_realm1@tiqr\\.test/${await sessionKeyFor(transaction_id)}/[0-9a-f]{10}/Test%20Service/2$`,
      ),
    );
    expect(headers.get("Cache-Control")).toBe("no-store");
  });

  it("is another each time", async () => {
    const [a, b] = [await check({ user: "hans", pass: "test" }), await check({ user: "hans", pass: "test" })];
    expect(a.json.detail.transaction_id).not.toBe(b.json.detail.transaction_id);
    expect(a.json.detail.attributes.value.split("/")[4]).not.toBe(b.json.detail.attributes.value.split("/")[4]);
  });

  it.each([["user"], ["user", "realm"], ["user@realm"], ["serial"], ["serial", "user"], ["serial", "user@realm"]])(
    "is opened for %s %s",
    async (...named) => {
      const fields: Record<string, string> = { pass: "test" };
      if (named.includes("user")) fields.user = "hans";
      if (named.includes("user@realm")) fields.user = "hans@Realm1";
      if (named.includes("realm")) fields.realm = "REALM1";
      if (named.includes("serial")) fields.serial = "HANS";
      expect(verdictOf(await check(fields))).toEqual(challenged);
      expect(verdictOf(await request(`/validate/check?${new URLSearchParams(fields)}`))).toEqual(challenged);
    },
  );
});

describe("a PIN", () => {
  it("that is wrong is rejected and counts; a right one counts nothing and resets nothing", async () => {
    await reset();
    expect(verdictOf(await check({ user: "hans", pass: "wrong" }))).toEqual(wrongPin);
    expect(await failures()).toBe(1);
    expect(verdictOf(await check({ serial: "HANS", pass: "wrong" }))).toEqual(wrongPin);
    expect(await failures()).toBe(2);
    expect(verdictOf(await check({ user: "hans", pass: "test" }))).toEqual(challenged);
    expect(await failures()).toBe(2);
  });

  it.each(["test123456", "123456test", "TEST", "tes", "test ", "", "*", "%"])(
    "%j instead of the right one is wrong and counts once",
    async (pass) => {
      await reset();
      expect(verdictOf(await check({ user: "hans", pass }))).toEqual(wrongPin);
      expect(await failures()).toBe(1);
    },
  );

  it("that is missing is an empty one", async () => {
    await reset();
    expect(verdictOf(await check({ user: "hans" }))).toEqual(wrongPin);
    expect(await failures()).toBe(1);
    await enrol({ user: "nopin", serial: "NOPIN" });
    expect(verdictOf(await check({ user: "nopin" }))).toEqual(challenged);
    expect(verdictOf(await check({ user: "nopin", pass: "" }))).toEqual(challenged);
    expect(verdictOf(await check({ user: "nopin", pass: "x" }))).toEqual(wrongPin);
    expect(await failures("NOPIN")).toBe(1);
  });

  it("of any characters is right as it was given", async () => {
    for (const pin of ["pä ß€🔐", "a+b&c=d", '"\\<>'.repeat(9)]) {
      const { serial } = await enrol({ user: "odd", pin });
      expect(verdictOf(await check({ serial, pass: pin }))).toEqual(challenged);
      expect(verdictOf(await check({ serial, pass: `${pin} ` }))).toEqual(wrongPin);
    }
  });

  it("wrong for two tokens counts on both", async () => {
    await enrol({ user: "both", pin: "1111", serial: "BOTH1" });
    await enrol({ user: "both", pin: "2222", serial: "BOTH2" });
    expect(verdictOf(await check({ user: "both", pass: "3333" }))).toEqual(wrongPin);
    expect([await failures("BOTH1"), await failures("BOTH2")]).toEqual([1, 1]);
    expect(verdictOf(await check({ user: "both", pass: "1111" }))).toEqual(challenged);
    expect([await failures("BOTH1"), await failures("BOTH2")]).toEqual([1, 1]);
  });
});

describe("a token that cannot be used", () => {
  it("says the same for a right and a wrong PIN, and counts nothing", async () => {
    await enrol({ user: "stuck", pin: "1234", serial: "STUCK" });
    const both = async () => [
      verdictOf(await check({ user: "stuck", pass: "1234" })),
      verdictOf(await check({ serial: "STUCK", pass: "wrong" })),
    ];
    await asAdmin("POST", "/token/disable/STUCK");
    expect(await both()).toEqual([rejected("Token is disabled"), rejected("Token is disabled")]);
    expect(await failures("STUCK")).toBe(0);
    await asAdmin("POST", "/token/enable/STUCK");
    await setRow("STUCK", { failcount: 10 });
    expect(await both()).toEqual([rejected("Failcounter exceeded"), rejected("Failcounter exceeded")]);
    expect(await failures("STUCK")).toBe(10);
    await env.DB.prepare("UPDATE token SET revoked = 1 WHERE serial = 'STUCK'").run();
    const revoked = [400, 1007, "ERR1007: This action is not possible, since the token is locked"];
    for (const pass of ["1234", "wrong"]) expect(errorOf(await check({ user: "stuck", pass }))).toEqual(revoked);
    for (const path of ["/token/enable/STUCK", "/token/reset/STUCK"])
      expect(errorOf(await asAdmin("POST", path))).toEqual(revoked);
  });

  it("leaves the user's other token to log in with", async () => {
    await enrol({ user: "spare", pin: "1234", serial: "SPARE1" });
    await enrol({ user: "spare", pin: "1234", serial: "SPARE2" });
    await asAdmin("POST", "/token/disable/SPARE1");
    const { json } = await check({ user: "spare", pass: "1234" });
    expect(json.detail.multi_challenge.map((entry: { serial: string }) => entry.serial)).toEqual(["SPARE2"]);
  });
});

describe("a subject", () => {
  it("without tokens is rejected, and one that is unknown in the same way: some clients let in whoever is 904", async () => {
    const shown = ({ json: { detail, id, result }, status, headers }: Reply) =>
      JSON.stringify([status, id, result, detail, [...headers].sort()]);
    const without = await check({ user: "notoken", pass: "x" });
    expect(verdictOf(without)).toEqual(rejected("The user has no tokens assigned"));
    for (const path of ["/validate/check", "/validate/samlcheck"]) {
      const known = shown(await post(path, { user: "notoken", pass: "x" }));
      for (const fields of [
        { user: "nobody", pass: "x" },
        { user: "HANS", pass: "test" },
        { user: "hans", realm: "norealm", pass: "test" },
        { user: "hans@norealm", pass: "test" },
        { user: "nobody", pass: "x", client: "192.0.2.1" },
        { user: "nobody", serial: "NOSUCH", pass: "x" },
      ])
        expect([path, fields, shown(await post(path, fields as Record<string, string>))]).toEqual([
          path,
          fields,
          known,
        ]);
    }
  });

  it("must be named", async () => {
    const missing = [400, 905, "ERR905: You need to specify a serial, user or credential_id."];
    for (const fields of [{}, { pass: "x" }, { user: "", serial: "" }, { realm: "realm1" }, { transaction_id: "1" }])
      expect(errorOf(await check(fields as Record<string, string>))).toEqual(missing);
  });

  it("by a serial that is unknown or another's is an error, and counts nothing", async () => {
    await reset();
    expect(errorOf(await check({ serial: "NOSUCH", pass: "x" }))).toEqual([
      404,
      601,
      "The requested token could not be found.",
    ]);
    expect(errorOf(await check({ serial: "hans", pass: "test" })).slice(0, 2)).toEqual([404, 601]);
    const foreign = [400, 905, "ERR905: Given serial does not belong to given user!"];
    expect(errorOf(await check({ serial: "HANS", user: "notoken", pass: "x" }))).toEqual(foreign);
    expect(await failures()).toBe(0);
  });
});
