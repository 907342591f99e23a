// The answers and logs when the settings are bad or the platform fails.

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import service, { buildApp } from "../../../src/index.ts";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import {
  admin,
  asAdmin,
  check,
  enrol,
  makePhone,
  ORIGIN,
  openLogin,
  poll,
  post,
  request,
  responseOf,
  tokenOf,
  worker,
} from "../../support/service.ts";

const METHODS = ["log", "info", "warn", "error", "debug", "trace", "dir", "table"] as const;

/** Everything that is logged from now on, as the platform would write it. */
function spyOnLogs(): () => string {
  const spies = METHODS.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
  const written = (value: unknown): string =>
    value instanceof Error
      ? `${value.stack} ${value.message} ${written(value.cause)}`
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
  return () => spies.flatMap((spy) => spy.mock.calls.flat().map(written)).join("\n");
}

/** Runs `work` while D1 has no table of tokens, so every statement about one fails. */
async function withoutTokens<T>(work: () => Promise<T>): Promise<T> {
  await env.DB.prepare("ALTER TABLE token RENAME TO away").run();
  try {
    return await work();
  } finally {
    await env.DB.prepare("ALTER TABLE away RENAME TO token").run();
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a bad setting", () => {
  const secret = "not-base64-and-not-for-the-public";
  it.each([
    ["MASTER_KEY", { MASTER_KEY: secret }],
    ["MASTER_KEY", { MASTER_KEY: "" }],
    ["MASTER_KEY_PREVIOUS", { MASTER_KEY_PREVIOUS: secret }],
    ["BOOTSTRAP_ADMIN", { BOOTSTRAP_ADMIN: secret }],
    ["PUBLIC_URL", { PUBLIC_URL: "" }],
    ["PUBLIC_URL", { PUBLIC_URL: undefined }],
    ["TIQR_SERVICE_IDENTIFIER", { TIQR_SERVICE_IDENTIFIER: "Not.A/Host" }],
    ["TIQR_OCRASUITE", { TIQR_OCRASUITE: "OCRA-1:HOTP-SHA1-6:QA10" }],
    ["TIQR_UNIVERSAL_LINK_BASE", { TIQR_URL_FORMAT: "universal" }],
    ["RATE_LIMITS", { RATE_LIMITS: "yes" }],
    ["TRUSTED_PROXY", { TRUSTED_PROXY: "yes" }],
    ["PIN_ITERATIONS", { PIN_ITERATIONS: "100001" }],
    ["MAX_FAIL", { MAX_FAIL: "0" }],
  ])("%s answers every request with 503, its name and not its value", async (name, settings) => {
    const bad = { ...env, ...settings } as Env;
    const asked = new Request(`${ORIGIN}/health`) as Request<unknown, IncomingRequestCfProperties>;
    const response = await service.fetch(asked, bad, createExecutionContext());
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).toMatch(new RegExp(`^configuration: ${name} [^\\n]+\\n$`));
    expect(text).not.toContain(secret);
    await expect(buildApp(bad)).rejects.toThrow(name);
  });
});

describe("while D1 fails", () => {
  it("applications hear 503 in an envelope, and phones a word that lets them try again", async () => {
    spyOnLogs();
    const { phone, serial } = await enrol({ user: "d1", pin: "1234" });
    const { id, link } = await openLogin({ user: "d1", pass: "1234" });
    const response = await responseOf(phone, link);
    const answer = { sessionKey: await sessionKeyFor(id), userId: "u", operation: "login" };
    const [session, old] = [await admin(), makePhone(worker, 1, phone.accounts)];
    await withoutTokens(async () => {
      const unavailable = {
        code: 503,
        message: "The service cannot answer right now. Please try again.",
      };
      for (const reply of [
        await check({ user: "d1", pass: "1234" }),
        await request("/token/", { headers: session }),
        await request(`/ttype/tiqr?action=metadata&session=x&serial=${serial}`),
        await check({ user: "d1", transaction_id: id, response }),
      ]) {
        expect(reply.status).toBe(503);
        expect(reply.json).toMatchObject({ detail: null, id: 1, result: { status: false, error: unavailable } });
      }
      for (const digits of [response, "00000000"]) {
        expect((await post("/ttype/tiqr", { ...answer, response: digits })).text).toBe("INVALID_REQUEST");
        const json = await post("/ttype/tiqr", { ...answer, response: digits }, { "X-TIQR-Protocol-Version": "2" });
        expect(withoutSentence(json.text)).toBe('{"responseCode":202}');
      }
      const pushed = await post(`/ttype/tiqr?action=enrollment&session=x&serial=${serial}`, {
        secret: "ab".repeat(32),
      });
      expect([pushed.status, pushed.text]).toEqual([200, "ENROLLMENT_REFUSED"]);
      expect((await poll(id)).json.detail.transaction_state).toBe("open");
    });
    // Nothing was marked or counted, and the same QR code works.
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(await old.login(link)).toMatchObject({ told: "logged-in" });
    await withoutTokens(async () => {
      expect((await check({ user: "d1", transaction_id: id })).status).toBe(503);
    });
    expect((await check({ user: "d1", transaction_id: id })).json.result.value).toBe(true);
  });
});

describe("the logs", () => {
  it("never hold a PIN, a password, a secret, a session, a response or a JWT", async () => {
    const logged = spyOnLogs();
    const pin = "Pin-Of-The-Log-Test";
    const session = await admin();
    const { phone } = await enrol({ user: "logs", pin });
    const { id, link } = await openLogin({ user: "logs", pass: pin });
    const response = await responseOf(phone, link);
    const answer = { sessionKey: await sessionKeyFor(id), userId: "u", operation: "login" };
    const unfinished = (await asAdmin("POST", "/token/init", { user: "logs", pin })).json.detail;
    const metadataPath = unfinished.tiqrenroll.value.replace("tiqrenroll://https://tiqr.test", "");
    const secret = phone.accounts[0]?.secretHex ?? "";
    await withoutTokens(async () => {
      // Each of these fails inside, and says so.
      await request(`/validate/check?user=logs&pass=${pin}`);
      await check({ user: "logs", pass: pin });
      await request(metadataPath);
      await request(`/token/?user=logs&pass=${pin}`, { headers: session });
      await post(metadataPath.replace("metadata", "enrollment"), { secret });
      await post("/ttype/tiqr", { ...answer, response });
      await check({ user: "logs", transaction_id: id, response });
    });
    await env.DB.prepare("UPDATE token SET sealed_pin = 'x.y' WHERE serial = ?").bind(unfinished.serial).run();
    await check({ user: "logs", pass: pin }); // a PIN that does not open
    await post("/auth", { username: "admin", password: "Wrong-Password-Of-The-Log-Test" });
    await request("/nosuch?pass=Pin-Of-The-Log-Test");
    await phone.login(link);
    await check({ user: "logs", transaction_id: id });

    const text = logged();
    expect(text).toMatch(/\/validate\/check failed/);
    expect(text).toMatch(/\/ttype\/tiqr failed/);
    expect(text).toMatch(/platform failed during answer/);
    const enrolmentSession = /session=([\w-]+)/.exec(metadataPath)?.[1];
    const secrets = {
      pin,
      secret,
      response,
      enrolmentSession,
      jwt: session["PI-Authorization"],
      masterKey: env.MASTER_KEY,
    };
    for (const [name, value] of Object.entries({ ...secrets, password: "Wrong-Password-Of-The-Log-Test" })) {
      expect(value?.length).toBeGreaterThan(7);
      expect([name, text.includes(value as string)]).toEqual([name, false]);
    }
  });
});
