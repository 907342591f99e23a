// APPLICATION_NETWORKS: behind the address of an application server are many people, so from there
// `client` tells who is guessing.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { ConsoleBrowser } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { Browser } from "../../support/pages/browser.ts";
import {
  asAdminOver,
  enrol,
  openLogin,
  postOver,
  requestOver,
  responseOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

const APPLICATION = "192.0.2.10";
const STRANGER = "203.0.113.66";
const VISITOR = "203.0.113.7";

beforeAll(async () => {
  await enrol({ user: "hans", pin: "1234" }, { send: await withSettings({ MAX_FAIL: "1000" }) });
});

/** A binding that lets this many calls of a key pass. */
function atMost(calls: number): RateLimit {
  const made = new Map<string, number>();
  return {
    async limit({ key }) {
      made.set(key, (made.get(key) ?? 0) + 1);
      return { success: (made.get(key) ?? 0) <= calls };
    },
  };
}

/** Wrong checks from one network: three; of one application or account: six. */
const appWith = (settings: Partial<Env> = {}): Promise<Send> =>
  withSettings({
    APPLICATION_NETWORKS: "192.0.2.0/28 2001:db8:a::/48",
    RATE_LIMITS: "on",
    MAX_FAIL: "1000",
    RATE_CHECK: atMost(100),
    RATE_CHECK_ADDRESS: atMost(3),
    RATE_CHECK_ACCOUNT: atMost(6),
    ...settings,
  } as Partial<Env>);

const RIGHT = { user: "hans", pass: "1234" };
const from = (address: string) => ({ "CF-Connecting-IP": address });
const check = (send: Send, fields: Record<string, string>, address = APPLICATION, headers = {}) =>
  postOver(send, "/validate/check", fields, { ...from(address), ...headers });
/** Made-up names, of which no one is ever right. */
async function guesses(send: Send, count: number, fields: Record<string, string> = {}, address = APPLICATION) {
  for (let i = 0; i < count; i++) await check(send, { user: `made-up-${i}`, pass: "x", ...fields }, address);
}

describe("a stranger behind an application server", () => {
  it("keeps out everybody there where the server is not named", async () => {
    const send = await appWith({ APPLICATION_NETWORKS: "" });
    await guesses(send, 4, { client: STRANGER });
    expect((await check(send, { ...RIGHT, client: VISITOR })).status).toBe(429);
  });

  it("keeps out nobody but its own network where it is, whatever the names", async () => {
    const send = await appWith();
    await guesses(send, 10, { client: STRANGER });
    expect((await check(send, { ...RIGHT, client: STRANGER })).status).toBe(429);
    expect((await check(send, { ...RIGHT, client: VISITOR })).status).toBe(200);
    expect((await check(send, RIGHT)).status).toBe(200);
  });

  it("is the same client from another application server, and at a page", async () => {
    const send = await appWith();
    await guesses(send, 2, { client: STRANGER });
    await guesses(send, 2, { client: STRANGER }, "2001:db8:a::1");
    expect((await check(send, RIGHT, STRANGER)).status).toBe(429);
  });

  it("is counted by network: a /64, and an IPv4 address however it is written", async () => {
    const send = await appWith();
    for (let i = 1; i <= 4; i++) await guesses(send, 1, { client: `2001:db8:1:2::${i}` });
    for (let i = 1; i <= 2; i++) await guesses(send, 2, { client: i === 1 ? STRANGER : `::ffff:${STRANGER}` });
    expect((await check(send, { ...RIGHT, client: "2001:db8:1:2:9::" })).status).toBe(429);
    expect((await check(send, { ...RIGHT, client: "2001:db8:1:3::1" })).status).toBe(200);
    expect((await check(send, { ...RIGHT, client: STRANGER })).status).toBe(429);
  });
});

describe("an application server that does not tell its client", () => {
  const wrong = (send: Send, fields = {}) => check(send, { user: "hans", pass: "wrong", ...fields });

  it("has the limit of an account", async () => {
    const send = await appWith();
    for (let i = 0; i < 7; i++) expect((await wrong(send)).status).toBe(200);
    expect((await check(send, RIGHT)).status).toBe(429);
    expect((await check(send, { ...RIGHT, client: VISITOR })).status).toBe(200);
    expect((await check(send, RIGHT, "192.0.2.11")).status).toBe(200);
  });

  it("may be the one that another tells as its client, as a RADIUS server does", async () => {
    const send = await appWith();
    for (let i = 0; i < 6; i++) expect((await wrong(send, { client: "192.0.2.11" })).status).toBe(200);
    expect((await check(send, { ...RIGHT, client: "192.0.2.11" })).status).toBe(200);
    await wrong(send, { client: "192.0.2.11" });
    expect((await check(send, RIGHT, "192.0.2.11")).status).toBe(429);
  });

  it("is not closed by made-up names, which have a limit of their own", async () => {
    const send = await appWith();
    await guesses(send, 8);
    expect((await check(send, { user: "made-up", pass: "x" })).status).toBe(429);
    expect((await check(send, { serial: "MADE-UP", pass: "x" })).status).toBe(429);
    expect((await check(send, RIGHT)).status).toBe(200);
    expect((await wrong(send)).status).toBe(200);
  });

  it("nor is an account by those that come through it", async () => {
    const [send, headers] = [await appWith(), await serviceAccount("portal", [])];
    const elsewhere = "198.51.100.1";
    for (let i = 0; i < 8; i++) await check(send, { user: `made-up-${i}`, pass: "x" }, elsewhere, headers);
    expect((await check(send, { user: "made-up", pass: "x" }, elsewhere, headers)).status).toBe(429);
    expect((await check(send, RIGHT, elsewhere, headers)).status).toBe(200);
  });

  it.each([
    "unknown",
    "",
    " ",
    `${VISITOR}, 10.0.0.1`,
    "=HYPERLINK(1)",
    "203.0.113.007",
    "203.0.113.0/24",
    "fe80::1%eth0",
  ])("is one that tells no address: %j", async (client) => {
    const send = await appWith();
    await emptyTrail();
    expect((await wrong(send, { client })).status).toBe(200);
    const [row] = await auditRowsOnce(1, { user: "hans" });
    expect(row?.client).toBe(APPLICATION);
    for (let i = 0; i < 5; i++) await wrong(send, { client });
    expect((await check(send, { ...RIGHT, client })).status).toBe(200);
  });
});

describe("the parameter client", () => {
  async function clientOf(ask: (send: Send) => Promise<unknown>, columns: Record<string, string> = { user: "hans" }) {
    const send = await appWith();
    await emptyTrail();
    await ask(send);
    const [row] = await auditRowsOnce(1, columns);
    return row?.client;
  }

  it.each([
    [VISITOR, VISITOR],
    [` ${VISITOR} `, VISITOR],
    [`::ffff:${VISITOR}`, VISITOR],
    ["2001:DB8:0::7", "2001:db8::7"],
  ])("is the address in the trail, in its one spelling: %s", async (client, told) => {
    expect(await clientOf((send) => check(send, { user: "hans", pass: "wrong", client }))).toBe(told);
    expect(await clientOf((send) => check(send, { ...RIGHT, client }))).toBe(told);
  });

  it.each(["/validate/samlcheck", "/validate/radiuscheck"])("counts at %s, too", async (path) => {
    const fields = { user: "hans", pass: "wrong", client: VISITOR };
    expect(await clientOf((send) => postOver(send, path, fields, from(APPLICATION)))).toBe(VISITOR);
  });

  it("counts in a query, and in JSON", async () => {
    const query = new URLSearchParams({ user: "hans", pass: "wrong", client: VISITOR });
    const init = { headers: from(APPLICATION) };
    expect(await clientOf((send) => requestOver(send, `/validate/check?${query}`, init))).toBe(VISITOR);
    const json = {
      method: "POST",
      headers: { ...from(APPLICATION), "Content-Type": "application/json" },
      body: JSON.stringify(Object.fromEntries(query)),
    };
    expect(await clientOf((send) => requestOver(send, "/validate/check", json))).toBe(VISITOR);
  });

  it("counts where an account opens a login, and more than its token", async () => {
    const headers = { ...(await serviceAccount("trigger", ["triggerchallenge"])), ...from(APPLICATION) };
    const trigger = (send: Send, user: string, client: string) =>
      postOver(send, "/validate/triggerchallenge", { user, client }, headers);
    expect(await clientOf((send) => trigger(send, "hans", VISITOR))).toBe(VISITOR);
    const send = await appWith();
    for (let i = 0; i < 4; i++) await trigger(send, `made-up-${i}`, STRANGER);
    expect((await trigger(send, "hans", STRANGER)).status).toBe(429);
    expect((await trigger(send, "hans", VISITOR)).status).toBe(200);
  });

  it("counts where a login is finished", async () => {
    const { phone } = await enrol({ user: "lena", pin: "1234" });
    const send = await appWith();
    const { id, link } = await openLogin({ user: "lena", pass: "1234" });
    const response = await responseOf(phone, link);
    await emptyTrail();
    const { json } = await check(send, { user: "lena", transaction_id: id, response, client: VISITOR });
    expect(json.result.value).toBe(true);
    expect((await auditRowsOnce(1, { user: "lena" })).every(({ client }) => client === VISITOR)).toBe(true);
  });

  it("is no parameter to warn of, from wherever it comes", async () => {
    const send = await appWith();
    for (const address of [APPLICATION, STRANGER])
      expect((await check(send, { ...RIGHT, client: VISITOR }, address)).json.detail.warnings).toBeUndefined();
  });

  it("counts for nothing from any other address", async () => {
    for (const address of ["192.0.2.16", "2001:db8:b::1", "::ffff:192.0.2.16"])
      expect(await clientOf((send) => check(send, { ...RIGHT, client: VISITOR }, address))).not.toBe(VISITOR);
    const send = await appWith();
    for (let i = 0; i < 4; i++) await guesses(send, 1, { client: `203.0.113.${i}` }, STRANGER);
    expect((await check(send, { ...RIGHT, client: VISITOR }, STRANGER)).status).toBe(429);
  });

  it("counts for nothing where no proxy is trusted", async () => {
    for (const [TRUSTED_PROXY, client] of [
      ["off", "unknown"],
      ["local", "127.0.0.1"], // also of the visitors of a proxy on this machine
    ] as const) {
      const send = await appWith({ TRUSTED_PROXY, APPLICATION_NETWORKS: "127.0.0.1" });
      await emptyTrail();
      await check(send, { ...RIGHT, client: VISITOR });
      expect((await auditRowsOnce(1, { user: "hans" }))[0]?.client).toBe(client);
    }
  });

  it("is the only thing that counts: no header does", async () => {
    const forged = { "X-Forwarded-For": VISITOR, "X-Real-IP": VISITOR, Forwarded: `for=${VISITOR}` };
    expect(await clientOf((send) => check(send, RIGHT, APPLICATION, forged))).toBe(APPLICATION);
  });

  it("counts for nothing at /auth, where the server itself signs in", async () => {
    await serviceAccount("server", []);
    const fields = { username: "server", password: "service", client: VISITOR };
    const signIn = (send: Send) => postOver(send, "/auth", fields, from(APPLICATION));
    expect(await clientOf(signIn, { administrator: "server" })).toBe(APPLICATION);
  });
});

describe("GET /system/ and the console", () => {
  const system = async (send: Send) => (await asAdminOver(send, "GET", "/system/")).json.detail;

  it("tell of a network whose limit is reached though right PINs come from there, until it is named", async () => {
    const send = await appWith({ APPLICATION_NETWORKS: "" });
    for (const address of [APPLICATION, "2001:db8:a::7"]) {
      await check(send, RIGHT, address);
      await guesses(send, 4, {}, address);
    }
    const detail = await system(send);
    expect(detail.limited_networks).toEqual([
      { network: expect.any(String), limited_at: expect.stringMatching(/^\d{4}-/) },
      { network: expect.any(String), limited_at: expect.stringMatching(/^\d{4}-/) },
    ]);
    expect(detail.limited_networks.map(({ network }: { network: string }) => network).sort()).toEqual([
      APPLICATION,
      "2001:db8:a::/64",
    ]);
    expect(detail.warnings).toEqual([expect.stringContaining("APPLICATION_NETWORKS")]);
    expect(detail.warning_codes).toEqual(["limited-networks"]);
    for (const [language, word] of [
      ["en", "application server"],
      ["de", "Server einer Anwendung"],
      ["nl", "server van een toepassing"],
    ] as const) {
      const browser = new ConsoleBrowser(send);
      browser.language = language;
      await browser.signIn("admin", ADMIN_PASSWORD);
      const { text } = await browser.get("/console/settings");
      expect(text).toContain(APPLICATION);
      expect(text).toContain(word);
    }
    expect(Object.keys(await system(await appWith()))).toEqual(["settings"]);
  });

  it("tell it to accounts with the right alone", async () => {
    const headers = await serviceAccount("reads nothing", ["tokenlist"]);
    expect((await requestOver(await appWith(), "/system/", { headers })).text).not.toContain(APPLICATION);
  });

  it("tell of nobody who only guesses wrong, nor of an office that signs in at a page", async () => {
    await env.DB.exec("DELETE FROM limited_network");
    const send = await appWith({ APPLICATION_NETWORKS: "" });
    await guesses(send, 4, {}, STRANGER);
    const office = new Browser((request) => {
      request.headers.set("CF-Connecting-IP", VISITOR);
      return send(request);
    });
    await office.begin({ user: "hans", pin: "1234" });
    await guesses(send, 4, {}, VISITOR);
    expect((await check(send, RIGHT, VISITOR)).status).toBe(429);
    expect(await system(send)).not.toHaveProperty("limited_networks");
  });
});
