// /system/, /realm/ and /defaultrealm [14-27]: the settings can be read but not changed.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { AT_HOME, sentFrom, type Whereabouts } from "../../support/phones/whereabouts.ts";
import {
  admin,
  asAdmin,
  asAdminOver,
  errorOf,
  initToken,
  request,
  requestOver,
  resultOf,
  withSettings,
} from "../../support/service.ts";

const get = async (path: string) => resultOf(await asAdmin("GET", path));

describe("the settings", () => {
  it("have privacyIDEA's names and the effective values", async () => {
    expect(await get("/system/")).toMatchObject({
      DefaultChallengeValidityTime: "120",
      DefaultMaxFailCount: "10",
      FailcounterClearTimeout: "",
      DEFAULT_REALM: "realm1",
      PIN_MIN_LENGTH: "4",
      PIN_REQUIRED: "off",
      POLL_ALLOWED_ORIGINS: "*",
      AUDIT_HEAD_NAME: "head",
      SHARD_SLOTS: "",
      TRUSTED_PROXY: "on",
      IncFailCountOnFalsePin: "True",
      PrependPin: "True",
      splitAtSign: "True",
      "tiqr.authServer": "https://tiqr.test/ttype/tiqr",
      "tiqr.infoUrl": "https://tiqr.test",
      "tiqr.logoUrl": "https://tiqr.test/logo.png",
      "tiqr.ocrasuite": "OCRA-1:HOTP-SHA256-8:QH10-S064",
      "tiqr.regServer": "https://tiqr.test/ttype/tiqr",
      "tiqr.serviceDisplayname": "Test Service",
      "tiqr.serviceIdentifier": "tiqr.test",
    });
    const other = await withSettings({ MAX_FAIL: "7", FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "15" });
    const { DefaultMaxFailCount, FailcounterClearTimeout } = resultOf(await asAdminOver(other, "GET", "/system/"));
    expect([DefaultMaxFailCount, FailcounterClearTimeout]).toEqual(["7", "15"]);
    const forGood = await withSettings({ FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0" });
    expect(resultOf(await asAdminOver(forGood, "GET", "/system/FailcounterClearTimeout"))).toBe("0");
  });

  it("hold no secret", async () => {
    const { text } = await asAdmin("GET", "/system/");
    for (const secret of [env.MASTER_KEY, env.BOOTSTRAP_ADMIN, "admin:", "MASTER", "password"])
      expect(text).not.toContain(secret);
  });

  it("are read one by one, with names in their own letter case, and null for an unknown name [17-19]", async () => {
    expect(await get("/system/tiqr.regServer")).toBe("https://tiqr.test/ttype/tiqr");
    for (const name of ["TIQR.REGSERVER", "nosuchkey", "MASTER_KEY", "constructor", "__proto__", "toString"])
      expect([name, await get(`/system/${name}`)]).toEqual([name, null]);
  });

  it.each([
    ["POST", "/system/setConfig"],
    ["POST", "/system/setDefault"],
    ["DELETE", "/system/tiqr.infoUrl"],
  ])("are not changed by %s %s, whose answer says where they are", async (method, path) => {
    const [status, code, message] = errorOf(await asAdmin(method, path, { "tiqr.infoUrl": "https://other.test" }));
    expect([status, code]).toEqual([403, 303]);
    expect(message).toContain("wrangler.toml");
    expect(await get("/system/tiqr.infoUrl")).toBe("https://tiqr.test");
  });
});

describe("a database that is nearly full", () => {
  /** Beyond nine tenths of the least that can be set. */
  const filled = () =>
    env.DB.batch([
      env.DB.prepare("CREATE TABLE filler (text TEXT)"),
      env.DB.prepare(
        "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 10) INSERT INTO filler SELECT hex(randomblob(50000)) FROM i",
      ),
    ]);

  it("is warned of, as soon as nine tenths are used of what DATABASE_MAX_MB says", async () => {
    const [small, large] = [
      await withSettings({ DATABASE_MAX_MB: "1" }),
      await withSettings({ DATABASE_MAX_MB: "10" }),
    ];
    const detail = async (send = small) => (await asAdminOver(send, "GET", "/system/")).json.detail;
    expect(await detail()).not.toHaveProperty("full_databases");
    await filled();
    const { warnings, warning_codes, full_databases } = await detail();
    expect(full_databases).toEqual([{ database: "DB", mb: expect.any(Number), max_mb: 1 }]);
    expect(full_databases[0].mb).toBeGreaterThanOrEqual(1);
    expect(warnings.join()).toMatch(/A database is nearly full: DB \(\d+ of 1 MB\)/);
    expect(warning_codes).toContain("full-databases");
    expect(await detail(large)).not.toHaveProperty("full_databases");
    await env.DB.exec("DROP TABLE filler");
    expect(await detail()).not.toHaveProperty("full_databases");
  });
});

describe("the realms", () => {
  beforeAll(async () => {
    await initToken({ user: "anna", realm: "Research" });
  });

  it("are the default one and those that have a user", async () => {
    expect(await get("/realm/")).toEqual({
      realm1: { default: true, id: 1, resolver: [{ name: "realm1", node: "", priority: null, type: "tokenresolver" }] },
      research: {
        default: false,
        id: 2,
        resolver: [{ name: "research", node: "", priority: null, type: "tokenresolver" }],
      },
    });
  });

  it("have one that is the default", async () => {
    expect(await get("/defaultrealm")).toEqual({ realm1: expect.objectContaining({ default: true }) });
  });
});

describe("a caller without a JWT", () => {
  it.each([
    ["GET", "/system/"],
    ["GET", "/system/tiqr.regServer"],
    ["POST", "/system/setConfig"],
    ["DELETE", "/system/tiqr.regServer"],
    ["GET", "/realm/"],
    ["GET", "/defaultrealm"],
    ["GET", "/user/"],
    ["DELETE", "/user/realm1/anna"],
    ["GET", "/auth/rights"],
    ["GET", "/audit/"],
    ["GET", "/audit/audit.csv"],
  ])("is refused %s %s", async (method, path) => {
    const reply = await request(path, { method });
    expect(errorOf(reply)).toEqual([401, 4033, "Authentication failure. Missing Authorization header."]);
  });
});

it("warns where PROXIMITY asks for what no edge tells", async () => {
  const codes = async (settings: Partial<Env>, place: Whereabouts) => {
    const send = sentFrom(place, await withSettings(settings));
    const { json } = await requestOver(send, "/system/", { headers: await admin() });
    return json.detail.warning_codes ?? [];
  };
  const { address } = AT_HOME;
  expect(await codes({ PROXIMITY: "country" }, { address })).toContain("place-unknown");
  expect(await codes({ PROXIMITY: "provider" }, { address, country: "NL" })).toContain("place-unknown");
  expect(await codes({ PROXIMITY: "provider" }, AT_HOME)).not.toContain("place-unknown");
  expect(await codes({}, { address })).not.toContain("place-unknown");
});
