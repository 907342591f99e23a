// In front of a privacyIDEA server: phones of users who stay there log in and enrol there, though
// their host leads here. What began here never leaves, and a server that is no help changes nothing
// of what a phone hears.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createUpstream, PASSED_HEADER } from "../../src/upstream/privacyidea.ts";
import {
  admin,
  asAdmin,
  enrol,
  initToken,
  makePhone,
  openLogin,
  postOver,
  requestOver,
  withSettings,
} from "../support/service.ts";

const BASE = "https://privacyidea.example.org/pi";
const THEIR_LOGIN = "01234567890123456789";
const THEIR_SESSION = "5f0e1d2c3b4a59687786";
const SECRET = "ab".repeat(32);

let requests: Request[];
let answer: (request: Request) => Response | Promise<Response>;

const app = await withSettings({ UPSTREAM_PRIVACYIDEA: BASE });
await admin();
beforeEach(() => {
  requests = [];
  answer = () => new Response("OK", { headers: { "Content-Type": "text/plain", "X-Theirs": "yes" } });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init);
    requests.push(request.clone() as Request);
    return answer(request as Request);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const theirAnswer = { sessionKey: THEIR_LOGIN, userId: "there_realm1", response: "12345678", operation: "login" };
const say = (fields: Record<string, string> = theirAnswer, path = "/ttype/tiqr", headers = {}) =>
  postOver(app, path, fields, headers);
const theirEnrolment = `/ttype/tiqr?action=enrollment&session=${THEIR_SESSION}&serial=TIQR0001`;
const theirMetadata = `/ttype/tiqr?action=metadata&session=${THEIR_SESSION}&serial=TIQR0001`;
const urls = () => requests.map(({ method, url }) => `${method} ${url.slice(BASE.length)}`);

describe("a phone of a user who stays there", () => {
  it("has its answer sent on with method, path, query, body and headers as they came, and hears the reply as it is", async () => {
    const response = await app(
      new Request("https://tiqr.test/ttype/tiqr?lang=de%20x", {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          ...{ "User-Agent": "tiqr/4.1 (Android 14)", Accept: "application/json", "X-TIQR-Protocol-Version": "2" },
          ...{ "CF-Connecting-IP": "192.0.2.7", Cookie: "__Host-session=ours; a=b", Authorization: "Bearer x" },
        },
        body: new URLSearchParams(theirAnswer).toString(),
      }),
    );
    expect([response.status, await response.text(), Object.fromEntries(response.headers)]).toEqual([
      200,
      "OK",
      { "content-type": "text/plain", "x-theirs": "yes" },
    ]);
    const [request] = requests as [Request];
    expect(urls()).toEqual(["POST /ttype/tiqr?lang=de%20x"]);
    expect(await request.text()).toBe(new URLSearchParams(theirAnswer).toString());
    expect(Object.fromEntries(request.headers)).toEqual({
      "content-type": "application/x-www-form-urlencoded",
      ...{ "user-agent": "tiqr/4.1 (Android 14)", accept: "application/json", "x-tiqr-protocol-version": "2" },
      ...{ "x-forwarded-for": "192.0.2.7", [PASSED_HEADER.toLowerCase()]: "1", traceparent: expect.any(String) },
    });
  });

  it.each(["OK", "INVALID_CHALLENGE", "INVALID_RESPONSE:4", "ACCOUNT_BLOCKED", "INVALID_USERID"])(
    "hears the word %s",
    async (word) => {
      answer = () => new Response(word);
      expect((await say()).text).toBe(word);
    },
  );

  it("hears the JSON of a server that speaks it", async () => {
    const headers = { "X-TIQR-Protocol-Version": "2" };
    answer = () => Response.json({ responseCode: 201, attemptsLeft: 3 }, { headers });
    const { json, headers: theirs } = await say(theirAnswer, "/ttype/tiqr", headers);
    expect([json, theirs.get("X-TIQR-Protocol-Version")]).toEqual([{ responseCode: 201, attemptsLeft: 3 }, "2"]);
  });

  it("enrols there, and logs in there", async () => {
    answer = ({ method }) =>
      method === "GET"
        ? Response.json({
            service: {
              ...{ displayName: "There", identifier: "pi.example.org", logoUrl: "https://tiqr.test/logo.png" },
              ...{ infoUrl: "https://tiqr.test", ocraSuite: "OCRA-1:HOTP-SHA256-8:QH10-S064" },
              authenticationUrl: "https://tiqr.test/ttype/tiqr",
              enrollmentUrl: `https://tiqr.test${theirEnrolment}`,
            },
            identity: { identifier: "there_realm1", displayName: "There" },
          })
        : new Response("OK");
    const phone = makePhone(app);
    expect((await phone.enroll(`tiqrenroll://https://tiqr.test${theirMetadata}`)).told).toBe("enrolled");
    const link = `tiqrauth://there_realm1@pi.example.org/${THEIR_LOGIN}/0123456789/There/2`;
    expect((await phone.login(link)).told).toBe("logged-in");
    expect(urls()).toEqual([`GET ${theirMetadata}`, `POST ${theirEnrolment}`, "POST /ttype/tiqr"]);
  });

  it("may have been given a path below one, which is that server's own, or any of PHONE_PATHS", async () => {
    for (const path of ["/pi/ttype/tiqr", "/mfa/ttype/tiqr", "/tiqr/tiqr.php"]) await say(theirAnswer, path);
    await requestOver(app, `/pi${theirMetadata}`);
    expect(urls()).toEqual(["POST /ttype/tiqr", "POST /mfa/ttype/tiqr", "POST /tiqr/tiqr.php", `GET ${theirMetadata}`]);
  });

  it("has as many answers to a login as anyone, and the others go nowhere", async () => {
    const made = new Map<string, number>();
    const RATE_ANSWER: RateLimit = {
      async limit({ key }) {
        made.set(key, (made.get(key) ?? 0) + 1);
        return { success: (made.get(key) ?? 0) <= 2 };
      },
    };
    answer = () => new Response("INVALID_RESPONSE:9");
    const few = await withSettings({ UPSTREAM_PRIVACYIDEA: BASE, RATE_LIMITS: "on", RATE_ANSWER });
    const words: string[] = [];
    for (let i = 0; i < 4; i++) words.push((await postOver(few, "/ttype/tiqr", theirAnswer)).text);
    expect(words).toEqual(["INVALID_RESPONSE:9", "INVALID_RESPONSE:9", "INVALID_REQUEST", "INVALID_REQUEST"]);
    expect(requests).toHaveLength(2);
  });

  it("leaves a line in the log, without its secret, response or session", async () => {
    const lines: string[] = [];
    for (const kind of ["log", "warn", "error"] as const)
      vi.spyOn(console, kind).mockImplementation((...told) => void lines.push(JSON.stringify(told)));
    await say();
    await postOver(app, theirEnrolment, { secret: SECRET });
    expect(lines).toHaveLength(2);
    for (const text of [THEIR_LOGIN, theirAnswer.response, SECRET, THEIR_SESSION, "TIQR0001"])
      expect(lines.join()).not.toContain(text);
  });
});

describe("what began here never leaves", () => {
  it("an enrolment and a login of a phone", async () => {
    const { phone } = await enrol({ user: "here", pin: "1234", serial: "HERE-3" }, { send: app });
    const { link } = await openLogin({ user: "here", pass: "1234" }, app);
    expect((await phone.login(link)).told).toBe("logged-in");
    expect(requests).toEqual([]);
  });

  it("an answer to a login that is over, or a wrong one", async () => {
    const { phone } = await enrol({ user: "again", pin: "1234" }, { send: app });
    const { link } = await openLogin({ user: "again", pass: "1234" }, app);
    const sessionKey = link.split("/")[3] ?? "";
    await say({ ...theirAnswer, sessionKey });
    await phone.login(link);
    expect((await say({ ...theirAnswer, sessionKey, response: "000000" })).text).toBe("INVALID_CHALLENGE");
    expect(requests).toEqual([]);
  });

  it("a QR code of a serial that is here, used or made up", async () => {
    await enrol({ user: "coded", pin: "1234", serial: "HERE-4" }, { send: app });
    for (const session of [THEIR_SESSION, "made-up-session"]) {
      const query = `session=${session}&serial=HERE-4`;
      expect((await requestOver(app, `/ttype/tiqr?action=metadata&${query}`)).status).toBe(400);
      await postOver(app, `/ttype/tiqr?action=enrollment&${query}`, { secret: SECRET });
    }
    expect(requests).toEqual([]);
  });

  it("the secret of a phone whose token was deleted while it enrolled", async () => {
    const code: string = (await initToken({ user: "gone", serial: "GONE-1" })).json.detail.tiqrenroll.value;
    const { json } = await requestOver(app, code.slice("tiqrenroll://https://tiqr.test".length));
    await asAdmin("DELETE", "/token/GONE-1");
    const { text } = await postOver(app, json.service.enrollmentUrl.slice("https://tiqr.test".length), {
      secret: SECRET,
    });
    expect([text, requests]).toEqual(["ENROLLMENT_REFUSED", []]);
  });
});

describe("a server that is no help", () => {
  const page = { headers: { "Content-Type": "text/html" } };
  const cases: readonly [string, () => Response | Promise<Response>][] = [
    ["cannot be reached", () => Promise.reject(new TypeError("connection refused"))],
    ["shows a page of its proxy", () => new Response("<html>Bad gateway</html>", { status: 502, ...page })],
    ["leads elsewhere", () => new Response(null, { status: 302, headers: { Location: "https://evil.example.org" } })],
    ["says it in its envelope", () => Response.json({ result: { status: false } }, { status: 400 })],
    ["says nothing", () => new Response("")],
    ["says more than a phone reads", () => new Response("A".repeat(70_000))],
    ["would have a phone block all its accounts", () => new Response("INVALID_RESPONSE:0")],
    ["would have a phone call the account blocked", () => new Response("INVALID_RESPONSE")],
  ];

  it.each(cases)("leaves a phone what it hears without it: one that %s", async (_, reply) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    answer = reply;
    expect(await say()).toMatchObject({ status: 200, text: "INVALID_CHALLENGE" });
    expect(await say(theirAnswer, "/ttype/tiqr", { "X-TIQR-Protocol-Version": "2" })).toMatchObject({
      status: 200,
      json: { responseCode: 203 },
    });
    expect((await postOver(app, theirEnrolment, { secret: SECRET })).text).toBe("ENROLLMENT_REFUSED");
    const metadata = await requestOver(app, theirMetadata);
    expect([metadata.status, metadata.json.result.error.code]).toEqual([404, 601]);
    expect(requests).toHaveLength(4);
    expect(warned).toHaveBeenCalledTimes(4);
  });

  it("is not waited for longer than a phone waits, and its body neither", async () => {
    const limits = { answerMs: 50, bodyBytes: 1000 };
    const pass = () =>
      createUpstream(BASE, undefined, limits).passPhone(
        new Request("https://tiqr.test/ttype/tiqr", { method: "POST", body: new URLSearchParams(theirAnswer) }),
        "unknown",
      );
    answer = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect(await pass()).toMatchObject({ ok: false });
    answer = () => new Response(new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode("O")) }));
    expect(await pass()).toMatchObject({ ok: false });
  });
});

describe("what is not a phone's request goes nowhere", () => {
  const fields = new URLSearchParams(theirAnswer).toString();
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const send = (path: string, init: RequestInit) => requestOver(app, path, { method: "POST", headers: form, ...init });

  it.each<[string, () => Promise<unknown>]>([
    ["a session key of no server", () => say({ ...theirAnswer, sessionKey: "../../validate/check" })],
    ["a session key given twice", () => send("/ttype/tiqr", { body: `${fields}&sessionKey=98765432109876543210` })],
    ["an action given twice", () => send("/ttype/tiqr?action=enrollment", { body: `${fields}&action=authentication` })],
    ["a body that is neither form nor JSON", () => send("/ttype/tiqr", { headers: {}, body: fields })],
    ["a body of more than 16 kB", () => send("/ttype/tiqr", { body: `${fields}&x=${"y".repeat(16_384)}` })],
    ["an answer that lacks something", () => say({ sessionKey: THEIR_LOGIN })],
    ["a path that reads as another", () => say(theirAnswer, "/validate%2Fcheck%3F/ttype/tiqr")],
    ["a path with a part that begins with a dot", () => say(theirAnswer, "/.x/ttype/tiqr")],
    ["a path with two slashes", () => say(theirAnswer, "//ttype/tiqr")],
    ["one that has been here before", () => say(theirAnswer, "/ttype/tiqr", { [PASSED_HEADER]: "1" })],
    ["a secret in a URL", () => requestOver(app, `${theirEnrolment}&secret=${SECRET}`)],
    ["a HEAD", () => requestOver(app, theirMetadata, { method: "HEAD" })],
    ["another method", () => requestOver(app, theirMetadata, { method: "PUT" })],
    ["metadata by POST", () => send(theirMetadata, { body: "" })],
  ])("%s", async (_, ask) => {
    await ask();
    expect(requests).toEqual([]);
  });

  it("anything, without a server behind this one", async () => {
    expect((await postOver(await withSettings({}), "/ttype/tiqr", theirAnswer)).text).toBe("INVALID_CHALLENGE");
    expect(requests).toEqual([]);
  });
});
