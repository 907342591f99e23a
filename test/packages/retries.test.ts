// Which requests of the client package are sent again, and when. Pauses are recorded and not slept.

import { describe, expect, it } from "vitest";
import { TiqrError, TiqrManagement } from "../../packages/client/index.js";

const ok = () => Response.json({ result: { status: true, value: 1 }, detail: {} });
const busy = (status: number, headers: Record<string, string> = {}) => new Response("busy", { status, headers });
/** As fetch fails in Node. */
const failing = (code?: string) => {
  throw new TypeError("fetch failed", code === undefined ? {} : { cause: Object.assign(new Error(code), { code }) });
};

/** A client whose requests get these answers one after the other, and the pauses that it made. */
function clientWith(...answers: (() => Response)[]) {
  const pauses: number[] = [];
  const asked: string[] = [];
  const manage = new TiqrManagement({
    baseUrl: "https://tiqr.test",
    apiKey: "pi_1_2",
    fetch: async (url, init) => {
      asked.push(`${init?.method} ${url.replace("https://tiqr.test", "")}`);
      return (answers.shift() ?? ok)();
    },
    sleep: async (milliseconds) => void pauses.push(milliseconds),
    random: () => 0,
    now: () => Date.UTC(2026, 0, 1),
  });
  return { manage, pauses, asked };
}

const safe: readonly [string, (manage: TiqrManagement) => Promise<unknown>][] = [
  ["a look", (manage) => manage.users.list()],
  ["enabling", (manage) => manage.tokens.enable({ serial: "A" })],
  ["setting a PIN", (manage) => manage.tokens.setPin({ serial: "A" }, "1234")],
  ["deleting", (manage) => manage.tokens.delete("A")],
  ["a change of an account", (manage) => manage.accounts.change("a", { disabled: true })],
];
const unsafe: readonly [string, (manage: TiqrManagement) => Promise<unknown>][] = [
  ["making a token", (manage) => manage.tokens.init({ user: "a" })],
  ["a random PIN", (manage) => manage.tokens.setRandomPin({ serial: "A" })],
  ["unlocking many, whose count and cursor would be lost", (manage) => manage.tokens.resetMany({ realm: "a" })],
  ["making a link", (manage) => manage.links.make({ user: "a" })],
  ["making a key", (manage) => manage.accounts.makeKey("a")],
  ["a new secret of an application", (manage) => manage.clients.rotateSecret("a")],
  ["a new secret of an endpoint", (manage) => manage.endpoints.rotateSecret("a")],
  ["a test message", (manage) => manage.endpoints.test("a")],
  ["assigning", (manage) => manage.tokens.assign({ serial: "A", user: "a" })],
];

describe("a request that may be carried out twice", () => {
  it.each(safe)("is sent again: %s", async (_, call) => {
    const { manage, pauses, asked } = clientWith(() => busy(503), failing);
    await call(manage);
    expect(pauses).toEqual([300, 600]);
    expect(new Set(asked).size).toBe(1);
  });

  it("is given up after two repetitions", async () => {
    const { manage, asked } = clientWith(
      () => busy(502),
      failing,
      () => busy(504),
    );
    await expect(manage.users.list()).rejects.toMatchObject({ code: "unavailable", status: 504 });
    expect(asked).toHaveLength(3);
  });

  it("is not sent again when the service has refused it", async () => {
    const refusal = Response.json(
      { result: { status: false, error: { code: 303, message: "ERR303: no" } } },
      { status: 403 },
    );
    const { manage, asked } = clientWith(() => refusal);
    await expect(manage.users.list()).rejects.toMatchObject({ code: "refused", number: 303, message: "ERR303: no" });
    expect(asked).toHaveLength(1);
  });
});

describe("a request that must be carried out once", () => {
  it.each(unsafe)("is not sent again when it may have been: %s", async (_, call) => {
    for (const answer of [() => busy(503, { "Retry-After": "1" }), () => failing(), () => failing("ECONNRESET")]) {
      const { manage, asked } = clientWith(answer);
      await expect(call(manage)).rejects.toBeInstanceOf(TiqrError);
      expect(asked).toHaveLength(1);
    }
  });

  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])(
    "is sent again when %s says that there was no connection",
    async (code) => {
      const { manage, asked } = clientWith(() => failing(code));
      await manage.accounts.make({ name: "a", rights: [] });
      expect(asked).toHaveLength(2);
    },
  );

  it("is sent again when a limit has refused it, not before Retry-After", async () => {
    const { manage, pauses } = clientWith(() => busy(429, { "Retry-After": "7" }));
    await manage.accounts.make({ name: "a", rights: [] });
    expect(pauses).toEqual([7000]);
  });
});

describe("a pause", () => {
  it("is as long as Retry-After says, and none is longer than ten seconds", async () => {
    const { manage, pauses } = clientWith(
      () => busy(503, { "Retry-After": "Thu, 01 Jan 2026 00:00:04 GMT" }),
      () => busy(503, { "Retry-After": "11" }),
    );
    await expect(manage.users.list()).rejects.toMatchObject({ retryAfterMs: 11_000 });
    expect(pauses).toEqual([4000]);
  });

  it("ends with the signal, and nothing more is sent", async () => {
    const asked: string[] = [];
    const aborting = new AbortController();
    const manage = new TiqrManagement({
      baseUrl: "https://tiqr.test",
      fetch: async (url) => {
        asked.push(url);
        return busy(503, { "Retry-After": "9" });
      },
    });
    const looking = manage.users.list({}, { signal: aborting.signal });
    setTimeout(() => aborting.abort("enough"), 5);
    await expect(looking).rejects.toBe("enough");
    expect(asked).toHaveLength(1);
  });
});

it("gives a request the time that its call names", async () => {
  const manage = new TiqrManagement({
    baseUrl: "https://tiqr.test",
    retries: 0,
    fetch: (_url, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason))),
  });
  await expect(manage.users.list({}, { timeoutMs: 5 })).rejects.toMatchObject({
    code: "network",
    cause: { name: "TimeoutError" },
  });
});
