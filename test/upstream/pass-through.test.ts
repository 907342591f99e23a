// In front of a privacyIDEA server: what is answered here, and what goes on to it, unchanged.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ASKED_UPSTREAM } from "../../src/core/token/pin.ts";
import { createUpstream, PASSED_HEADER } from "../../src/upstream/privacyidea.ts";
import { admin, enrol, postOver, type Reply, requestOver, withSettings } from "../support/service.ts";
import { rowOf } from "../support/storage/rows.ts";
import { setSealedPin } from "../support/storage/sealed-pin.ts";

const BASE = "https://privacyidea.example.org/pi";
let requests: Request[];
let answer: (request: Request) => Response | Promise<Response>;

const app = await withSettings({ UPSTREAM_PRIVACYIDEA: BASE, TRUSTED_PROXY: "on" });
await admin();
await enrol({ user: "here", pin: "1234", serial: "HERE-1" });
beforeEach(() => {
  requests = [];
  answer = () => Response.json({ result: { status: true, value: true } }, { headers: { "X-Theirs": "yes" } });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init);
    requests.push(request.clone() as Request);
    return answer(request as Request);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const post = (path: string, fields: Record<string, string>, headers = {}) => postOver(app, path, fields, headers);
const isTheirs = ({ headers }: Reply) => headers.get("X-Theirs") === "yes" && requests.length === 1;

describe("what is here is answered here", () => {
  it.each<[string, () => Promise<Reply>]>([
    ["a user with a token here", () => post("/validate/check", { user: "here", pass: "1234" })],
    ["a serial that is here", () => post("/validate/check", { serial: "HERE-1", pass: "wrong" })],
    ["a phone", () => post("/ttype/tiqr", { sessionKey: "00", response: "1" })],
    ["the sign-in of an account here", () => post("/auth", { username: "admin", password: "wrong" })],
    ["our pages", () => requestOver(app, "/login", { headers: { Accept: "text/html" } })],
    ["our health", () => requestOver(app, "/health")],
  ])("%s", async (_, send) => {
    expect((await send()).headers.get("X-Theirs")).toBeNull();
    expect(requests).toEqual([]);
  });

  it("the API, for a caller who shows a token of ours, even an old one", async () => {
    expect((await requestOver(app, "/token/", { headers: await admin() })).headers.get("X-Theirs")).toBeNull();
    expect(requests).toEqual([]);
  });

  it.each([{ transaction_id: "1" }, { state: "x" }, { transaction_id: "01234567890123456789" }])(
    "a user who has a token here, beside the id of another login: %j",
    async (id) => {
      for (const path of ["/validate/check", "/validate/samlcheck", "/validate/radiuscheck"])
        expect((await post(path, { user: "here", pass: "their password", ...id })).headers.get("X-Theirs")).toBeNull();
      expect(requests).toEqual([]);
    },
  );

  it("a login that was opened here, to its end", async () => {
    const { json } = await post("/validate/check", { user: "here", pass: "1234" });
    const { transaction_id } = json.detail;
    await post("/validate/check", { user: "here", pass: "", transaction_id });
    await requestOver(app, `/validate/polltransaction?transaction_id=${transaction_id}`);
    await requestOver(app, `/validate/polltransaction/${transaction_id}`);
    expect(requests).toEqual([]);
  });
});

describe("the rest goes on", () => {
  it.each<[string, () => Promise<Reply>]>([
    ["a user without a token here", () => post("/validate/check", { user: "there", pass: "1234" })],
    ["a serial that is not here", () => post("/validate/check", { serial: "HOTP-1", pass: "1" })],
    [
      "a transaction of another server",
      () => post("/validate/check", { user: "there", transaction_id: "01234567890123456789" }),
    ],
    ["its poll", () => requestOver(app, "/validate/polltransaction/01234567890123456789")],
    ["the sign-in of an account there", () => post("/auth", { username: "their-admin", password: "secret" })],
    [
      "a call with a token of that server",
      () => requestOver(app, "/token/", { headers: { Authorization: "eyJhbGciOiJIUzI1NiJ9.e30.xx" } }),
    ],
    ["a path that only it has", () => requestOver(app, "/policy/")],
    ["its pages", () => requestOver(app, "/")],
    ["other types of tokens", () => post("/ttype/push", { serial: "PIPU1" })],
  ])("%s", async (_, send) => {
    expect(isTheirs(await send())).toBe(true);
  });

  it("with method, path, query, body and headers as they came, and the client's address", async () => {
    await app(
      new Request("https://tiqr.test/validate/check?a=%2Fb%20c", {
        method: "POST",
        headers: {
          ...{ "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "simpleSAMLphp", Cookie: "a=b" },
          ...{
            "X-Forwarded-For": "203.0.113.9",
            Connection: "keep-alive, X-Hop",
            "X-Hop": "1",
            "CF-Connecting-IP": "192.0.2.7",
          },
        },
        body: "user=there&pass=a%26b",
      }),
    );
    const [request] = requests as [Request];
    expect([request.method, request.url]).toEqual(["POST", `${BASE}/validate/check?a=%2Fb%20c`]);
    expect(await request.text()).toBe("user=there&pass=a%26b");
    expect(Object.fromEntries(request.headers)).toEqual({
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "simpleSAMLphp",
      cookie: "a=b",
      "x-forwarded-for": "192.0.2.7",
      [PASSED_HEADER.toLowerCase()]: "1",
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
    });
  });

  it("and its answer comes back as it is: status, headers, cookies, and no policy of ours", async () => {
    answer = () =>
      new Response("<html>", {
        status: 302,
        headers: {
          Location: "/static/",
          "Set-Cookie": "session=1; Path=/",
          "Content-Type": "text/html",
          "Keep-Alive": "1",
        },
      });
    const { status, headers, text } = await requestOver(app, "/", { redirect: "manual" });
    expect([status, text, Object.fromEntries(headers)]).toEqual([
      302,
      "<html>",
      { location: "/static/", "set-cookie": "session=1; Path=/", "content-type": "text/html" },
    ]);
  });

  it("but not a second time", async () => {
    const looped = await requestOver(app, "/policy/", { headers: { [PASSED_HEADER]: "1" } });
    expect([looped.status, looped.headers.get("TiQR-Reason"), requests]).toEqual([508, "upstream-loop", []]);
  });
});

describe("a server that fails", () => {
  const pass = async (limits = { answerMs: 50, bodyBytes: 1000 }, init: RequestInit = {}) =>
    createUpstream(BASE, limits).pass(new Request("https://tiqr.test/policy/", init), "unknown");

  it("is told apart from this service failing", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    answer = () => Promise.reject(new TypeError("connection refused"));
    const failed = await requestOver(app, "/policy/");
    expect([failed.status, failed.json.result.error.code, failed.headers.get("TiQR-Reason")]).toEqual([
      502,
      502,
      "upstream-failed",
    ]);
    expect((await post("/validate/check", { user: "there", pass: "1234" })).status).toBe(502);
  });

  it("is not waited for without end", async () => {
    answer = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    expect(await pass()).toEqual({ ok: false, reason: { code: "upstream-late" } });
  });

  it("does not send more than fits: announced, or by surprise", async () => {
    answer = () => new Response("x", { headers: { "Content-Length": "1001" } });
    expect(await pass()).toEqual({ ok: false, reason: { code: "upstream-failed" } });
    answer = () => new Response(new Blob(["x".repeat(600), "x".repeat(600)]).stream());
    const passed = await pass();
    if (!passed.ok) throw new Error("refused");
    await expect(passed.response.text()).rejects.toThrow("a body of more than 1000 bytes");
  });

  it("gets no more than fits", async () => {
    expect(await pass(undefined, { method: "POST", body: "x", headers: { "Content-Length": "1001" } })).toEqual({
      ok: false,
      reason: { code: "too-large" },
    });
  });
});

describe("a PIN that only the other server can verify", () => {
  const theirs = (serial: string) => setSealedPin(serial, ASKED_UPSTREAM);
  const check = (pass: string) => post("/validate/check", { user: "moved", pass });
  beforeAll(async () => {
    await enrol({ user: "moved", pin: "1234", serial: "MOVED-1" });
  });

  it("is asked for there, and learnt when it is right", async () => {
    await theirs("MOVED-1");
    answer = async (request) => {
      const fields = new URLSearchParams(await request.text());
      const isRight =
        fields.get("user") === "moved" && fields.get("realm") === "realm1" && fields.get("pass") === "their pin";
      return Response.json({
        result: { status: true, value: false, authentication: isRight ? "CHALLENGE" : "REJECT" },
      });
    };
    expect((await check("wrong")).json.result.authentication).toBe("REJECT");
    expect((await check("their pin")).json.result.authentication).toBe("CHALLENGE");
    expect(requests).toHaveLength(2);
    expect((await check("their pin")).json.result.authentication).toBe("CHALLENGE");
    expect(requests).toHaveLength(2);
  });

  it("that is empty is not learnt, and is asked for once", async () => {
    await theirs("MOVED-1");
    answer = () => Response.json({ result: { status: true, value: false, authentication: "CHALLENGE" } });
    expect((await check("")).json.result.authentication).toBe("CHALLENGE");
    expect([(await rowOf("MOVED-1")).sealed_pin, requests.length]).toEqual([null, 1]);
  });

  it("counts nothing while that server cannot say", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const sealed = await theirs("MOVED-1");
    answer = () => new Response("oops", { status: 500 });
    await env.DB.exec("DELETE FROM lock");
    expect((await check("their pin")).status).toBe(503);
    expect((await rowOf("MOVED-1")).sealed_pin).toBe(sealed);
    const { results } = await env.DB.prepare(
      "SELECT * FROM lock JOIN token ON token.id = token_id WHERE serial = 'MOVED-1'",
    ).all();
    expect(results).toEqual([]);
  });

  it("is never right without that server", async () => {
    await theirs("MOVED-1");
    const alone = await withSettings({});
    const { json } = await postOver(alone, "/validate/check", { user: "moved", pass: "their pin" });
    expect(json.result.authentication).toBe("REJECT");
    expect(requests).toEqual([]);
  });
});
