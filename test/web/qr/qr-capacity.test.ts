// Every link fits a QR code: the longest of each kind is drawn and read back from its PNG at the
// delivered size.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../../src/config/read-config.ts";
import { makeSession } from "../../../src/core/phone-session.ts";
import {
  fitsQrCode,
  longestEnrolment,
  longestLogin,
  MAX_IDENTITY_CHARACTERS,
  MAX_QR_BYTES,
  MAX_REALM_CHARACTERS,
} from "../../../src/core/token/qr-capacity.ts";
import { MAX_SERIAL_CHARACTERS } from "../../../src/core/token/serial.ts";
import { readTokenSuite } from "../../../src/core/token/suites.ts";
import { readingsOf } from "../../../src/core/user.ts";
import { enrolmentQrText, loginQrText, metadataUrl } from "../../../src/tiqr/urls.ts";
import { qrPng } from "../../../src/web/qr/image.ts";
import { qrModules } from "../../../src/web/qr/qr.ts";
import { randomBytes } from "../../support/login.ts";
import { realPorts } from "../../support/storage/ports.ts";
import { readPng } from "../support/read-png.ts";
import { readQr } from "../support/read-qr.ts";

const ports = await realPorts();
const EMOJI = "\u{1f511}";
const host = (length: number) => `${"h".repeat(length - 4)}.org`;
const settingsWith = (changed: Partial<Env>) => readConfig({ ...env, ...changed } as Env).settings;
const bytes = (text: string) => new TextEncoder().encode(text).length;
async function delivered(text: string): Promise<string | undefined> {
  const { rgba, width, height } = await readPng(await qrPng(qrModules(text)));
  return readQr(rgba, width, height);
}

/** Settings whose longest link of a kind fills a QR code exactly. */
const FULL: [what: string, setting: keyof Env, changed: Partial<Env>][] = [
  [
    "a login, scheme",
    "TIQR_SERVICE_DISPLAY_NAME",
    { TIQR_SERVICE_IDENTIFIER: host(253), TIQR_SERVICE_DISPLAY_NAME: `${EMOJI.repeat(11)}xx` },
  ],
  [
    "a login, universal",
    "TIQR_UNIVERSAL_LINK_BASE",
    {
      TIQR_URL_FORMAT: "universal",
      TIQR_SERVICE_IDENTIFIER: host(253),
      TIQR_UNIVERSAL_LINK_BASE: `https://${host(117)}`,
    },
  ],
  [
    "an enrolment, scheme",
    "PUBLIC_URL",
    { TIQR_SERVICE_IDENTIFIER: "tiqr.test", PUBLIC_URL: `https://${host(200)}/${"p".repeat(2625)}` },
  ],
  [
    "an enrolment, universal",
    "PUBLIC_URL",
    {
      TIQR_SERVICE_IDENTIFIER: "tiqr.test",
      TIQR_URL_FORMAT: "universal",
      TIQR_UNIVERSAL_LINK_BASE: "https://tiqr.test",
      PUBLIC_URL: `https://${host(200)}/${"p".repeat(2575)}`,
    },
  ],
];

describe("the longest link", () => {
  it.each(FULL)("of %s fills a QR code, which a phone reads at the size delivered", async (what, _, changed) => {
    const settings = settingsWith(changed);
    const { publicUrl, urlFormat, serviceIdentifier, serviceDisplayName: displayName } = settings;
    const user = EMOJI.repeat(200) + "r".repeat(MAX_REALM_CHARACTERS - 1);
    const suite = readTokenSuite("OCRA-1:HOTP-SHA256-8:QH64-S064");
    if (!suite.ok) throw new Error("no app answers that");
    const login = {
      userId: `${user}_r`,
      serviceIdentifier,
      sessionKey: (await ports.transactions.make(randomBytes)).sessionKey,
      question: "a".repeat(suite.suite.question.length),
      displayName,
    };
    const link = what.startsWith("a login")
      ? loginQrText(login, urlFormat)
      : enrolmentQrText(metadataUrl(publicUrl, makeSession(randomBytes), "S".repeat(MAX_SERIAL_CHARACTERS)), urlFormat);
    expect(bytes(link)).toBe(MAX_QR_BYTES);
    expect(bytes(link)).toBe(what.startsWith("a login") ? longestLogin(settings) : longestEnrolment(settings));
    expect(await delivered(link)).toBe(link);
  });

  it.each(FULL)("of %s, one character longer, is refused where it is set, by name: %s", (_, setting, changed) => {
    const longer = { ...changed, [setting]: `${changed[setting]}x` };
    expect(() => settingsWith(longer)).toThrow(ConfigError);
    expect(() => settingsWith(longer)).toThrow(
      new RegExp(`^${setting} must be shorter: the longest (login|enrolment) would take 2954 bytes`),
    );
  });
});

describe("a user's name", () => {
  const fits = (user: string, realm?: string, changed = {}) =>
    fitsQrCode(readingsOf({ user, realm }, { defaultRealm: "realm1", foldUserCase: false, ...changed }));

  it("of 200 characters fits in any realm of 64, emoji too", () => {
    expect(fits(EMOJI.repeat(200), "r".repeat(MAX_REALM_CHARACTERS))).toBe(true);
    expect(encodeURIComponent(EMOJI.repeat(200)).length + 1 + MAX_REALM_CHARACTERS).toBe(MAX_IDENTITY_CHARACTERS);
    expect(fits(EMOJI.repeat(200), "r".repeat(MAX_REALM_CHARACTERS + 1))).toBe(false);
  });

  it("is measured with the default realm when none is named", () => {
    const user = EMOJI.repeat(200) + "x".repeat(64 - "realm1".length);
    expect(fits(user)).toBe(true);
    expect(fits(`${user}x`)).toBe(false);
  });

  it("is measured in both readings, and in the letter case that is stored", () => {
    // İ takes 6 characters; in lower case it is an i with a dot above: 7.
    const user = `x@${"İ".repeat(352)}`;
    const alone = { defaultRealm: "d" };
    expect(encodeURIComponent(`${user}_d`).length).toBeLessThanOrEqual(MAX_IDENTITY_CHARACTERS);
    expect(fits(user, undefined, alone)).toBe(false);
    expect(fits("İ".repeat(352), undefined, alone)).toBe(true);
    expect(fits("İ".repeat(352), undefined, { ...alone, foldUserCase: true })).toBe(false);
  });

  it("fits the parameter in which the phone sends it back", () => {
    expect(fits("x".repeat(1024 - "_r".length), "r")).toBe(true);
    expect(fits("x".repeat(1025 - "_r".length), "r")).toBe(false);
  });
});
