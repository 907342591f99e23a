// POST /token/init [29-54, 430-456].

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  asAdmin,
  check,
  type EnrolledToken,
  enrol,
  errorOf,
  initToken,
  openLogin,
  tokenOf,
} from "../../support/service.ts";

const message = async (fields: Record<string, string>) => (await check(fields)).json.detail?.message;

describe("an init", () => {
  it("answers with the serial and the QR code of the enrolment, which no cache may keep", async () => {
    const { headers, json } = await initToken({ user: "init", pin: "1234", description: "my phone" });
    expect(json.result.value).toBe(true);
    expect(Object.keys(json.detail).sort()).toEqual(["serial", "tiqrenroll"]);
    expect(json.detail.serial).toMatch(/^TiQR[0-9A-F]{8}$/);
    expect(json.detail.tiqrenroll).toEqual({
      description: "URL for TiQR enrollment",
      value: expect.stringMatching(
        new RegExp(
          `^tiqrenroll://https://tiqr\\.test/ttype/tiqr\\?action=metadata&session=[\\w-]{22}&serial=${json.detail.serial}$`,
        ),
      ),
      img: expect.stringMatching(/^data:image\/png;base64,iVBOR/),
    });
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(await tokenOf(json.detail.serial)).toMatchObject({ description: "my phone", rollout_state: "clientwait" });
  });

  it("makes serials and sessions that cannot be guessed from others", async () => {
    const [a, b] = [await initToken({ user: "twin" }), await initToken({ user: "twin" })].map(
      ({ json }) => json.detail,
    );
    expect(a.serial).not.toBe(b.serial);
    expect(a.tiqrenroll.value.match(/session=([^&]+)/)[1]).not.toBe(b.tiqrenroll.value.match(/session=([^&]+)/)[1]);
  });

  it("ignores an otpkey, and accepts the type in any letter case or not at all", async () => {
    expect((await initToken({ user: "type", otpkey: "31", genkey: "1" })).json.result.value).toBe(true);
    expect((await asAdmin("POST", "/token/init", { type: "TIQR", user: "type" })).json.result.value).toBe(true);
    expect((await asAdmin("POST", "/token/init", { user: "type" })).json.result.value).toBe(true);
  });

  it.each(["hotp", "nosuch", "tiqr2"])("of type %s is refused", async (type) => {
    const refusal = [400, 905, `ERR905: Invalid tokentype provided. ttype: ${type}`];
    expect(errorOf(await initToken({ type, user: "type" }))).toEqual(refusal);
  });

  it("needs a user", async () => {
    const missing = [400, 905, "ERR905: Missing parameter: 'user'"];
    expect(errorOf(await initToken({ pin: "1234" }))).toEqual(missing);
    expect(errorOf(await initToken({ user: "", pin: "1234" }))).toEqual(missing);
  });

  it.each(["a b", "a/ü", "TiQR*", "a.b", "a%20b", "' OR '1", "<b>", "a@b"])("refuses the serial %j", async (serial) => {
    const refusal = [400, 905, "ERR905: Invalid serial number. Must comply to ^[0-9a-zA-Z\\-_]+$."];
    expect(errorOf(await initToken({ user: "serials", serial }))).toEqual(refusal);
  });

  it.each(["a", "A-b_9", "-", "0".repeat(40)])("takes the serial %s", async (serial) => {
    expect((await initToken({ user: "serials", serial })).json.detail.serial).toBe(serial);
  });

  it("refuses a serial longer than privacyIDEA's column", async () => {
    const refusal = [400, 905, "ERR905: Invalid serial number. At most 40 characters."];
    expect(errorOf(await initToken({ user: "serials", serial: "0".repeat(41) }))).toEqual(refusal);
  });

  it("refuses a name that would not fit a QR code, with its realm", async () => {
    const refusal = [
      400,
      905,
      "ERR905: The user name is too long. With its realm it may have 1024 characters, 2465 percent-encoded.",
    ];
    expect((await initToken({ user: "ü".repeat(409) })).status).toBe(200); // 6 each, and "_realm1": 2461
    expect(errorOf(await initToken({ user: "ü".repeat(410) }))).toEqual(refusal);
    expect(errorOf(await initToken({ user: "ü".repeat(409), realm: "r".repeat(20) }))).toEqual(refusal);
  });
});

describe("an init of a serial", () => {
  const warningsOf = async (fields: Record<string, string>) => (await initToken(fields)).json.detail.warnings;
  const ended = expect.stringMatching(
    /^A phone had registered the token ENDED-\d, and can no longer .* delete the account in the app/,
  );

  it("that no phone has enrolled warns of nothing", async () => {
    for (let times = 0; times < 2; times++)
      expect(await warningsOf({ user: "ended", serial: "ENDED-1" })).toBe(undefined);
  });

  it("that a phone has enrolled ends that phone at once, and says so", async () => {
    const { serial, phone } = await enrol({ user: "ended", pin: "1234", serial: "ENDED-2" });
    const opened = await openLogin({ user: "ended", pass: "1234" });
    expect(await warningsOf({ user: "ended", serial })).toEqual([ended]);
    expect((await phone.login(opened.link)).told).toBe("refused");
    expect(await warningsOf({ user: "ended", serial })).toBe(undefined);
  });

  it("says it of a disabled token, too, and before the warnings of parameters", async () => {
    const { serial } = await enrol({ user: "ended-off", pin: "1234", serial: "ENDED-3" });
    await asAdmin("POST", "/token/disable", { serial });
    const { detail } = (await initToken({ user: "ended-off", serial, pinn: "1" })).json;
    expect(detail.warnings).toEqual([ended, expect.stringContaining("pinn")]);
    expect(detail.warning_codes).toEqual(["phone-ended", "unknown-parameter"]);
  });
});

describe("the suite", () => {
  it("that one client computes wrongly is taken with a warning", async () => {
    const taken = async (ocrasuite: string) => (await initToken({ user: "suites", ocrasuite })).json.detail;
    expect(await taken("OCRA-1:HOTP-SHA256-8:QH10-S512")).toMatchObject({
      warnings: [
        "The PHP client computes the responses of the suite OCRA-1:HOTP-SHA256-8:QH10-S512 wrongly, other apps do not.",
      ],
      warning_codes: ["suite-wrong-in-php"],
    });
    const fine = await taken("OCRA-1:HOTP-SHA256-8:QH10-S256");
    expect([fine.warnings, fine.warning_codes]).toEqual([undefined, undefined]);
  });

  it("of a new token is the recommended one, or the requested one", async () => {
    const suite = async (fields: Record<string, string>) => {
      const { serial } = (await initToken({ user: "suite", ...fields })).json.detail;
      return (await tokenOf(serial)) as { info: { ocrasuite: string }; otplen: number };
    };
    const plain = await suite({});
    expect([plain.info.ocrasuite, plain.otplen]).toEqual(["OCRA-1:HOTP-SHA256-8:QH10-S064", 8]);
    const asked = await suite({ ocrasuite: "OCRA-1:HOTP-SHA1-6:QN10" });
    expect([asked.info.ocrasuite, asked.otplen]).toEqual(["OCRA-1:HOTP-SHA1-6:QN10", 6]);
  });

  it.each([
    "nonsense",
    "OCRA-1:HOTP-SHA1-6:QA10",
    "OCRA-1:HOTP-SHA1-6:QH09",
    "OCRA-1:HOTP-SHA1-6:C-QN08",
    "OCRA-1:HOTP-SHA1-6:QN08-PSHA1",
    "OCRA-1:HOTP-SHA1-6:QN08-T1M",
    "OCRA-1:HOTP-SHA1-0:QH10",
    "OCRA-1:HOTP-SHA1-9:QH10",
    "OCRA-1:HOTP-MD5-6:QH10",
  ])("%s is refused, because no app answers it, and makes no token", async (ocrasuite) => {
    const reply = await initToken({ user: "nosuite", ocrasuite, serial: "NOSUITE" });
    expect(errorOf(reply).slice(0, 2)).toEqual([400, 905]);
    expect(reply.json.result.error.message).toContain("OCRA-1:HOTP-SHA256-8:QH10-S064");
    expect(await tokenOf("NOSUITE")).toBeUndefined();
  });
});

describe("the same serial again", () => {
  let enrolled: EnrolledToken;
  beforeAll(async () => {
    enrolled = await enrol({ user: "again", pin: "1234", serial: "AGAIN", description: "first" });
  });

  it("starts the enrolment again: the secret goes, PIN and description stay", async () => {
    const before = await openLogin({ user: "again", pass: "1234" });
    await initToken({ user: "again", serial: "AGAIN" });
    expect(await tokenOf("AGAIN")).toMatchObject({ rollout_state: "clientwait", description: "first", failcount: 0 });
    const row = await env.DB.prepare("SELECT sealed_secret FROM token WHERE serial = 'AGAIN'").first();
    expect(row).toEqual({ sealed_secret: null });
    expect(await message({ user: "again", pass: "1234" })).toBe("Token is not enrolled yet");
    expect(await enrolled.phone.login(before.link)).toMatchObject({ reply: { word: "invalid-challenge" } });
  });

  it("with a new PIN and another user is that user's, with that PIN", async () => {
    await initToken({ user: "heir", serial: "AGAIN", pin: "5678", description: "second" });
    expect(await tokenOf("AGAIN")).toMatchObject({ username: "heir", description: "second" });
    expect(await message({ user: "again", pass: "1234" })).toBe("The user has no tokens assigned");
    expect(await message({ user: "heir", pass: "1234" })).toBe("wrong otp pin");
    expect(await message({ user: "heir", pass: "5678" })).toBe("Token is not enrolled yet");
  });

  it("ends the session of the older QR code", async () => {
    const old = (await initToken({ user: "heir", serial: "AGAIN" })).json.detail.tiqrenroll.value;
    await initToken({ user: "heir", serial: "AGAIN" });
    expect(await enrolled.phone.enroll(old)).toEqual({ told: "bad-metadata" });
  });
});

describe("a realm", () => {
  const realmOf = async (fields: Record<string, string>) => {
    const { serial } = (await initToken(fields)).json.detail;
    const { username, user_realm } = (await tokenOf(serial)) as Record<string, string>;
    return [username, user_realm];
  };

  it("is the default one when none is named, and lower case when one is", async () => {
    expect(await realmOf({ user: "r" })).toEqual(["r", "realm1"]);
    expect(await realmOf({ user: "r", realm: "Sales" })).toEqual(["r", "sales"]);
  });

  it("named at init is known from then on: user@realm means it, unless the name is a user's already", async () => {
    expect(await realmOf({ user: "r@fresh" })).toEqual(["r@fresh", "realm1"]);
    expect(await realmOf({ user: "x", realm: "fresh", shadows: "true" })).toEqual(["x", "fresh"]);
    expect(await realmOf({ user: "r@fresh" })).toEqual(["r@fresh", "realm1"]);
    expect(await realmOf({ user: "r@Fresh", shadows: "true" })).toEqual(["r", "fresh"]);
    expect(await realmOf({ user: "r@realm1" })).toEqual(["r", "realm1"]);
  });

  it("given beside user@realm leaves the name whole", async () => {
    expect(await realmOf({ user: "a@fresh", realm: "sales" })).toEqual(["a@fresh", "sales"]);
  });

  it("keeps users with the same name apart", async () => {
    await enrol({ user: "same", realm: "one", pin: "1111" });
    await enrol({ user: "same", realm: "two", pin: "2222" });
    expect(await message({ user: "same@two", pass: "2222" })).toBe("Please scan the QR Code");
    expect(await message({ user: "same@one", pass: "2222" })).toBe("wrong otp pin");
    const { value } = (await check({ user: "same@two", pass: "2222" })).json.detail.attributes;
    expect(value).toContain("tiqrauth://same_two@");
  });
});
