// The requests of the four phones, character by character: those of an enrolment and of a login,
// with and without an address for push messages. The apps differ in headers, in order and names of
// the fields, in the case of the secret, in escaping, and in `(null)`.

import { describe, expect, it } from "vitest";
import { PHONE_NAMES, type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { fakeServer, METADATA_URL, type NotedRequest } from "../support/phones/fake-server.ts";
import type { TestPhoneOptions } from "../support/phones/test-phone.ts";

/** Contains every character that a form has to escape. */
const IDENTITY = "a b+c@d/e&f=g%h#ü_realm1";
const RIGHT = "a+b%2Bc%40d%2Fe%26f%3Dg%25h%23%C3%BC_realm1";
const IOS = "a%20b+c@d/e&f=g%25h%23%C3%BC_realm1";
const LOGIN = "tiqrauth://tiqr.example.org/0123456789/c0c89b5345/Example/2";

/**
 * The requests of an enrolment and a login. Secret and response, which differ each time, are
 * blanked.
 */
async function requestsOf(name: PhoneName, push?: TestPhoneOptions["push"]): Promise<NotedRequest[]> {
  const server = fakeServer(IDENTITY);
  const phone = TEST_PHONES[name]({ ...server, ...(push && { push }) });
  expect(await phone.enroll(`tiqrenroll://${METADATA_URL}`)).toMatchObject({ ok: true });
  expect(await phone.login(LOGIN)).toMatchObject({ ok: true });
  const [{ secretHex } = { secretHex: "" }] = phone.accounts;
  expect(secretHex).toMatch(name === "ios" ? /^[0-9A-F]{64}$/ : /^[0-9a-f]{64}$/);
  return server.requests.map((request) => ({
    ...request,
    body: request.body.replace(`secret=${secretHex}`, "secret=*").replace(/response=\d{6}/, "response=*"),
  }));
}

const accept = { accept: "application/json" };
const version2 = { ...accept, "x-tiqr-protocol-version": "2" };
const onAndroid = {
  ...version2,
  "user-agent": "tiqr/4.0.0 (tiqr 4.0.0/12; Android 14/34; Google Pixel 8) okhttp/4.9.3",
};
const onIos = { "user-agent": "tiqr/3.0.1 (tiqr 3.0.1/27; iOS 15.4.1/19E258; iPhone10,1)" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const SENT: Readonly<Record<PhoneName, { get: object; post: object; enrolment: string; login: string }>> = {
  kotlin: {
    get: onAndroid,
    post: { ...onAndroid, ...form },
    enrolment: "secret=*&language=en[push]&operation=register",
    login: `sessionKey=0123456789&userId=${RIGHT}&response=*&language=en[push]&operation=login`,
  },
  java: {
    get: version2,
    post: { ...version2, ...form },
    enrolment: "secret=*&language=en[push]&operation=register",
    login: `sessionKey=0123456789&userId=${RIGHT}&response=*&language=en[push]&operation=login`,
  },
  ios: {
    get: onIos,
    post: { ...onIos, ...accept, ...form },
    enrolment: "secret=*&language=en[push]&version=(null)&operation=register",
    login: `sessionKey=0123456789&userId=${IOS}&response=*&language=en[push]&operation=login&version=(null)`,
  },
  php: {
    get: accept,
    post: { ...accept, ...form },
    enrolment: "operation=register&secret=*[push]",
    login: `operation=login&sessionKey=0123456789&userId=${RIGHT}&response=*[push]`,
  },
};

/**
 * The text in place of `[push]` if the phone has no address for push messages: at an enrolment, and
 * at a login.
 */
const NO_PUSH: Readonly<Record<PhoneName, readonly [string, string]>> = {
  kotlin: ["", ""],
  java: ["", ""],
  ios: ["&notificationType=APNS&notificationAddress=(null)", "&notificationType=APNS&notificationAddress=(null)"],
  php: [
    "&notificationType=&notificationAddress=",
    "&notificationType=APNS&notificationAddress=0000000000111111111122222222223333333333",
  ],
};

describe.each(PHONE_NAMES)("what %s sends", (name) => {
  const { get, post, enrolment, login } = SENT[name];
  const logo =
    name === "ios" ? [{ method: "GET", url: "https://logo.example.org/logo.png", headers: {}, body: "" }] : [];
  const sent = (atEnrolment: string, atLogin: string) => [
    { method: "GET", url: METADATA_URL, headers: get, body: "" },
    ...logo,
    {
      method: "POST",
      url: "https://tiqr.example.org/enrol?session=1&serial=2",
      headers: post,
      body: enrolment.replace("[push]", atEnrolment),
    },
    { method: "POST", url: "https://tiqr.example.org/login", headers: post, body: login.replace("[push]", atLogin) },
  ];

  it("without a place for push", async () => {
    expect(await requestsOf(name)).toEqual(sent(...NO_PUSH[name]));
  });

  it("with one", async () => {
    const push = "&notificationType=FCM&notificationAddress=place";
    expect(await requestsOf(name, { type: "FCM", address: "place" })).toEqual(sent(push, push));
  });
});

describe("a second account", () => {
  it.each(PHONE_NAMES)(
    "of the same service and identity on %s: only PHP takes it, in the place of the first",
    async (name) => {
      const phone = TEST_PHONES[name](fakeServer());
      await phone.enroll(`tiqrenroll://${METADATA_URL}`);
      const [first] = phone.accounts;
      const told = await phone.enroll(`tiqrenroll://${METADATA_URL}`);
      expect(told.ok).toBe(name === "php");
      expect(phone.accounts).toHaveLength(1);
      expect(phone.accounts[0] === first).toBe(name !== "php");
    },
  );
});
