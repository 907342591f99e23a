// The paths of other servers, to which phones that were enrolled there go on posting answers.

import { beforeAll, describe, expect, it } from "vitest";
import { answerForm } from "../../../src/tiqr/requests.ts";
import { withoutSentence } from "../../support/house/sentence.ts";
import {
  admin,
  enrol,
  openLogin,
  poll,
  postOver,
  requestOver,
  responseOf,
  type Send,
  withSettings,
} from "../../support/service.ts";

let send: Send;
let none: Send;
beforeAll(async () => {
  send = await withSettings({ PHONE_PATHS: "/tiqr.php /mobile/login" });
  none = await withSettings({ PHONE_PATHS: "" });
  await admin();
});

const said = async (over: Send, path: string, form: URLSearchParams) => {
  const { status, text } = await requestOver(over, path, { method: "POST", body: form });
  return [status, text];
};
const nonsense = () => answerForm("0".repeat(20), "paths_realm1", "12345678", "en");

describe("an answer to another server's path", () => {
  it.each(["/tiqr.php", "/mobile/login", "/pi/ttype/tiqr", "/a/b/c/ttype/tiqr"])("%s is accepted", async (path) => {
    const { phone } = await enrol({ user: "paths", pin: "1234" });
    const { link, id } = await openLogin({ user: "paths", pass: "1234" }, send);
    const sessionKey = /^tiqrauth:\/\/[^/]+\/([^/]+)/.exec(link)?.[1] ?? "";
    const form = answerForm(sessionKey, "paths_realm1", await responseOf(phone, link), "en");
    expect(await said(send, path, form)).toEqual([200, "OK"]);
    expect((await poll(id)).json.result.value).toBe(true);
  });

  it("hears the words of phones in either protocol, for nonsense too", async () => {
    expect(await said(send, "/tiqr.php", nonsense())).toEqual([200, "INVALID_CHALLENGE"]);
    expect(await said(send, "/tiqr.php", new URLSearchParams({ operation: "login" }))).toEqual([
      200,
      "INVALID_REQUEST",
    ]);
    const headers = { "X-TIQR-Protocol-Version": "2" };
    const reply = await requestOver(send, "/tiqr.php", { method: "POST", body: nonsense(), headers });
    expect([reply.status, withoutSentence(reply.text)]).toEqual([200, '{"responseCode":203}']);
    expect(reply.headers.get("X-TIQR-Protocol-Version")).toBe("2");
  });

  it("is only understood where the settings name the path, or it ends in /ttype/tiqr", async () => {
    expect((await said(none, "/tiqr.php", nonsense()))[0]).toBe(404);
    expect((await said(send, "/tiqr/tiqr.php", nonsense()))[0]).toBe(404);
    expect((await said(send, "/tiqr.php/", nonsense()))[0]).toBe(404);
    expect((await said(send, "/pi/ttype/totp", nonsense()))[0]).toBe(404);
    expect(await said(none, "/pi/ttype/tiqr", nonsense())).toEqual([200, "INVALID_CHALLENGE"]);
  });

  it("is a POST: any other method hears that it must be one", async () => {
    const got = await requestOver(send, "/tiqr.php?action=metadata&session=s&serial=n");
    expect([got.status, got.headers.get("Allow")]).toEqual([405, "POST, OPTIONS"]);
  });

  it("cannot take a path away from this service", async () => {
    const greedy = await withSettings({ PHONE_PATHS: "/validate/check /auth" });
    const { json } = await postOver(greedy, "/validate/check", { user: "nobody-here", pass: "1" });
    expect(json.detail.message).toBe("The user has no tokens assigned");
  });
});
