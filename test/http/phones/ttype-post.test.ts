// POST /ttype/tiqr: the phone's secret and the phone's answer. The reply is always in the phone's
// words, whatever is wrong with the request.

import { afterEach, describe, expect, it, vi } from "vitest";
import { sessionKeyFor } from "../../support/house/names.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import { pushAddressOf } from "../../support/push-address.ts";
import {
  asAdmin,
  check,
  enrol,
  initToken,
  openLogin,
  post,
  type Reply,
  request,
  responseOf,
  tokenOf,
} from "../../support/service.ts";

type Protocol = 1 | 2;
const headersOf = (protocol: Protocol): Record<string, string> =>
  protocol === 2 ? { "X-TIQR-Protocol-Version": "2", Accept: "application/json" } : { Accept: "application/json" };

/**
 * Checks that a reply keeps to one protocol: status, headers and kind of body never mix. Gives it
 * without its sentence.
 */
function bodyOf(reply: Reply, protocol: Protocol): string {
  expect(reply.status).toBe(200);
  expect(reply.headers.get("Cache-Control")).toBe("no-store");
  expect(reply.headers.get("X-TIQR-Protocol-Version")).toBe(protocol === 2 ? "2" : null);
  expect(reply.headers.get("Content-Type")).toBe(protocol === 2 ? "application/json" : "text/plain; charset=utf-8");
  expect(reply.text).toMatch(protocol === 2 ? /^\{"responseCode":\d+[,}]/ : /^[A-Z_]+(:[1-9])?$/);
  return withoutSentence(reply.text);
}

let users = 0;
/** The enrolment URL in the metadata of a fresh token. */
async function fresh(fields: Record<string, string> = {}): Promise<{ path: string; serial: string }> {
  const { serial, tiqrenroll } = (await initToken({ user: `post${users++}`, ...fields })).json.detail;
  const { service } = (await request(tiqrenroll.value.replace("tiqrenroll://https://tiqr.test", ""))).json;
  return { path: service.enrollmentUrl.replace("https://tiqr.test", ""), serial };
}
const SECRET = "0123456789abcdef".repeat(4);
const stateOf = async (serial: string) => (await tokenOf(serial)).rollout_state;

afterEach(() => {
  vi.useRealTimers();
});

describe.each([1, 2] as const)("an enrolment in protocol %i", (protocol) => {
  const push = async (path: string, fields: Record<string, string>) =>
    bodyOf(await post(path, { language: "en", operation: "register", ...fields }, headersOf(protocol)), protocol);
  const ok = protocol === 2 ? '{"responseCode":1}' : "OK";
  const refused = protocol === 2 ? '{"responseCode":101}' : "ENROLLMENT_REFUSED";

  it.each([
    ["64 digits in lower case", SECRET],
    ["64 digits in capitals, as iOS writes them", SECRET.toUpperCase()],
    ["the shortest, 20 bytes", "ab".repeat(20)],
    ["the longest, 64 bytes", "ab".repeat(64)],
  ])("takes a secret of %s", async (_, secret) => {
    const { path, serial } = await fresh();
    expect(await push(path, { secret })).toBe(ok);
    expect(await stateOf(serial)).toBe("enrolled");
  });

  it.each([
    ["19 bytes", "ab".repeat(19)],
    ["65 bytes", "ab".repeat(65)],
    ["an odd number of digits", `${SECRET}a`],
    ["other characters", `${SECRET.slice(2)}zz`],
    ["a space in it", ` ${SECRET.slice(1)}`],
  ])("refuses a secret of %s, and the session stays", async (_, secret) => {
    const { path, serial } = await fresh();
    expect(await push(path, { secret })).toBe(refused);
    expect(await stateOf(serial)).toBe("clientwait");
    expect(await push(path, { secret: SECRET })).toBe(ok);
  });

  it("accepts a secret each time that it is sent, another one of the same phone, and none after the expiry", async () => {
    const { path } = await fresh();
    expect(await push(path, { secret: SECRET })).toBe(ok);
    expect(await push(path, { secret: SECRET })).toBe(ok);
    expect(await push(path, { secret: SECRET.replace(/../, "00") })).toBe(ok);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    expect(await push(path, { secret: SECRET })).toBe(refused);
    vi.useRealTimers();
    const late = await fresh();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    expect(await push(late.path, { secret: SECRET })).toBe(refused);
    vi.useRealTimers();
    expect(await stateOf(late.serial)).toBe("clientwait");
  });

  it.each([
    [
      "its enrolment starts again",
      (serial: string) => asAdmin("POST", "/token/init", { type: "tiqr", user: "x", serial }),
    ],
    ["it is revoked", (serial: string) => asAdmin("POST", "/token/revoke", { serial })],
    ["it is unassigned", (serial: string) => asAdmin("POST", "/token/unassign", { serial })],
    ["it is deleted", (serial: string) => asAdmin("DELETE", `/token/${serial}`)],
  ])("refuses the secret of a token again once %s", async (_, end) => {
    const { path, serial } = await fresh();
    expect(await push(path, { secret: SECRET })).toBe(ok);
    expect((await end(serial)).json.result.status).toBe(true);
    expect(await push(path, { secret: SECRET })).not.toBe(ok);
  });

  it("refuses missing fields, a wrong session and an unknown serial in the phone's words", async () => {
    const { path } = await fresh();
    expect(await push(path, {})).toBe(refused);
    expect(await push(path, { secret: "" })).toBe(refused);
    const without = (name: string) => path.replace(new RegExp(`&${name}=[^&]*`), "");
    expect(await push(without("session"), { secret: SECRET })).toBe(refused);
    expect(await push(without("serial"), { secret: SECRET })).toBe(refused);
    expect(await push(path.replace("session=", "session=x"), { secret: SECRET })).toBe(refused);
    expect(await push(path.replace(/serial=.*/, "serial=NOSUCH"), { secret: SECRET })).toBe(refused);
  });
});

describe.each([1, 2] as const)("an answer in protocol %i", (protocol) => {
  const answer = async (fields: Record<string, string | undefined>) => {
    const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
    return bodyOf(await post("/ttype/tiqr", Object.fromEntries(given), headersOf(protocol)), protocol);
  };
  const said = (text: string, json: string) => (protocol === 2 ? json : text);
  const ok = said("OK", '{"responseCode":1}');
  const invalidRequest = said("INVALID_REQUEST", '{"responseCode":202}');

  it("lacking something is an invalid request, and counts nothing", async () => {
    const user = `lacking${protocol}`;
    const { phone, serial } = await enrol({ user, pin: "1234" });
    const { link, id } = await openLogin({ user, pass: "1234" });
    const fields = {
      sessionKey: await sessionKeyFor(id),
      userId: `${user}_realm1`,
      response: await responseOf(phone, link),
      operation: "login",
    };
    for (const name of Object.keys(fields)) {
      expect(await answer({ ...fields, [name]: undefined })).toBe(invalidRequest);
      expect(await answer({ ...fields, [name]: "" })).toBe(invalidRequest);
    }
    expect(await answer({})).toBe(invalidRequest);
    expect(await answer({ ...fields, action: "nosuch" })).toBe(invalidRequest);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(await answer({ ...fields, action: "authentication" })).toBe(ok);
  });

  it("that cannot be read at all is an invalid request", async () => {
    const raw = async (body: string, type: string, path = "/ttype/tiqr") =>
      bodyOf(
        await request(path, { method: "POST", body, headers: { ...headersOf(protocol), "Content-Type": type } }),
        protocol,
      );
    expect(await raw("{", "application/json")).toBe(invalidRequest);
    expect(await raw("--x", "multipart/form-data; boundary=y")).toBe(invalidRequest);
    expect(await raw(`response=${"1".repeat(70_000)}`, "application/x-www-form-urlencoded")).toBe(invalidRequest);
    expect(await raw("sessionKey=1", "text/plain")).toBe(invalidRequest);
    const enrolling = await raw("{", "application/json", "/ttype/tiqr?action=enrollment");
    expect(enrolling).toMatch(protocol === 2 ? /^\{"responseCode":101\}$/ : /^ENROLLMENT_REFUSED$/);
  });

  it("is judged only by its response, whatever iOS has made of the userId", async () => {
    const user = `a+b&c=d@e${protocol}`;
    const { phone } = await enrol({ user, pin: "1234" });
    const { link, id } = await openLogin({ user, pass: "1234" });
    const body = `sessionKey=${await sessionKeyFor(id)}&userId=${user}_realm1&version=(null)&response=${await responseOf(phone, link)}&operation=login`;
    const headers = { ...headersOf(protocol), "Content-Type": "application/x-www-form-urlencoded" };
    expect(bodyOf(await request("/ttype/tiqr", { method: "POST", body, headers }), protocol)).toBe(ok);
  });

  it.each(["", " ", "1", "abcdefgh", "0".repeat(1000), "-1", "１２３４５６７８"])(
    "of %j is never right",
    async (response) => {
      const user = `never${protocol}`;
      const serial = `NEVER${protocol}`;
      await enrol({ user, pin: "1234", serial });
      await asAdmin("POST", "/token/reset", { serial });
      const { id } = await openLogin({ user, pass: "1234" });
      const wrong =
        response === "" ? invalidRequest : said("INVALID_RESPONSE:9", '{"responseCode":201,"attemptsLeft":9}');
      expect(await answer({ sessionKey: await sessionKeyFor(id), userId: "u", response, operation: "login" })).toBe(
        wrong,
      );
      expect((await check({ user, transaction_id: id })).json.result.value).toBe(false);
    },
  );
});

describe("a place for push", () => {
  it("is stored, and iOS's (null) counts as none", async () => {
    const one = await fresh();
    await post(one.path, { secret: SECRET, notificationType: "FCM", notificationAddress: "place" });
    expect(await pushAddressOf(one.serial)).toEqual(["FCM", "place"]);
    const other = await fresh();
    await post(other.path, { secret: SECRET, notificationType: "APNS", notificationAddress: "(null)" });
    expect(await pushAddressOf(other.serial)).toEqual([null, null]);
  });
});
