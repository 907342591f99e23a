// The client package against the real worker, with the project's own phone. It only polls here
// (with a WebSocket: tiqr-client-socket.test.ts). Unless a test says otherwise, pauses are recorded
// and not slept, and they move the clock.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { logIn } from "../../packages/client/example.ts";
import exampleText from "../../packages/client/example.ts?raw";
import { type Challenge, TiqrClient, type TiqrClientOptions, TiqrError } from "../../packages/client/index.js";
import readme from "../../packages/client/README.md?raw";
import { Phone } from "../../phone/phone.ts";
import { asAdmin, initToken, ORIGIN, poll, tokenOf, worker } from "../support/service.ts";

const PIN = "24%68+é";
const REFUSED = { triggered: false, code: undefined };

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;
const service: Fetch = (url, init) => worker(new Request(url, init));

const phone = new Phone({
  fetch: service,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  protocol: 2,
  accounts: [],
});
let serial: string;

/** A token on the phone, for a user with this name. */
async function enroll(user: string, fields: Record<string, string> = {}): Promise<string> {
  // The service decodes forms twice, so this PIN is encoded twice; the client sends JSON, which is
  // not decoded.
  const { detail } = (await initToken({ user, pin: encodeURIComponent(PIN), ...fields })).json;
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  return detail.serial;
}

/** A client, a record of what it did, and what happens during its pauses (the first is pause 1). */
function clientWith(
  options: Partial<TiqrClientOptions> = {},
  during: (pause: number, client: TiqrClient) => unknown = () => {},
) {
  const pauses: number[] = [];
  const asked: string[] = [];
  let nowMs = Date.UTC(2026, 0, 1);
  const { fetch = service, ...others } = options;
  const client: TiqrClient = new TiqrClient({
    baseUrl: ORIGIN,
    WebSocket: false,
    fetch: (url, init) => {
      asked.push(`${init?.method ?? "GET"} ${url.slice(ORIGIN.length).replace(/\d{20}/, "<id>")}`);
      return fetch(url, init);
    },
    sleep: async (milliseconds) => {
      nowMs += milliseconds;
      await during(pauses.push(milliseconds), client);
    },
    random: () => 0,
    now: () => nowMs,
    ...others,
  });
  return { client, pauses, asked };
}

async function triggered(client: TiqrClient, user = "alice"): Promise<Challenge> {
  const challenge = await client.trigger({ user, pin: PIN });
  if (!challenge.triggered) throw new Error(challenge.message);
  return challenge;
}

/** Answers the first polls from a list, then lets the others through. */
function first(...answers: (() => Response | Promise<Response>)[]): Fetch {
  return async (url, init) =>
    (url.includes("/polltransaction") ? answers.shift()?.() : undefined) ?? (await service(url, init));
}

const busy =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response("busy", { status, headers });
const hiccup = () => Promise.reject(new TypeError("connection reset"));
const answered =
  (body: unknown, status = 200) =>
  async () =>
    typeof body === "string" ? new Response(body, { status }) : Response.json(body, { status });
const pollAnswer = (value: boolean, detail: unknown) => ({ result: { status: true, value }, detail });
const hang: Fetch = (_url, init) =>
  new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));

const errorOf = (work: Promise<unknown>): Promise<TiqrError> =>
  work.then(
    (value) => Promise.reject(new Error(`expected an error, got ${JSON.stringify(value)}`)),
    (error) => (error instanceof TiqrError ? error : Promise.reject(error)),
  );

beforeAll(async () => {
  serial = await enroll("alice");
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a login", () => {
  it("triggers, waits while pending, and is accepted once the phone has answered", async () => {
    let challenge: Challenge | undefined;
    const { client, asked } = clientWith({}, (pause) => pause === 2 && phone.login(challenge?.link ?? ""));
    let askedBefore = 0;
    const show = async (shown: Challenge) => {
      challenge = shown;
      await new Promise((resolve) => setTimeout(resolve, 20));
      askedBefore = asked.length;
    };
    expect(await client.login({ user: "alice", pin: PIN, show })).toEqual({ accepted: true, serial });
    const polled = "GET /validate/polltransaction?transaction_id=<id>";
    expect(asked).toEqual(["POST /validate/check", polled, polled, polled, "POST /validate/check"]);
    expect(askedBefore).toBe(1);
  });

  it("shows a QR code, the link in it and a message before it polls", async () => {
    const challenge = await triggered(clientWith().client);
    expect(challenge).toEqual({
      triggered: true,
      transactionId: expect.stringMatching(/^\d{20}$/),
      qrImage: expect.stringMatching(/^data:image\/png;base64,/),
      link: expect.stringMatching(/^tiqrauth:\/\/alice_realm1@tiqr\.test\/\d{20}\//),
      message: "Please scan the QR Code",
    });
  });

  it("names the realm in both requests", async () => {
    const other = await enroll("rose", { realm: "realm2" });
    const { client } = clientWith();
    expect(await client.trigger({ user: "rose", pin: PIN })).toMatchObject({ triggered: false });
    const show = ({ link }: Challenge) => phone.login(link);
    expect(await client.login({ user: "rose", realm: "realm2", pin: PIN, show })).toEqual({
      accepted: true,
      serial: other,
    });
  });

  it("names the step that ended it", async () => {
    const show = vi.fn();
    const { client, pauses } = clientWith();
    const wrong = await client.login({ user: "alice", pin: "wrong", show });
    expect(wrong).toEqual({ accepted: false, why: "refused", message: "wrong otp pin", reason: "wrong-pin" });
    expect(show).not.toHaveBeenCalled();
    expect(await client.login({ user: "alice", pin: PIN, show, timeoutMs: 1000 })).toEqual({
      accepted: false,
      why: "timeout",
    });
    expect(show).toHaveBeenCalledOnce();
    expect(pauses).toEqual([300, 375, 325]);

    const disabling = async ({ link }: Challenge) => {
      await phone.login(link);
      await asAdmin("POST", "/token/disable", { serial });
    };
    const late = await client.login({ user: "alice", pin: PIN, show: disabling });
    await asAdmin("POST", "/token/enable", { serial });
    const told = { message: "Token is disabled", reason: "token-disabled" };
    expect(late).toEqual({ accepted: false, why: "not-finalized", ...told });
  });

  it("takes a base URL with a path and a slash at its end", async () => {
    const urls: string[] = [];
    const fetch: Fetch = (url) => {
      urls.push(url);
      return answered(pollAnswer(true, { challenge_status: "accept" }))();
    };
    await clientWith({ baseUrl: "https://pi.test/path/", fetch }).client.wait("1&x");
    expect(urls).toEqual(["https://pi.test/path/validate/polltransaction?transaction_id=1%26x"]);
  });

  it("runs as the README shows it", async () => {
    expect(readme).toContain(`\`\`\`ts\n${exampleText}\`\`\`\n`);
    const { client } = clientWith();
    const scan = ({ link }: Challenge) => void phone.login(link);
    expect(await logIn(client, "alice", PIN, scan)).toBe(`Welcome alice, logged in with ${serial}.`);
    expect(await logIn(client, "alice", "wrong", scan)).toBe("Not logged in: wrong otp pin");
    expect(await logIn(clientWith({ fetch: hiccup }).client, "alice", PIN, scan)).toBe("Please try again in a minute.");
  });
});

describe("trigger", () => {
  it("is refused with a wrong PIN, which counts once", async () => {
    const before = Number((await tokenOf(serial)).failcount);
    const { client, asked } = clientWith();
    expect(await client.trigger({ user: "alice", pin: "13579" })).toEqual({
      ...REFUSED,
      message: "wrong otp pin",
      reason: "wrong-pin",
    });
    expect(asked).toHaveLength(1);
    expect((await tokenOf(serial)).failcount).toBe(before + 1);
  });

  it("is refused for an unknown user like for one without tokens", async () => {
    const message = "The user has no tokens assigned";
    const refusal = { ...REFUSED, message, reason: "no-tokens" };
    expect(await clientWith().client.trigger({ user: "nobody", pin: PIN })).toEqual(refusal);
  });

  it("is refused with privacyIDEA's number where the answer is an error", async () => {
    expect(await clientWith().client.trigger({ user: "", pin: PIN })).toEqual({
      triggered: false,
      code: 905,
      message: expect.stringMatching(/^ERR905: /),
      reason: "missing-subject",
    });
  });

  it("takes the TiQR challenge among those of other tokens, as privacyIDEA lists them", async () => {
    const others = { transaction_id: "1", attributes: null, message: "Enter the OTP" };
    const attributes = { img: "data:image/png;base64,AA==", value: "tiqrauth://a@b/1/2/c" };
    const entry = { transaction_id: "1", attributes, message: "Please scan" };
    const body = { result: { status: true, value: false }, detail: { ...others, multi_challenge: [others, entry] } };
    expect(await clientWith({ fetch: answered(body) }).client.trigger({ user: "alice", pin: PIN })).toEqual({
      triggered: true,
      transactionId: "1",
      qrImage: attributes.img,
      link: attributes.value,
      message: "Please scan",
    });
  });

  it.each([
    ["a page of HTML", "<html>"],
    ["JSON of something else", { error: "Not found" }],
    ["null", "null"],
    ["a result without a status", { result: { value: false }, detail: null }],
    ["a challenge without TiQR", { result: { status: true, value: false }, detail: { transaction_id: "1" } }],
    ["a login without a challenge", { result: { status: true, value: true }, detail: null }],
  ])("throws at %s", async (_, body) => {
    const { client } = clientWith({ fetch: answered(body) });
    expect(await errorOf(client.trigger({ user: "alice", pin: PIN }))).toMatchObject({
      name: "TiqrError",
      code: "unexpected-answer",
    });
  });

  it.each([
    ["a network failure", hiccup, { code: "network", cause: new TypeError("connection reset") }],
    ["429", busy(429, { "Retry-After": "60" }), { code: "unavailable", retryAfterMs: 60_000 }],
    ["503", busy(503), { code: "unavailable", retryAfterMs: undefined }],
  ])("is not repeated after %s", async (_, answer, expected) => {
    const { client, asked, pauses } = clientWith({ fetch: async () => answer() });
    expect(await errorOf(client.trigger({ user: "alice", pin: PIN }))).toMatchObject(expected);
    expect([asked.length, pauses.length]).toEqual([1, 0]);
  });
});

describe("wait ends with", () => {
  it("blocked when wrong responses have blocked the transaction", async () => {
    const weak = await enroll("bob");
    await asAdmin("POST", "/token/set", { serial: weak, max_failcount: "1" });
    const { client } = clientWith();
    const { transactionId, link } = await triggered(client, "bob");
    expect(await phone.login(link, true)).toMatchObject({ told: "refused" });
    expect(await client.wait(transactionId)).toBe("blocked");

    const { client: plain } = clientWith({ fetch: withoutState });
    expect(await plain.wait(transactionId)).toBe("declined");
  });

  it("expired when the challenge has expired", async () => {
    const { client } = clientWith({}, () => vi.setSystemTime(Date.now() + 121_000));
    const { transactionId } = await triggered(client);
    vi.useFakeTimers({ toFake: ["Date"] });
    expect(await client.wait(transactionId)).toBe("expired");
  });

  it("cancelled when an administrator has cancelled it", async () => {
    let transactionId = "";
    const cancel = () => asAdmin("DELETE", `/token/challenges/transaction/${transactionId}`);
    const { client, pauses } = clientWith({}, cancel);
    ({ transactionId } = await triggered(client));
    expect(await client.wait(transactionId)).toBe("cancelled");
    expect(pauses).toHaveLength(1);
  });

  it("used when the login was finalized, and unknown when there never was one", async () => {
    const { client } = clientWith();
    const { transactionId, link } = await triggered(client);
    await phone.login(link);
    await client.finalize({ user: "alice", transactionId });
    expect(await client.wait(transactionId)).toBe("used");
    expect(await client.wait("01234567890123456789")).toBe("unknown");
  });

  it("timeout when no answer comes in time, after a last poll", async () => {
    const { client, pauses, asked } = clientWith();
    const { transactionId } = await triggered(client);
    expect(await client.wait(transactionId, { timeoutMs: 1000 })).toBe("timeout");
    expect(pauses).toEqual([300, 375, 325]);
    expect(asked).toHaveLength(1 + 4);
    expect(await client.wait(transactionId, { timeoutMs: 0 })).toBe("timeout");
    expect(pauses).toHaveLength(3);
  });

  it("accepted when the answer comes in the last pause", async () => {
    let link = "";
    const { client } = clientWith({}, () => phone.login(link));
    const challenge = await triggered(client);
    ({ link } = challenge);
    expect(await client.wait(challenge.transactionId, { timeoutMs: 100 })).toBe("accepted");
  });
});

/** The service without the fields that privacyIDEA does not have. */
const withoutState: Fetch = async (url, init) => {
  // biome-ignore lint/suspicious/noExplicitAny: an answer is changed freely
  const body: any = await (await service(url, init)).json();
  delete body.detail.transaction_state;
  return Response.json(body);
};

describe("without transaction_state, as in privacyIDEA", () => {
  it("wait is pending, then accepted", async () => {
    let link = "";
    const { client, pauses } = clientWith({ fetch: withoutState }, (pause) => pause === 2 && phone.login(link));
    const challenge = await triggered(client);
    ({ link } = challenge);
    expect(await client.wait(challenge.transactionId)).toBe("accepted");
    expect(pauses).toHaveLength(2);
  });

  it.each([
    ["accept", true, "accepted"],
    ["declined", false, "declined"],
    ["cancelled", false, "cancelled"],
    ["pending", false, "timeout"],
    ["a word of later", false, "timeout"],
    ["pending", true, "timeout"],
    [undefined, true, "accepted"],
    [undefined, false, "timeout"],
  ])("status %s with value %s is %s", async (challenge_status, value, outcome) => {
    const { client } = clientWith({ fetch: answered(pollAnswer(value, { challenge_status })) });
    expect(await client.wait("1", { timeoutMs: 500 })).toBe(outcome);
  });

  it("ignores a state that it does not know, and uses the status", async () => {
    const detail = { challenge_status: "declined", transaction_state: "a word of later" };
    expect(await clientWith({ fetch: answered(pollAnswer(false, detail)) }).client.wait("1")).toBe("declined");
  });
});

describe("the pauses between polls", () => {
  it("grow by a quarter up to two seconds, shortened by up to a quarter", async () => {
    const fetch = answered(pollAnswer(false, { challenge_status: "pending" }));
    const { client, pauses } = clientWith({ fetch });
    await client.wait("1", { timeoutMs: 120_000 });
    const rounded = pauses.map(Math.round);
    expect(rounded.slice(0, 10)).toEqual([300, 375, 469, 586, 732, 916, 1144, 1431, 1788, 2000]);
    expect(new Set(rounded.slice(10, -1))).toEqual(new Set([2000]));
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeCloseTo(120_000, 2);

    const shortened = clientWith({ fetch, random: () => 1 });
    await shortened.client.wait("1", { timeoutMs: 120_000 });
    expect(shortened.pauses.slice(0, 2)).toEqual([225, 281.25]);
    expect(Math.max(...shortened.pauses)).toBe(1500);
  });

  it("double through failures up to ten seconds, and an answer ends that", async () => {
    const pending = answered(pollAnswer(false, { challenge_status: "pending" }));
    const answers = [hiccup, busy(503), busy(500), hiccup, hiccup, hiccup, pending, hiccup];
    let link = "";
    const { client, pauses } = clientWith({ fetch: first(...answers) }, (pause) => pause === 8 && phone.login(link));
    const challenge = await triggered(client);
    ({ link } = challenge);
    expect(await client.wait(challenge.transactionId)).toBe("accepted");
    expect(pauses).toEqual([600, 1200, 2400, 4800, 9600, 10_000, expect.closeTo(1144, 0), 600]);
  });

  it("keep to Retry-After, in seconds and as a date", async () => {
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, 7 + 20)).toUTCString();
    const answers = [busy(429, { "Retry-After": "7" }), busy(503, { "Retry-After": at })];
    const { client, pauses } = clientWith({ fetch: first(...answers), random: () => 1 });
    const { transactionId, link } = await triggered(client);
    await phone.login(link);
    expect(await client.wait(transactionId)).toBe("accepted");
    expect(pauses).toEqual([7000, 20_000]);
  });

  it.each(["0", "soon", "Thu, 01 Jan 1970 00:00:00 GMT"])("are the usual ones at Retry-After %s", async (value) => {
    const { client, pauses } = clientWith({ fetch: first(busy(503, { "Retry-After": value })) });
    const { transactionId, link } = await triggered(client);
    await phone.login(link);
    expect(await client.wait(transactionId)).toBe("accepted");
    expect(pauses).toEqual([600]);
  });
});

describe("wait throws", () => {
  it("the failure when the time is up while the service fails", async () => {
    const { client, pauses } = clientWith({ fetch: hiccup });
    expect(await errorOf(client.wait("1", { timeoutMs: 2000 }))).toMatchObject({ code: "network" });
    expect(pauses).toEqual([600, 1200, 200]);
  });

  it("at once if it may not ask again before the time is up", async () => {
    const { client, pauses } = clientWith({ fetch: first(busy(429, { "Retry-After": "60" })) });
    const error = await errorOf(client.wait("1", { timeoutMs: 59_000 }));
    expect(error).toMatchObject({ code: "unavailable", retryAfterMs: 60_000 });
    expect(pauses).toEqual([]);
  });

  it.each([
    ["a page of HTML", "<html>", 200],
    ["an error of the service", { result: { status: false, error: { code: 905, message: "no" } }, detail: null }, 400],
  ])("at %s, which no pause would mend", async (_, body, status) => {
    const { client, asked } = clientWith({ fetch: answered(body, status) });
    expect(await errorOf(client.wait("1"))).toMatchObject({ code: "unexpected-answer" });
    expect(asked).toHaveLength(1);
  });

  it("the signal's reason when aborted between polls, with the pauses of the platform", async () => {
    const { transactionId } = await triggered(clientWith().client);
    const aborting = new AbortController();
    const fetch: Fetch = async (url, init) => {
      setTimeout(() => aborting.abort("the user left"), 10);
      return service(url, init);
    };
    const client = new TiqrClient({ baseUrl: ORIGIN, WebSocket: false, fetch, random: () => 0 });
    const begun = Date.now();
    await expect(client.wait(transactionId, { signal: aborting.signal })).rejects.toBe("the user left");
    expect(Date.now() - begun).toBeLessThan(290);
  });

  it("the signal's reason when aborted during a poll, or before", async () => {
    const { client, asked } = clientWith({ fetch: hang });
    const aborting = new AbortController();
    const waiting = client.wait("1", { signal: aborting.signal });
    aborting.abort("the user left");
    await expect(waiting).rejects.toBe("the user left");
    await expect(client.wait("1", { signal: aborting.signal })).rejects.toBe("the user left");
    expect(asked).toHaveLength(1);
  });

  it("network when a request takes too long", async () => {
    const { client } = clientWith({ fetch: hang, requestTimeoutMs: 20 });
    expect(await errorOf(client.wait("1", { timeoutMs: 0 }))).toMatchObject({
      code: "network",
      cause: { name: "TimeoutError" },
    });
  });
});

describe("an aborted signal", () => {
  it.each<[string, (client: TiqrClient, signal: AbortSignal) => Promise<unknown>]>([
    ["trigger", (client, signal) => client.trigger({ user: "alice", pin: PIN, signal })],
    ["finalize", (client, signal) => client.finalize({ user: "alice", transactionId: "1", signal })],
    ["login", (client, signal) => client.login({ user: "alice", pin: PIN, show: () => {}, signal })],
  ])("ends %s with its reason, while a request is under way", async (_, call) => {
    const aborting = new AbortController();
    const ended = expect(call(clientWith({ fetch: hang }).client, aborting.signal)).rejects.toBe("the user left");
    aborting.abort("the user left");
    await ended;
  });
});

describe("finalize", () => {
  it("accepts once", async () => {
    const { client } = clientWith();
    const { transactionId, link } = await triggered(client);
    await phone.login(link);
    const finalize = () => client.finalize({ user: "alice", transactionId });
    expect(await finalize()).toEqual({ accepted: true, serial });
    expect(await finalize()).toEqual({ accepted: false, message: "wrong otp pin", reason: "wrong-pin" });
  });

  it("does not accept before the phone has answered, nor for another user", async () => {
    await enroll("mallory");
    const { client } = clientWith();
    const { transactionId, link } = await triggered(client);
    const early = await client.finalize({ user: "alice", transactionId });
    expect(early).toEqual({
      accepted: false,
      message: "Response did not match the challenge.",
      reason: "not-answered",
    });
    await phone.login(link);
    expect(await client.finalize({ user: "mallory", transactionId })).toMatchObject({ accepted: false });
    expect((await poll(transactionId)).json.detail.transaction_state).toBe("answered");
  });

  it("takes an error of the service for a refusal, whatever its value is", async () => {
    const body = { result: { status: false, value: true, error: { code: 905, message: "ERR905: no" } }, detail: null };
    const { client } = clientWith({ fetch: answered(body, 400) });
    expect(await client.finalize({ user: "alice", transactionId: "1" })).toEqual({
      accepted: false,
      message: "ERR905: no",
    });
  });

  it.each(["true", 1, {}])("does not accept a value of %j", async (value) => {
    const { client } = clientWith({ fetch: answered({ result: { status: true, value }, detail: { message: "no" } }) });
    expect(await client.finalize({ user: "alice", transactionId: "1" })).toEqual({ accepted: false, message: "no" });
  });
});
