// GET /ttype/tiqr: the metadata [65-86].

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { watchedDatabase } from "../../support/bindings.ts";
import { errorOf, initToken, ORIGIN, post, request, requestOver, withSettings, worker } from "../../support/service.ts";

const parameterError = (message: string) => [400, 905, `ERR905: ${message}`];
const invalidSession = parameterError("Invalid Session");
const actions = parameterError("Allowed actions are ['metadata', 'enrollment', 'authentication']");
const unknownSerial = [404, 601, "The requested token could not be found."];

let users = 0;
/** A fresh token and the path that its QR code leads to. */
async function fresh(fields: Record<string, string> = {}): Promise<{ path: string; serial: string }> {
  const { serial, tiqrenroll } = (await initToken({ user: `ttype${users++}`, ...fields })).json.detail;
  return { path: tiqrenroll.value.replace("tiqrenroll://https://tiqr.test", ""), serial };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("the metadata", () => {
  it("are nine texts, as every app needs them, and no cache may keep them", async () => {
    const { path, serial } = await fresh({ user: "müller" });
    const { status, headers, json } = await request(path);
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("application/json");
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-TIQR-Protocol-Version")).toBeNull();
    expect(json).toEqual({
      service: {
        displayName: "Test Service",
        identifier: "tiqr.test",
        logoUrl: "https://tiqr.test/logo.png",
        infoUrl: "https://tiqr.test",
        authenticationUrl: "https://tiqr.test/ttype/tiqr",
        ocraSuite: "OCRA-1:HOTP-SHA256-8:QH10-S064",
        enrollmentUrl: expect.stringMatching(
          new RegExp(`^https://tiqr\\.test/ttype/tiqr\\?action=enrollment&session=[\\w.-]{100,}&serial=${serial}$`),
        ),
      },
      identity: { identifier: "müller_realm1", displayName: "müller" },
    });
  });

  it("name a logo that can be fetched, or iOS would give up", async () => {
    const logo = await worker(new Request(`${ORIGIN}/logo.png`));
    expect([logo.status, logo.headers.get("Content-Type")]).toEqual([200, "image/png"]);
  });

  it("are given to one phone, which may ask three times more, each time with another session", async () => {
    const { path } = await fresh();
    const sessions = new Set<string>();
    for (let time = 0; time < 4; time++) sessions.add((await request(path)).json.service.enrollmentUrl);
    expect(sessions.size).toBe(4);
    expect(errorOf(await request(path))).toEqual(invalidSession);
  });

  it.each([
    ["another network", { "CF-Connecting-IP": "192.0.2.9", "User-Agent": "tiqr" }],
    ["another app", { "CF-Connecting-IP": "192.0.2.8", "User-Agent": "other" }],
  ])("are not given to a phone in %s", async (_, headers) => {
    const { path } = await fresh();
    const first = { "CF-Connecting-IP": "192.0.2.8", "User-Agent": "tiqr" };
    expect((await request(path, { headers: first })).status).toBe(200);
    expect(errorOf(await request(path, { headers }))).toEqual(invalidSession);
    expect((await request(path, { headers: first })).status).toBe(200);
  });

  it("trade the QR code's session for another, so that a photograph of it is worthless", async () => {
    const { path } = await fresh();
    const { enrollmentUrl } = (await request(path)).json.service;
    const enrol = (url: string) => post(url.replace("https://tiqr.test", ""), { secret: "ab".repeat(32) });
    const photographed = path.replace("metadata", "enrollment");
    const another = await post(photographed, { secret: "ab".repeat(32) }, { "User-Agent": "another" });
    expect(another.text).not.toBe("OK");
    // Nor can the phone's session fetch metadata.
    const again = enrollmentUrl.replace("https://tiqr.test", "").replace("enrollment", "metadata");
    expect(errorOf(await request(again))).toEqual(invalidSession);
    expect((await enrol(enrollmentUrl)).text).toBe("OK");
  });

  it("are asked for with HEAD without spending anything", async () => {
    const { path } = await fresh();
    for (let i = 0; i < 2; i++) {
      const head = await request(path, { method: "HEAD" });
      expect([head.status, head.text, head.headers.get("Content-Type")]).toEqual([200, "", "application/json"]);
    }
    expect((await request(path)).status).toBe(200);
  });

  it("are not there for a wrong or an expired session, nor after the enrolment", async () => {
    const { path } = await fresh();
    expect(errorOf(await request(path.replace("session=", "session=x")))).toEqual(invalidSession);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 601_000 });
    expect(errorOf(await request(path))).toEqual(invalidSession);
    vi.useRealTimers();
    const { enrollmentUrl } = (await request(path)).json.service;
    await post(enrollmentUrl.replace("https://tiqr.test", ""), { secret: "ab".repeat(32) });
    expect(errorOf(await request(path))).toEqual(invalidSession);
  });

  it("of another token are not opened by a session", async () => {
    const [one, other] = [await fresh(), await fresh()];
    expect(errorOf(await request(one.path.replace(one.serial, other.serial)))).toEqual(invalidSession);
    expect((await request(other.path)).status).toBe(200);
  });

  it("want a session and a serial", async () => {
    const { path, serial } = await fresh();
    const get = async (query: string) => errorOf(await request(`/ttype/tiqr?action=metadata&${query}`));
    expect(await get(`serial=${serial}`)).toEqual(parameterError("Missing parameter: session"));
    expect(await get(`session=&serial=${serial}`)).toEqual(parameterError("Missing parameter: session"));
    expect(await get("session=x")).toEqual(parameterError("Missing parameter: serial"));
    expect((await request(path)).status).toBe(200);
  });

  it.each(["NOSUCH", "TiQR*", "%25", "' OR 1=1"])("of the unknown serial %j are 601", async (serial) => {
    const query = new URLSearchParams({ action: "metadata", session: "x", serial });
    expect(errorOf(await request(`/ttype/tiqr?${query}`))).toEqual(unknownSerial);
  });

  it("are at the same path in any letter case", async () => {
    const { path } = await fresh();
    expect((await request(path.replace("/tiqr?", "/TIQR?"))).status).toBe(200);
  });
});

describe("other requests without a body", () => {
  it.each(["nosuch", "Metadata", "METADATA"])("with the action %s are refused", async (action) => {
    const { path } = await fresh();
    expect(errorOf(await request(path.replace("action=metadata", `action=${action}`)))).toEqual(actions);
    expect((await request(path)).status).toBe(200);
  });

  it.each(["", "?action=", "?action=enrollment", "?action=authentication", "?sessionKey=1&response=2&operation=login"])(
    "GET /ttype/tiqr%s are not allowed: secrets stay out of logs",
    async (query) => {
      const { status, headers, json } = await request(`/ttype/tiqr${query}`);
      expect([status, json.result.error.code]).toEqual([405, 405]);
      expect(headers.get("Allow")).toMatch(/\bPOST\b/);
    },
  );

  it("spend no session with GET for an enrolment", async () => {
    const { path } = await fresh();
    const { enrollmentUrl } = (await request(path)).json.service;
    const url = enrollmentUrl.replace("https://tiqr.test", "");
    expect((await request(`${url}&secret=${"ab".repeat(32)}`)).status).toBe(405);
    expect((await post(url, { secret: "ab".repeat(32) })).text).toBe("OK");
  });

  it("POST for the metadata are not allowed and spend nothing", async () => {
    const { path } = await fresh();
    const posted = await post(path, {});
    expect([posted.status, posted.headers.get("Allow")]).toEqual([405, expect.stringMatching(/\bGET\b/)]);
    expect((await request(path)).status).toBe(200);
  });

  it.each(["hotp", "totp", "ocra", "nosuch", "tiqr2"])("to the type %s are refused", async (type) => {
    const refusal = parameterError(`Invalid tokentype provided. ttype: ${type}`);
    expect(errorOf(await request(`/ttype/${type}?action=metadata`))).toEqual(refusal);
    expect(errorOf(await post(`/ttype/${type}`, {}))).toEqual(refusal);
  });
});

it("a phone hears an error when the database does not answer for ten seconds", async () => {
  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  const { path } = await fresh();
  const send = await withSettings({ DB: watchedDatabase(env.DB, () => new Promise(() => {})) });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const reply = requestOver(send, path);
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await reply).status).toBe(503);
  errors.mockRestore();
});
