// The table of settings agrees with everything that repeats it: wrangler.toml, the worker's types,
// docs/settings.md and /system/.

/// <reference types="vite/types/importMeta.d.ts" />

import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { SETTINGS, tellSettings } from "../../src/config/table.ts";
import { asAdmin, resultOf } from "../support/service.ts";

const FILES = import.meta.glob<string>(
  ["../../wrangler.toml", "../../worker-configuration.d.ts", "../../docs/settings.md"],
  { query: "?raw", import: "default", eager: true },
);
const textOf = (path: string): string => FILES[`../../${path}`] ?? "";

const SECRETS = ["MASTER_KEY", "MASTER_KEY_PREVIOUS", "BOOTSTRAP_ADMIN"];
const NAMES = Object.values(SETTINGS).map(({ name }) => name);
const LEAST = { PUBLIC_URL: "https://login.example.org", MASTER_KEY: btoa("another key of exactly 32 bytes!") };

/** The variables of wrangler.toml, as written. */
const VARS = new Map(
  [
    ...(textOf("wrangler.toml").split("[vars]")[1]?.split("[env.")[0] ?? "").matchAll(
      /^(\w+) = (?:"""([\s\S]*?)"""|"(.*)")$/gm,
    ),
  ].map(([, name = "", long, short]) => [name, long?.replace(/\\\n\s*/g, "") ?? short ?? ""]),
);

describe("the settings of the table", () => {
  it("are those of wrangler.toml, with the defaults there, unless `npm run setup` has written others", () => {
    const own = ["PUBLIC_URL", "TIQR_SERVICE_DISPLAY_NAME", "JURISDICTION"];
    const defaults = Object.values(SETTINGS).map(({ name, default: absent = "" }) => [
      name,
      own.includes(name) ? expect.any(String) : absent,
    ]);
    expect(Object.fromEntries(VARS)).toEqual(Object.fromEntries(defaults));
  });

  it("are, with the secrets that are required, the texts of the worker's types", () => {
    const [bindings = ""] = textOf("worker-configuration.d.ts").split("\n}\n");
    const typed = [...bindings.matchAll(/^\t(\w+)\??: string;$/gm)].map(([, name]) => name);
    expect(typed.sort()).toEqual([...NAMES, "MASTER_KEY"].sort());
  });

  it("each have their heading in docs/settings.md", () => {
    const headings = [...textOf("docs/settings.md").matchAll(/^### `(\w+)`$/gm)].map(([, name]) => name);
    expect(headings).toEqual(NAMES);
  });

  it("are listed by /system/ under their own names, with value, default, unit and meaning, and without secrets", async () => {
    const { json } = await asAdmin("GET", "/system/");
    expect(json.detail.settings.map(({ name }: { name: string }) => name)).toEqual(NAMES);
    for (const setting of json.detail.settings) {
      expect(setting).toEqual({
        name: expect.any(String),
        group: expect.stringMatching(/./),
        value: json.result.value[setting.name],
        default: setting.name === "PUBLIC_URL" ? null : expect.any(String),
        changed: expect.any(Boolean),
        unit: expect.stringMatching(/./),
        meaning: expect.stringMatching(/^[\w].*[^.]$/),
      });
      expect(resultOf(await asAdmin("GET", `/system/${setting.name}`))).toBe(setting.value);
    }
    for (const secret of SECRETS) {
      expect(JSON.stringify(json)).not.toContain(secret);
      expect(resultOf(await asAdmin("GET", `/system/${secret}`))).toBeNull();
    }
  });
});

/** For each field a value that is not its default, as it is shown. */
const OTHERS: Readonly<Record<keyof typeof SETTINGS, string>> = {
  publicUrl: "https://other.example.org",
  serviceIdentifier: "id.example.org",
  otherServiceIdentifiers: "old.example.org pi.example.org",
  phonePaths: "/tiqr.php /pi/tiqr",
  serviceDisplayName: "Other",
  ocraSuite: "OCRA-1:HOTP-SHA1-6:QN10-S064",
  logoUrl: "https://cdn.example.org/logo.png",
  infoUrl: "https://example.org/help",
  urlFormat: "universal",
  universalLinkBase: "https://app.example.org",
  appleApps: "A1B2C3D4E5.org.example.app F6G7H8I9J0.org.example.other-app",
  androidApps: `org.example.app=SHA256:${"AB:".repeat(31)}00`,
  defaultRealm: "people",
  adminRealm: "operators",
  phonesRequired: "required",
  foldUserCase: "on",
  hidesUsers: "on",
  scim: "on",
  scimLinks: "mail",
  scimDeleteAfterMs: "0",
  challengeValidityMs: "60",
  enrolmentValidityMs: "61",
  maxFail: "3",
  blocksPhone: "soft",
  lockRule: "15",
  pinMinLength: "6",
  pinRequired: "on",
  pinIterations: "20000",
  maxTokensPerUser: "2",
  maxActiveTokensPerUser: "1",
  challengeTypeByClient: "client=tiqr other=smartphone",
  dayPass: "pages",
  dayPassMaxMs: "4",
  proximity: "country",
  proximityNetworks: "192.0.2.0/24",
  pollOrigins: "https://a.example.org https://b.example.org",
  consoleIdleMs: "30",
  consoleMaxMs: "10",
  sessionIdleMs: "30",
  sessionMaxMs: "8",
  forwardAuthDomain: "example.org",
  emailTemplate: "{user}@{realm}.example.org",
  selfService: "pin",
  deviceGrant: "on",
  ciba: "on",
  brandColor: "#c0ffee",
  brandLogoUrl: "https://cdn.example.org/brand.svg",
  helpUrl: "mailto:help@example.org",
  helpText: "Help desk: 020 123 4567",
  deskVerifies: "required",
  deskWaitMs: "48",
  mailFrom: "login@example.org",
  mailsNewBrowsers: "on",
  mailLanguage: "nl",
  mailAdministrators: "a@example.org b@example.org",
  upstream: "https://privacyidea.example.org/pi",
  securityContact: "https://example.org/security",
  webhookAllowPrivate: "on",
  logsRequests: "on",
  auditRetentionMs: "30",
  auditDatabaseMs: "9",
  auditFaultyRows: "DB:17 DB_1:3-90",
  databaseMaxBytes: "500",
  jurisdiction: "eu",
  auditHeadName: "head-2",
  shardSlots: "DB_1=80-bf DB_2=c0-fe DB_1=ff",
  shardRealms: "corp.example=DB_2 other=DB",
  shardMoving: "00-0f 20",
  rateLimits: "off",
  trustedProxy: "off",
  applicationNetworks: "192.0.2.0/24 2001:db8::/64",
};

describe("a setting", () => {
  it("is shown as it was given, and can be read again from that text", () => {
    const others = Object.entries(OTHERS).map(([field, text]) => [SETTINGS[field as keyof typeof SETTINGS].name, text]);
    const env = { ...LEAST, ...Object.fromEntries(others) };
    const { settings } = readConfig(env);
    const texts = Object.fromEntries(tellSettings(settings).map(({ name, value }) => [name, value]));
    expect(texts).toEqual(Object.fromEntries(others));
    expect(readConfig({ ...env, ...texts }).settings).toEqual(settings);
    expect(tellSettings(settings).filter(({ changed }) => !changed)).toEqual([]);
    const usual = tellSettings(readConfig(LEAST).settings).filter(({ changed }) => changed);
    expect(usual.map(({ name }) => name)).toEqual(Object.keys(LEAST).filter((name) => name in texts));
  });

  it.each(["0", "", "525600"])("that says how long locks last is shown as it was given: %j", (text) => {
    const { settings } = readConfig({ ...LEAST, FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: text });
    expect(tellSettings(settings)).toContainEqual(
      expect.objectContaining({ name: "FAILCOUNTER_CLEAR_TIMEOUT_MINUTES", value: text }),
    );
  });

  it("that is empty is shown as the value in force", () => {
    const texts = new Map(tellSettings(readConfig(LEAST).settings).map(({ name, value }) => [name, value]));
    expect(texts.get("TIQR_SERVICE_IDENTIFIER")).toBe("login.example.org");
    expect(texts.get("TIQR_LOGO_URL")).toBe("https://login.example.org/logo.png");
    expect(texts.get("TIQR_INFO_URL")).toBe("https://login.example.org");
  });
});
