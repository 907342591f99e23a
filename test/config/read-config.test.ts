import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../../src/config/read-config.ts";
import worker from "../../src/index.ts";

const KEY = btoa("another key of exactly 32 bytes!");

/** The only two that have no default. */
const LEAST = { PUBLIC_URL: "https://login.example.org", MASTER_KEY: KEY };

const read = (settings: Record<string, unknown>) => readConfig({ ...LEAST, ...settings });

function problemWith(settings: Record<string, unknown>): string {
  try {
    read(settings);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error(`taken: ${JSON.stringify(settings)}`);
}

describe("the configuration", () => {
  it("takes everything else from PUBLIC_URL and the defaults when that and a key are all there is", () => {
    const { settings, masterKeys, bootstrapAdmin } = read({});
    const { challengeTypeByClient } = settings;
    // Settings whose values are taken as written are tested in test/config/table.test.ts.
    expect(settings).toMatchObject({
      publicUrl: "https://login.example.org",
      serviceIdentifier: "login.example.org",
      serviceDisplayName: "tiqr-edge",
      logoUrl: "https://login.example.org/logo.png",
      infoUrl: "https://login.example.org",
      urlFormat: { kind: "scheme" },
      universalLinkBase: "",
      appleApps: [],
      androidApps: [],
      ocraSuite: "OCRA-1:HOTP-SHA256-8:QH10-S064",
      defaultRealm: "default",
      adminRealm: "administrators",
      phonesRequired: false,
      consoleIdleMs: 900_000,
      consoleMaxMs: 3_600_000,
      challengeValidityMs: 120_000,
      enrolmentValidityMs: 600_000,
      maxFail: 10,
      blocksPhone: true,
      pinIterations: 10_000,
      lockRule: { kind: "growing" },
      pinMinLength: 4,
      pinRequired: false,
      maxTokensPerUser: 0,
      maxActiveTokensPerUser: 10,
      foldUserCase: false,
      hidesUsers: "at-login",
      pollOrigins: ["*"],
      sessionIdleMs: 3_600_000,
      sessionMaxMs: 12 * 3_600_000,
      forwardAuthDomain: "",
      emailTemplate: "",
      brandColor: "",
      brandLogoUrl: "",
      helpUrl: "",
      helpText: "",
      upstream: "",
      securityContact: "",
      webhookAllowPrivate: false,
      logsRequests: false,
      auditRetentionMs: 400 * 24 * 3600 * 1000,
      auditDatabaseMs: 30 * 24 * 3600 * 1000,
      auditFaultyRows: [],
      databaseMaxBytes: 10_000_000_000,
      jurisdiction: "",
      auditHeadName: "head",
      rateLimits: true,
      trustedProxy: "on",
      applicationNetworks: [],
    });
    expect(challengeTypeByClient.get("privacyidea-keycloak")).toBe("push");
    expect(masterKeys).toEqual([new TextEncoder().encode("another key of exactly 32 bytes!")]);
    expect(bootstrapAdmin).toBeUndefined();
  });

  it("reads every setting that is given", () => {
    const { settings, masterKeys, bootstrapAdmin } = read({
      PUBLIC_URL: "https://login.example.org:8443//",
      TIQR_SERVICE_IDENTIFIER: "example.org",
      TIQR_LOGO_URL: "https://cdn.example.org/logo.png",
      TIQR_INFO_URL: "http://example.org/help",
      TIQR_URL_FORMAT: "universal",
      TIQR_UNIVERSAL_LINK_BASE: "https://app.example.org/",
      FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "15",
      PHONE_BLOCK: "soft",
      PIN_MIN_LENGTH: "6",
      PIN_REQUIRED: "on",
      TIQR_MAX_TOKEN_PER_USER: "3",
      TIQR_MAX_ACTIVE_TOKEN_PER_USER: "2",
      FOLD_USER_CASE: "on",
      HIDE_UNKNOWN_USERS: "on",
      CHALLENGE_TYPE_BY_CLIENT: "privacyIDEA-Keycloak=push Other=tiqr",
      POLL_ALLOWED_ORIGINS: "https://a.example.org, https://b.example.org:8443",
      TIQR_APPLE_APP_IDS: "A1B2C3D4E5.org.example.app F6G7H8I9J0.org.example.other-app",
      TIQR_ANDROID_APPS: `org.example.app=SHA256:${"aB:".repeat(31)}00`,
      AUDIT_RETENTION_DAYS: "30",
      AUDIT_DATABASE_DAYS: "9",
      AUDIT_FAULTY_ROWS: "DB:17 DB_1:3-90",
      DATABASE_MAX_MB: "500",
      JURISDICTION: "us",
      AUDIT_HEAD_NAME: "head-2",
      RATE_LIMITS: "off",
      TRUSTED_PROXY: "off",
      MASTER_KEY_PREVIOUS: ` ${btoa("1".repeat(32))}, ${btoa("2".repeat(32))}`,
      BOOTSTRAP_ADMIN: "root:pass:word with colons",
    });
    expect(settings).toMatchObject({
      publicUrl: "https://login.example.org:8443",
      serviceIdentifier: "example.org",
      logoUrl: "https://cdn.example.org/logo.png",
      infoUrl: "http://example.org/help",
      urlFormat: { kind: "universal", base: "https://app.example.org" },
      lockRule: { kind: "fixed", ms: 15 * 60 * 1000 },
      blocksPhone: false,
      pinMinLength: 6,
      pinRequired: true,
      maxTokensPerUser: 3,
      maxActiveTokensPerUser: 2,
      foldUserCase: true,
      hidesUsers: "everywhere",
      challengeTypeByClient: new Map([
        ["privacyidea-keycloak", "push"],
        ["other", "tiqr"],
      ]),
      pollOrigins: ["https://a.example.org", "https://b.example.org:8443"],
      appleApps: ["A1B2C3D4E5.org.example.app", "F6G7H8I9J0.org.example.other-app"],
      androidApps: [{ packageName: "org.example.app", fingerprint: `${"AB:".repeat(31)}00` }],
      auditRetentionMs: 30 * 24 * 3600 * 1000,
      auditDatabaseMs: 9 * 24 * 3600 * 1000,
      auditFaultyRows: [
        { database: "DB", first: 17, last: 17 },
        { database: "DB_1", first: 3, last: 90 },
      ],
      databaseMaxBytes: 500_000_000,
      jurisdiction: "us",
      auditHeadName: "head-2",
      rateLimits: false,
      trustedProxy: "off",
    });
    expect(masterKeys.map((key) => btoa(String.fromCharCode(...key)))).toEqual([
      KEY,
      btoa("1".repeat(32)),
      btoa("2".repeat(32)),
    ]);
    expect(bootstrapAdmin).toEqual({ name: "root", password: "pass:word with colons" });
  });
});

describe("a bad configuration", () => {
  it.each([
    ["APPLICATION_NETWORKS", ["everywhere", "192.0.2.0/24 0.0.0.0/0", "10.1.2.3/8", "10.1.0.0/16 > 192.168.0.0/16"]],
    [
      "PUBLIC_URL",
      [
        "",
        "login.example.org",
        "ftp://login.example.org",
        "javascript:alert(1)",
        `${LEAST.PUBLIC_URL}/${"p".repeat(2900)}`,
      ],
    ],
    ["TIQR_SERVICE_IDENTIFIER", ["Example.org", "exa mple", "example.org/", "-example", "ex_ample", "x".repeat(254)]],
    ["TIQR_SERVICE_DISPLAY_NAME", ["", "x".repeat(400)]],
    [
      "TIQR_OCRASUITE",
      ["", "OCRA-1:HOTP-SHA256-8:QA10", "OCRA-1:HOTP-SHA256-8:C-QH10", "OCRA-1:HOTP-SHA256-8:QH10-S032"],
    ],
    ["TIQR_LOGO_URL", ["logo.png", "ftp://example.org/logo.png"]],
    ["TIQR_INFO_URL", ["help", "mailto:help@example.org"]],
    ["TIQR_URL_FORMAT", ["", "Scheme", "https"]],
    ["TIQR_UNIVERSAL_LINK_BASE", ["app.example.org"]],
    ["TIQR_APPLE_APP_IDS", ["org.example.app", "A1B2C3D4E5", "a1b2c3d4e5.org.example", "A1B2C3D4E5.org.example app"]],
    [
      "TIQR_ANDROID_APPS",
      [
        "org.example.app",
        "org.example.app=AB:CD",
        `app=SHA256:${"AB:".repeat(31)}00`,
        `a.b=SHA256:${"AB:".repeat(30)}00`,
      ],
    ],
    ["ADMIN_REALM", ["", "Administrators", "a b", "r".repeat(65)]],
    ["DEFAULT_REALM", ["", "Realm1", "a b", "a@b", "-a", "r".repeat(65)]],
    ["CHALLENGE_VALIDITY_SECONDS", ["", "0", "-1", "3601", "1.5", "1e2", "two", " 5"]],
    ["ENROLLMENT_VALIDITY_SECONDS", ["0", "604801", "soon"]],
    ["MAX_FAIL", ["0", "1001", "ten"]],
    ["PHONE_BLOCK", ["", "off", "Soft"]],
    ["PIN_ITERATIONS", ["999", "100001", "0x2000"]],
    ["FAILCOUNTER_CLEAR_TIMEOUT_MINUTES", ["-1", "525601", "1.5"]],
    ["PIN_MIN_LENGTH", ["-1", "101", "four"]],
    ["PIN_REQUIRED", ["", "yes", "1"]],
    ["TIQR_MAX_TOKEN_PER_USER", ["-1", "1001", "any"]],
    ["TIQR_MAX_ACTIVE_TOKEN_PER_USER", ["-1", "1001", "any"]],
    ["FOLD_USER_CASE", ["", "yes", "ON"]],
    ["HIDE_UNKNOWN_USERS", ["", "yes"]],
    ["CHALLENGE_TYPE_BY_CLIENT", ["client", "client=", "client=totp", "=push"]],
    ["POLL_ALLOWED_ORIGINS", ["example.org", "https://example.org/", "https://example.org/app"]],
    ["AUDIT_RETENTION_DAYS", ["-1", "36501", "week"]],
    ["AUDIT_DATABASE_DAYS", ["0", "7", "36501", "week"]],
    ["AUDIT_FAULTY_ROWS", ["17", "DB:", "DB:0", "DB:9-8", "DB_x:17", "DB:1234567890123"]],
    ["DATABASE_MAX_MB", ["0", "1000001", "10 GB"]],
    ["CONSOLE_IDLE_MINUTES", ["4", "61", "hour"]],
    ["CONSOLE_MAX_HOURS", ["0", "13", "day"]],
    ["SESSION_IDLE_MINUTES", ["0", "-1", "10081", "hour"]],
    ["SESSION_MAX_HOURS", ["0", "721", "day"]],
    ["FORWARD_AUTH_DOMAIN", ["org", "Example.org", "https://example.org", "other.example.com", "in.example.org"]],
    ["EMAIL_TEMPLATE", ["user@example.org", "{user}", "{user} @example.org", "a@{user}@example.org"]],
    ["BRAND_COLOR", ["red", "#abc", "#C0FFEE", "c0ffee", "#c0ffee00"]],
    ["BRAND_LOGO_URL", ["logo.png", "data:image/png;base64,AAAA", "javascript:alert(1)"]],
    ["MAIL_FROM", ["login", "a@example.org b@example.org", "a@example.org,b@example.org", "A <a@example.org>"]],
    ["MAIL_LANGUAGE", ["fr", "", "EN"]],
    ["MAIL_ADMINISTRATORS", ["admin", "a@example.org admin", "a@b@example.org"]],
    ["HELP_URL", ["help", "javascript:alert(1)", "data:text/html,x"]],
    ["HELP_TEXT", ["x".repeat(201), "two\nlines"]],
    [
      "UPSTREAM_PRIVACYIDEA",
      ["http://privacyidea.example.org", "https://a@pi.example.org", "https://pi.example.org?x", "pi"],
    ],
    [
      "SECURITY_CONTACT",
      [
        ...["security@example.org", "mailto:security", "mailto:", "http://example.org", "tel:+31201234567"],
        ...["https://a@example.org", "https://example.org/a b", "mailto:a@example.org\nPolicy: https://example.com"],
      ],
    ],
    ["WEBHOOK_ALLOW_PRIVATE", ["", "yes"]],
    ["AUDIT_HEAD_NAME", ["", "a head", "x".repeat(65)]],
    ["ADMIN_SECOND_FACTOR", ["", "on", "REQUIRED"]],
    ["RATE_LIMITS", ["", "yes", "true"]],
    ["TRUSTED_PROXY", ["", "yes", "CF-Connecting-IP"]],
    ["MASTER_KEY", ["", "hunter2 hunter2", btoa("31 bytes are one byte too few.."), btoa("x".repeat(33))]],
    ["JURISDICTION", ["de", "EU", "fedramp"]],
    ["MASTER_KEY_PREVIOUS", ["hunter2", `${KEY},${btoa("short")}`]],
    ["BOOTSTRAP_ADMIN", ["root", ":secret", "root:", "root:elevenchars", "administrator:administrator"]],
  ])("is refused with the name of the setting: %s", (name, values) => {
    for (const value of values) expect(problemWith({ [name]: value }), value).toMatch(new RegExp(`^${name} must `));
  });

  it.each(Object.keys(LEAST))("is refused when %s is missing", (name) => {
    expect(problemWith({ [name]: undefined })).toBe(`${name} is missing`);
  });

  it.each(["MASTER_KEY", "MASTER_KEY_PREVIOUS", "BOOTSTRAP_ADMIN"])("never repeats the value of %s", (name) => {
    for (const value of ["hunter2", "admin:hunter2", 8472630, ["hunter2"], { hunter2: 8472630 }, true])
      expect(problemWith({ [name]: value })).not.toMatch(/hunter2|8472630|true/);
  });

  it("is refused when users without a realm would be administrators", () => {
    expect(problemWith({ ADMIN_REALM: "one", DEFAULT_REALM: "one" })).toMatch(/^ADMIN_REALM must not be DEFAULT_REALM/);
  });

  it("is refused when rows would leave the bucket before they come, if there is one", () => {
    const late = { AUDIT_DATABASE_DAYS: "30", AUDIT_RETENTION_DAYS: "30" };
    expect(problemWith({ ...late, TRAIL: {} })).toBe("AUDIT_DATABASE_DAYS must be less than AUDIT_RETENTION_DAYS");
    for (const fine of [late, { ...late, AUDIT_RETENTION_DAYS: "0", TRAIL: {} }])
      expect(read(fine).settings.auditDatabaseMs).toBe(30 * 24 * 3600 * 1000);
  });

  it("is refused when universal links have no base", () => {
    expect(problemWith({ TIQR_URL_FORMAT: "universal" })).toMatch(/^TIQR_UNIVERSAL_LINK_BASE must be given/);
  });

  it("is refused when no host name can serve as the service identifier", () => {
    expect(problemWith({ PUBLIC_URL: "http://[::1]:8080" })).toMatch(/^TIQR_SERVICE_IDENTIFIER must be given/);
  });

  it("stops every request with the name of the setting", async () => {
    const broken = { ...env, MAX_FAIL: "hunter2" };
    const reply = await worker.fetch(new Request("https://tiqr.test/"), broken, createExecutionContext());
    expect(reply.status).toBe(503);
    expect(await reply.text()).toBe("configuration: MAX_FAIL must be a whole number from 1 to 1000\n");
  });
});

const warningsOf = (more: object) => readConfig({ ...LEAST, ...more }).warnings;

describe("mail", () => {
  const MAIL = { send: async () => ({ messageId: "x" }) };

  it.each([
    [{ MAIL }, "the binding MAIL is there, but MAIL_FROM is empty"],
    [{ MAIL_FROM: "login@example.org" }, "MAIL_FROM is set, but the binding MAIL is missing"],
    [{ SCIM_LINKS: "mail" }, "SCIM_LINKS is set, but the binding MAIL is missing"],
    [{ MAIL_ADMINISTRATORS: "a@example.org" }, "MAIL_ADMINISTRATORS is set, but the binding MAIL is missing"],
  ])("that is only half set up is reported: %j", (more, text) => {
    expect(warningsOf(more)).toEqual([{ code: "no-mail", message: `no mail is sent: ${text}` }]);
  });

  it("that is set up in full, or not at all, needs no warning", () => {
    expect(warningsOf({ MAIL, MAIL_FROM: "login@example.org" })).toEqual([]);
    expect(warningsOf({})).toEqual([]);
  });
});

describe("operators", () => {
  it.each(["0", "11", "1000"])("hear that a login does not ask all of %s active tokens", (most) => {
    const message = expect.stringMatching(/^TIQR_MAX_ACTIVE_TOKEN_PER_USER is \d+: .* the 10 that a login asks/);
    expect(warningsOf({ TIQR_MAX_ACTIVE_TOKEN_PER_USER: most })).toEqual([{ code: "tokens-not-asked", message }]);
    for (const fine of ["1", "10"]) expect(warningsOf({ TIQR_MAX_ACTIVE_TOKEN_PER_USER: fine })).toEqual([]);
  });

  it("hear of a suite that one client computes wrongly", () => {
    const message = expect.stringMatching(/^TIQR_OCRASUITE is OCRA-1:HOTP-SHA256-8:QH10-S512: the PHP client/);
    expect(warningsOf({ TIQR_OCRASUITE: "OCRA-1:HOTP-SHA256-8:QH10-S512" })).toEqual([
      { code: "suite-wrong-in-php", message },
    ]);
    expect(warningsOf({ TIQR_OCRASUITE: "OCRA-1:HOTP-SHA256-8:QH10-S256" })).toEqual([]);
  });
});

it("networks of applications without a trusted proxy are reported, since nobody has an address then", () => {
  const warnings = (TRUSTED_PROXY: string) => warningsOf({ APPLICATION_NETWORKS: "192.0.2.10", TRUSTED_PROXY });
  const message = expect.stringContaining("APPLICATION_NETWORKS, because TRUSTED_PROXY is not on");
  expect(warnings("off")).toEqual([{ code: "setting-without-effect", message }]);
  expect(warnings("on")).toEqual([]);
});
