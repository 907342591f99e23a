// TiQR-Reason: the reason of an error for programs. It says nothing that the message does not say.

import { beforeAll, describe, expect, it } from "vitest";
import { reasonHeader } from "../../src/http/reason-header.ts";
import { readReason } from "../../src/web/console/reason.ts";
import {
  admin,
  check,
  enrol,
  initToken,
  post,
  postOver,
  type Reply,
  request,
  serviceAccount,
  withSettings,
} from "../support/service.ts";

const told = ({ headers }: Reply) => headers.get("TiQR-Reason");

beforeAll(async () => {
  await enrol({ user: "told", pin: "1234", serial: "TOLD" });
});

describe("an error says its reason", () => {
  it.each([
    ["/token/?page=0", "invalid-parameter"],
    ["/token/?user=nobody", "user-not-found"],
    [`/token/?serial=${"S".repeat(50)}*`, 'pattern-too-long;name="serial";most="50"'],
    [`/token/?serial=${"S".repeat(1025)}`, 'too-long;name="serial"'],
    [`/token/?${encodeURIComponent('a";b\u00e9')}=${"x".repeat(1025)}`, 'too-long;name="a%22%3Bb%C3%A9"'],
    ["/token/?serial=%00", 'nul-character;name="serial"'],
  ])("to GET %s: %s", async (path, reason) => {
    expect(told(await request(path, { headers: await admin() }))).toBe(reason);
  });

  it("to who has not signed in, lacks a right, or shows a wrong password", async () => {
    expect(told(await request("/token/"))).toBe("missing-authorization");
    const lacking = await serviceAccount("lacking", ["enable"]);
    expect(told(await request("/token/", { headers: lacking }))).toBe('missing-right;right="tokenlist"');
    for (const username of ["admin", "nobody"])
      expect(told(await post("/auth", { username, password: "wrong" }))).toBe("wrong-credentials");
  });

  it("with what a form needs to say it: the shortest PIN, the seconds to wait", async () => {
    const send = await withSettings({ PIN_MIN_LENGTH: "6" });
    const short = await postOver(send, "/token/init", { type: "tiqr", user: "short", pin: "12345" }, await admin());
    expect(told(short)).toBe('pin-too-short;least="6"');
    expect(reasonHeader({ code: "too-many-requests", retryAfterSeconds: 60 })).toBe('too-many-requests;seconds="60"');
  });

  it("in a form that the console reads as it was written", () => {
    const name = 'a;b="c" \u00e9\ud800';
    expect(readReason(reasonHeader({ code: "missing-parameter", name }))).toMatchObject({
      code: "missing-parameter",
      evidence: { name: name.toWellFormed() },
    });
  });
});

describe("no reason is told", () => {
  it("with a success", async () => {
    expect(told(await request("/token/", { headers: await admin() }))).toBeNull();
  });

  it.each(["check", "samlcheck", "radiuscheck"])("with a rejection of /validate/%s", async (path) => {
    for (const pass of ["wrong", ""]) {
      const reply = await post(`/validate/${path}`, { user: "told", pass });
      expect(reply.json.result.value).not.toBe(true);
      expect(told(reply)).toBeNull();
    }
    expect(told(await check({ user: "told", transaction_id: "1" }))).toBeNull();
  });

  it("of a session that was used: it looks like one that never was", async () => {
    const { detail } = (await initToken({ user: "used" })).json;
    const address = detail.tiqrenroll.value.replace("tiqrenroll://https://tiqr.test", "");
    await request(address);
    const again = await request(address);
    const madeUp = await request(`/ttype/tiqr?action=metadata&session=x&serial=${detail.serial}`);
    expect([again.text, told(again)]).toEqual([again.text, told(madeUp)]);
    expect(again.status).toBe(400);
  });
});
