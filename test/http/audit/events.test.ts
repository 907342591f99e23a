// The rows of the audit trail: their names, their phone, and the id that ties the rows of one login
// together.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import {
  admin,
  asAdmin,
  asAdminOver,
  type EnrolledToken,
  enrol,
  lastAuditNumber,
  openLogin,
  postOver,
  resultOf,
  type Send,
  withSettings,
} from "../../support/service.ts";

let app: Send;
let enrolled: EnrolledToken;
let mark = 0;
beforeAll(async () => {
  app = await withSettings({});
  enrolled = await enrol({ user: "events", pin: "1234", serial: "EVENTS" }, { send: app });
});
beforeEach(async () => {
  mark = await lastAuditNumber();
});

/** The rows since the start of the test, oldest first. */
const rows = async () => (await auditRows()).filter(({ number }) => number > mark);
const events = async () => (await rows()).map(({ event }) => event);
const check = (fields: Record<string, string>) => postOver(app, "/validate/check", fields);
const finish = (id: string) => check({ user: "events", transaction_id: id });

describe("the rows of one login", () => {
  it("say what happened, and share an attempt id that no other login has", async () => {
    for (let login = 0; login < 2; login++) {
      const { link, id } = await openLogin({ user: "events", pass: "1234" }, app);
      await enrolled.phone.login(link);
      await finish(id);
    }
    const [first, second] = [(await rows()).slice(0, 3), (await rows()).slice(3)];
    for (const login of [first, second])
      expect(login.map(({ event }) => event)).toEqual(["CHALLENGE_TRIGGERED", "CHALLENGE_ANSWERED", "LOGIN_SUCCESS"]);
    const attempts = (login: typeof first) => new Set(login.map(({ attempt_id }) => attempt_id));
    expect(attempts(first).size).toBe(1);
    expect(attempts(second).size).toBe(1);
    expect(attempts(first)).not.toEqual(attempts(second));
    expect([...attempts(first)][0]).not.toBe("");
  });

  it.each([
    ["okhttp/4.12.0", "android"],
    ["Dalvik/2.1.0 (Linux; U; Android 14)", "android"],
    ["Tiqr/4.1.2 CFNetwork/1494.0.7 Darwin/23.4.0", "ios"],
    ["curl/8.5.0", "other"],
    ["<script>alert(1)</script>", "other"],
  ])("name the kind of phone that answered, and never its User-Agent: %s", async (userAgent, phone) => {
    const { link } = await openLogin({ user: "events", pass: "1234" }, app);
    const sessionKey = new URL(link).pathname.split("/")[1] ?? "";
    const answer = { sessionKey, userId: "events", response: "00000000", operation: "login" };
    await postOver(app, "/ttype/tiqr", answer, { "User-Agent": userAgent });
    expect((await rows()).map((row) => [row.event, row.phone])).toEqual([
      ["CHALLENGE_TRIGGERED", ""],
      ["CHALLENGE_ANSWERED_FAIL", phone],
    ]);
    await asAdmin("POST", "/token/reset", { serial: "EVENTS" });
  });
});

describe("a refusal", () => {
  it.each([
    ["PIN_FAIL", () => check({ user: "events", pass: "wrong" })],
    ["USER_UNKNOWN", () => check({ user: "stranger", pass: "1234" })],
    ["NO_TOKEN", () => check({ serial: "NONE", pass: "1234" })],
    ["SIGN_IN_FAIL", () => postOver(app, "/auth", { username: "admin", password: "wrong" })],
    // For a login this would be NO_TOKEN, and an operator would count it among the failed logins.
    ["REQUEST_REFUSED", () => asAdminOver(app, "POST", "/token/disable", { serial: "NONE" })],
  ])("is called %s", async (event, act) => {
    await act();
    expect(await events()).toEqual([event]);
  });
});

describe("an administrator's actions", () => {
  it("has its words, which the list can be searched by", async () => {
    const headers = await admin();
    const { phone, serial } = await enrol({ user: "events2", pin: "1234" }, { send: app });
    await asAdminOver(app, "POST", "/token/disable", { serial });
    await postOver(app, "/token/enrollmentlink", { user: "events2" }, headers);
    await asAdminOver(app, "DELETE", "/user/realm1/events2");
    expect(await events()).toEqual([
      "ENROLLMENT_BEGUN",
      "ENROLLMENT_FETCHED",
      "TOKEN_ENROLLED",
      "TOKEN_CHANGED",
      "LINK_MADE",
      "USER_DELETED",
    ]);
    expect(phone.accounts).toHaveLength(1);
    const { auditdata } = resultOf(await asAdmin("GET", "/audit/?event=ENROLLMENT_*&page_size=2&sortorder=desc"));
    expect(auditdata.map(({ event }: { event: string }) => event)).toEqual(["ENROLLMENT_FETCHED", "ENROLLMENT_BEGUN"]);
  });

  it("are one refusal per row, unless the row has another count", async () => {
    await check({ user: "events", pass: "wrong" });
    expect((await rows()).map(({ count }) => count)).toEqual([1]);
  });
});

it("a row from before there were event words has an empty one", async () => {
  const { phone } = await enrol({ user: "events3", pin: "1234", serial: "OLDER" }, { send: app });
  expect(phone.accounts).toHaveLength(1);
  await env.DB.prepare("UPDATE audit SET event = '' WHERE serial = 'OLDER'").run();
  const { auditdata } = resultOf(await asAdmin("GET", "/audit/?serial=OLDER"));
  expect(auditdata.length).toBeGreaterThan(0);
  for (const row of auditdata) expect(row).toMatchObject({ event: "", sig_check: "FAIL" });
});
