// What makes an app show its digits, which a person can type into the page: the replies to an
// answer that was not heard, as test/http/request/late-body.test.ts gets them, and none.

import { describe, expect, it } from "vitest";
import { renderReply } from "../../src/tiqr/replies.ts";
import { type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { type CannedReply, type FakeServer, fakeServer, METADATA_URL } from "../support/phones/fake-server.ts";

const LOGIN = "tiqrauth://hans_realm1@tiqr.example.org/00112233445566778899/c0c89b5345/Example/2";
const SENTENCE = "Scan the code again.";

async function toldAt(name: PhoneName, change: (server: FakeServer) => void) {
  const server = fakeServer();
  let silent = false;
  const phone = TEST_PHONES[name]({
    send: (request) => (silent ? Promise.reject(new Error("no reply")) : server.send(request)),
  });
  expect(await phone.enroll(`tiqrenroll://${METADATA_URL}`)).toMatchObject({ ok: true });
  const before = phone.accounts;
  change(server);
  silent = server.login.body === "silence";
  const result = await phone.login(LOGIN);
  expect(phone.accounts).toEqual(before);
  return result;
}

const canned = (json: boolean): CannedReply => renderReply({ word: "show-digits" }, SENTENCE, json);
const hears = (login: CannedReply) => (server: FakeServer) => {
  server.login = login;
};

describe("an answer that was not heard", () => {
  it("makes Android show its digits", async () => {
    expect(await toldAt("kotlin", hears(canned(true)))).toEqual({ ok: false, words: "UNKNOWN", digits: true });
  });

  it("is an error to iOS whatever the reply is, so this one has a sentence", async () => {
    const result = await toldAt("ios", hears(canned(true)));
    expect(result).toEqual({ ok: false, words: "unknown error", sentence: SENTENCE });
  });

  it("is no wrong answer to old Android", async () => {
    expect(await toldAt("java", hears(canned(true)))).toEqual({ ok: false, words: "UNKNOWN" });
  });

  it.each(["kotlin", "ios"] as const)("makes %s show its digits if there is no reply at all", async (name) => {
    expect(await toldAt(name, hears({ body: "silence" }))).toMatchObject({ ok: false, digits: true });
  });

  it("would be a matter for the support on Android, if the reply had a code", async () => {
    const reply = renderReply({ word: "invalid-request" }, SENTENCE, true);
    expect(await toldAt("kotlin", hears(reply))).toEqual({ ok: false, words: "INVALID_REQUEST" });
  });
});
