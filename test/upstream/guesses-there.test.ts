// In front of a privacyIDEA server: guesses at what only that server knows have the limits of
// guesses here, and no way of writing a path leads around the look at whose user it is.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { admin, enrol, postOver, requestOver, type Send, withSettings } from "../support/service.ts";

const UPSTREAM_PRIVACYIDEA = "https://privacyidea.example.org";
let requests: string[];
let answer: () => Response;

await admin();
await enrol({ user: "here", pin: "1234", serial: "HERE-2" });
beforeEach(() => {
  requests = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    requests.push(new URL((input as Request).url ?? input).pathname);
    return answer();
  });
});
afterEach(() => {
  vi.restoreAllMocks();
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
const limited = () =>
  withSettings({ UPSTREAM_PRIVACYIDEA, RATE_LIMITS: "on", RATE_CHECK: atMost(2), RATE_CHECK_ADDRESS: atMost(100) });

const replyOf = (result: object, detail: object = {}, status = 200) => Response.json({ result, detail }, { status });
const WRONG = () => replyOf({ status: true, value: false, authentication: "REJECT" }, { message: "wrong otp pin" });
const NO_TOKENS = () => replyOf({ status: true, value: false }, { message: "The user has no tokens assigned" });
const CHALLENGE = () => replyOf({ status: true, value: false }, { transaction_id: "01234567890123456789" });
const ACCEPT = () => replyOf({ status: true, value: true, authentication: "ACCEPT" });

describe("a guess that goes on", () => {
  const statuses = async (app: Send, path: string, fields: Record<string, string>) => {
    const found: number[] = [];
    for (let i = 0; i < 5; i++) found.push((await postOver(app, path, fields)).status);
    return found;
  };
  const there = { user: "there", pass: "0000" };

  it.each([
    ["/validate/check", there, WRONG],
    ["/validate/check", { serial: "HOTP-1", pass: "0000" }, WRONG],
    ["/validate/check", { ...there, transaction_id: "1" }, WRONG],
    ["/validate/samlcheck", there, () => replyOf({ status: true, value: { auth: false, attributes: {} } })],
    ["/validate/radiuscheck", there, () => new Response(null, { status: 400 })],
    ["/auth", { username: "their-admin", password: "0000" }, () => replyOf({ status: false }, {}, 401)],
  ])("is not sent on once too many were wrong: %s %j", async (path, fields, wrong) => {
    answer = wrong;
    const app = await limited();
    expect((await statuses(app, path, fields)).slice(3)).toEqual([429, 429]);
    expect(requests).toHaveLength(3);
    const reply = await postOver(app, path, fields);
    expect(reply.headers.get("TiQR-Reason")).toMatch(/^too-many-requests/);
  });

  it.each([
    ["that was right", there, ACCEPT],
    ["that opens a challenge", there, CHALLENGE],
    ["at a user without tokens", there, NO_TOKENS],
    ["of a poll", { user: "there", pass: "", transaction_id: "01234567890123456789" }, WRONG],
    ["that the server could not judge", there, () => new Response("oops", { status: 500 })],
    ["whose answer is not JSON", there, () => new Response("<html>")],
  ])("is sent on however often: one %s", async (_, fields, good) => {
    answer = good;
    await statuses(await limited(), "/validate/check", fields);
    expect(requests).toHaveLength(5);
  });

  it("through an application server counts for its client's network, and that server hears of both", async () => {
    answer = WRONG;
    const headers: Headers[] = [];
    vi.mocked(fetch).mockImplementation(async (_, init) => {
      headers.push(new Headers(init?.headers));
      return answer();
    });
    const app = await withSettings({
      ...{ UPSTREAM_PRIVACYIDEA, RATE_LIMITS: "on", RATE_CHECK: atMost(100), RATE_CHECK_ADDRESS: atMost(2) },
      APPLICATION_NETWORKS: "192.0.2.10",
    });
    const guess = async (user: string, client: string) =>
      (await postOver(app, "/validate/check", { user, pass: "0", client }, { "CF-Connecting-IP": "192.0.2.10" }))
        .status;
    for (const status of [200, 200, 200, 429]) expect(await guess(`${status}`, "203.0.113.66")).toBe(status);
    expect(await guess("other", "203.0.113.7")).toBe(200);
    expect(headers.map((sent) => sent.get("X-Forwarded-For"))).toEqual(Array(4).fill("192.0.2.10"));
  });

  it("at one user leaves the others alone", async () => {
    answer = WRONG;
    const app = await limited();
    await statuses(app, "/validate/check", there);
    expect((await postOver(app, "/validate/check", { user: "other", pass: "0" })).status).toBe(200);
  });

  it("comes back whole, though it was read", async () => {
    answer = WRONG;
    const { json } = await postOver(await limited(), "/validate/check", there);
    expect(json.detail.message).toBe("wrong otp pin");
  });
});

describe("a path that can be read in two ways", () => {
  it.each([
    "/validate%2Fcheck",
    "/validate%2fcheck",
    "//validate/check",
    "/validate//check",
    "/%2Fvalidate/check",
    "/validate%5Ccheck",
    "/ttype%2Ftiqr",
    "//auth",
  ])("is refused: %s", async (path) => {
    answer = ACCEPT;
    const app = await withSettings({ UPSTREAM_PRIVACYIDEA });
    const reply = await postOver(app, path, { user: "here", pass: "1234", username: "admin", password: "x" });
    expect([reply.status, requests]).toEqual([404, []]);
  });

  it.each(["/%76alidate/check", "/validate/%63heck"])("is the same as its plain form: %s", async (path) => {
    answer = ACCEPT;
    const app = await withSettings({ UPSTREAM_PRIVACYIDEA });
    await postOver(app, path, { user: "here", pass: "1234" });
    expect(requests).toEqual([]);
  });

  it("but one with an encoded space in a name has only one reading", async () => {
    answer = ACCEPT;
    await requestOver(await withSettings({ UPSTREAM_PRIVACYIDEA }), "/policy/my%20policy");
    expect(requests).toEqual(["/policy/my%20policy"]);
  });
});
