// The rows of the audit trail about administration and enrolment, and that none contains a secret.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import {
  admin,
  asAdminOver,
  auditRowsBehind,
  enrol,
  initToken,
  lastAuditNumber,
  openLogin,
  postOver,
  requestOver,
  responseOf,
  type Send,
  withSettings,
} from "../../support/service.ts";

// Rows may follow the reply, so this app waits for them.
let app: Send;
let mark = 0;
beforeAll(async () => {
  app = await withSettings({});
});
beforeEach(async () => {
  mark = await lastAuditNumber();
});
const rows = () => auditRowsBehind(mark);
const sendAsAdmin = (path: string, fields: Record<string, string> = {}) => asAdminOver(app, "POST", path, fields);

describe("administration", () => {
  it("is noted with account, action and user, and the path as a pattern", async () => {
    await sendAsAdmin("/token/init", { type: "tiqr", user: "who@realm1", serial: "WHO" });
    await sendAsAdmin("/token/disable/WHO");
    await sendAsAdmin("/token/enable", { user: "who" });
    await sendAsAdmin("/token/unassign", { serial: "WHO" });
    await sendAsAdmin("/token/assign", { serial: "WHO", user: "whose", realm: "R2" });
    await sendAsAdmin("/token/enable", { serial: "NOSUCH" });
    await sendAsAdmin("/token/init", { type: "tiqr", user: "who", serial: "WHO", pin: "secret pin" });
    await asAdminOver(app, "DELETE", "/token/WHO");
    await asAdminOver(app, "DELETE", "/token/challenges/expired");
    expect(await rows()).toEqual([
      "POST /token/init | 1 |  | WHO | who@realm1 | admin | ",
      "POST /token/disable/<serial> | 1 |  | WHO | who@realm1 | admin | ",
      "POST /token/enable | 1 |  | WHO | who@realm1 | admin | ",
      "POST /token/unassign | 1 |  | WHO | who@realm1 | admin | ",
      "POST /token/assign | 1 |  | WHO | whose@r2 | admin | ",
      "POST /token/enable | 0 |  | NOSUCH | @ | admin | unknown-serials",
      "POST /token/init | 1 |  | WHO | who@realm1 | admin | ",
      "DELETE /token/<serial> | 1 |  | WHO | who@realm1 | admin | ",
    ]);
  });

  it("of a transaction names its user, and of a made-up one nothing", async () => {
    const { phone } = await enrol({ user: "ends", pin: "1234", serial: "ENDS" }, { send: app });
    const { id, link } = await openLogin({ user: "ends", pass: "1234" }, app);
    mark = await lastAuditNumber();
    const cancel = (which: string) => asAdminOver(app, "DELETE", `/token/challenges/transaction/${which}`);
    await cancel(id);
    await cancel(id);
    await phone.login(link);
    await cancel("12345678901234567890");
    const path = "DELETE /token/challenges/transaction/<transaction_id>";
    expect((await rows()).filter((row) => row.startsWith("DELETE"))).toEqual([
      `${path} | 1 |  | ENDS | ends@realm1 | admin | `,
      `${path} | 0 |  | ENDS | ends@realm1 | admin | challenge-not-open`,
      `${path} | 0 |  |  | @ | admin | challenge-not-open`,
    ]);
  });

  it("that is refused says why, and names the user in full", async () => {
    const limited = await withSettings({ TIQR_MAX_TOKEN_PER_USER: "1" });
    await initToken({ user: "full", serial: "FULL1" });
    mark += 1;
    await asAdminOver(limited, "POST", "/token/init", { type: "tiqr", user: "full@realm1", serial: "FULL2" });
    expect(await rows()).toEqual(["POST /token/init | 0 |  | FULL2 | full@realm1 | admin | too-many-tokens"]);
  });

  it("begins with a sign-in, right or wrong", async () => {
    await postOver(app, "/auth", { username: "admin", password: ADMIN_PASSWORD });
    await postOver(app, "/auth", { username: "admin", password: "wrong password" });
    await postOver(app, "/auth", { username: "nobody", password: ADMIN_PASSWORD });
    expect(await rows()).toEqual([
      "POST /auth | 1 | ACCEPT |  | @ | admin | ",
      "POST /auth | 0 | REJECT |  | @ | admin | wrong-credentials",
      expect.stringMatching(/^POST \/auth \| 0 \| REJECT \| {2}\| @ \| nobody…~[\w-]{16} \| wrong-credentials$/),
    ]);
  });
});

describe("an enrolment", () => {
  it("is noted step by step, and so is a second phone with the same QR code", async () => {
    const { value } = (await sendAsAdmin("/token/init", { type: "tiqr", user: "steps", serial: "STEPS" })).json.detail
      .tiqrenroll;
    const url = new URL(value.replace("tiqrenroll://", ""));
    const fetchIt = (phone: string) =>
      requestOver(app, url.pathname + url.search, { headers: { "User-Agent": phone } });
    const { enrollmentUrl } = (await fetchIt("one")).json.service;
    await fetchIt("another");
    const { pathname, search } = new URL(enrollmentUrl);
    const push = (secret: string) => postOver(app, pathname + search, { secret, operation: "register" });
    await push("ab".repeat(32));
    await push("cd".repeat(32));
    expect((await rows()).map((row) => row.replace(/ \| [^|]*@.*? \| {2}\| /, " | … | "))).toEqual([
      "POST /token/init | 1 |  | STEPS | steps@realm1 | admin | ",
      "GET /ttype/<ttype> | 1 |  | STEPS | … | ",
      "GET /ttype/<ttype> | 0 |  | STEPS | … | session-used",
      "POST /ttype/<ttype> | 1 |  | STEPS | … | ",
      "POST /ttype/<ttype> | 1 |  | STEPS | … | ",
    ]);
    const { results } = await env.DB.prepare("SELECT event FROM audit WHERE serial = 'STEPS' ORDER BY number").all();
    expect(results.map(({ event }) => event)).toEqual([
      ...["ENROLLMENT_BEGUN", "ENROLLMENT_FETCHED", "ENROLLMENT_FAIL"],
      ...["TOKEN_ENROLLED", "ENROLLMENT_KEY_REPLACED"],
    ]);
  });
});

describe("the trail", () => {
  it("holds no PIN, password, response, secret, session or JWT", async () => {
    const { "PI-Authorization": jwt = "" } = await admin();
    const { phone } = await enrol({ user: "quiet", pin: "pin-of-quiet", serial: "QUIET" }, { send: app });
    const { id, link } = await openLogin({ user: "quiet", pass: "pin-of-quiet" }, app);
    const response = await responseOf(phone, link);
    await phone.login(link, true);
    await phone.login(link);
    await postOver(app, "/validate/check", { user: "quiet", transaction_id: id, pass: "pin-of-quiet" });
    await postOver(app, "/validate/check", { user: "quiet", pass: "wrong-pin-of-quiet" });
    await requestOver(app, "/validate/check?user=quiet&pass=pin-in-query");
    await postOver(app, "/auth", { username: "admin", password: "password-of-admin" });
    const { results } = await env.DB.prepare("SELECT * FROM audit").all();
    const text = JSON.stringify(results);
    expect(text).toContain("QUIET");
    const secrets = ["pin-of-quiet", "pin-in-query", "password-of-admin", response, phone.accounts[0]?.secretHex, jwt];
    for (const secret of [...secrets, "session=", "?"]) expect(text).not.toContain(secret);
  });
});
