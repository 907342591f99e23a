// The audit trail has one row for each request of a login that decides something, and none for
// polls.

import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { attemptIdFor, sessionKeyFor } from "../../support/house/names.ts";
import {
  admin,
  asAdmin,
  asAdminOver,
  auditRowsBehind,
  type EnrolledToken,
  enrol,
  lastAuditNumber,
  openLogin,
  postOver,
  requestOver,
  responseOf,
  resultOf,
  type Send,
  withSettings,
} from "../../support/service.ts";

// Rows may follow the reply, so this app waits for them. A transaction's object writes its rows
// with the reply, except for late answers.
let app: Send;
let mark = 0;
beforeAll(async () => {
  app = await withSettings({});
});
beforeEach(async () => {
  mark = await lastAuditNumber();
});
/** For an unknown user the row has the beginning of the name, and a digest. */
const UNKNOWN = / \| 0 \| REJECT \| {2}\| nobody…~[\w-]{16}@realm1 \| (admin)? \| unknown-user$/;
const rows = () => auditRowsBehind(mark);
const send = (path: string, fields: Record<string, string>, headers = {}) =>
  postOver(app, path, fields, { "CF-Connecting-IP": "192.0.2.7", ...headers });

describe("a login", () => {
  let enrolled: EnrolledToken;
  beforeAll(async () => {
    enrolled = await enrol({ user: "login", pin: "1234", serial: "LOGIN" }, { send: app });
  });
  const answer = async (id: string, response: string) =>
    send("/ttype/tiqr", { sessionKey: await sessionKeyFor(id), userId: "x", response, operation: "login" });

  it("is a challenge, an answer and a success, all of one transaction and with the client's address", async () => {
    const { detail } = (await send("/validate/check", { user: "login", pass: "1234" })).json;
    await answer(detail.transaction_id, await responseOf(enrolled.phone, detail.attributes.value));
    await send("/validate/check", { user: "login", transaction_id: detail.transaction_id });
    expect(await rows()).toEqual([
      "POST /validate/check | 0 | CHALLENGE | LOGIN | login@realm1 |  | ",
      "POST /ttype/<ttype> | 1 | ACCEPT | LOGIN | login@realm1 |  | ",
      "POST /validate/check | 1 | ACCEPT | LOGIN | login@realm1 |  | ",
    ]);
    const attempt = await attemptIdFor(detail.transaction_id);
    for (const filter of [`attempt_id=${attempt}`, `transaction_id=${detail.transaction_id}`]) {
      const { auditdata } = resultOf(await asAdmin("GET", `/audit/?${filter}`));
      expect(auditdata, filter).toHaveLength(3);
      for (const row of auditdata)
        expect(row).toMatchObject({ attempt_id: attempt, client: "192.0.2.7", sig_check: "OK" });
    }
  });

  it("is a challenge and a success when the code of the app is typed in", async () => {
    const { id, link } = await openLogin({ user: "login", pass: "1234" }, app);
    const response = await responseOf(enrolled.phone, link);
    await send("/validate/check", { user: "login", transaction_id: id, response });
    const events = (await auditRows({ attempt_id: await attemptIdFor(id) })).map(({ event }) => event);
    expect(events).toEqual(["CHALLENGE_TRIGGERED", "LOGIN_SUCCESS"]);
  });

  it("has no row for polls of either kind, and none for reads that are about no user", async () => {
    const { id } = await openLogin({ user: "login", pass: "1234" }, app);
    for (let i = 0; i < 3; i++) {
      await requestOver(app, `/validate/polltransaction/${id}`);
      await send("/validate/check", { user: "login", transaction_id: id, pass: "" });
      await send("/validate/check", { user: "login", transaction_id: "12345678901234567890" });
      for (const path of ["/token/challenges/", "/system/", "/realm/", "/auth/rights"])
        await asAdminOver(app, "GET", path);
    }
    expect(await rows()).toHaveLength(1);
  });

  it("that fails says why: a wrong PIN, an unknown user, a token that cannot be used", async () => {
    await send("/validate/check", { user: "login@realm1", pass: "wrong" });
    await send("/validate/check", { serial: "LOGIN", pass: "wrong" });
    await send("/validate/check", { user: "nobody", pass: "1234" });
    await asAdmin("POST", "/token/disable", { serial: "LOGIN" });
    await send("/validate/samlcheck", { user: "login", pass: "1234" });
    await asAdmin("POST", "/token/enable", { serial: "LOGIN" });
    const nobody = expect.stringMatching(UNKNOWN);
    expect((await rows()).filter((row) => row.includes("/validate/"))).toEqual([
      "POST /validate/check | 0 | REJECT | LOGIN | login@realm1 |  | wrong-pin",
      "POST /validate/check | 0 | REJECT | LOGIN | login@realm1 |  | wrong-pin",
      nobody,
      "POST /validate/samlcheck | 0 | REJECT | LOGIN | login@realm1 |  | token-disabled",
    ]);
  });

  it("with a phone's wrong answer is a failure of its serial and user, and so is a late one", async () => {
    const { id, link } = await openLogin({ user: "login", pass: "1234" }, app);
    const right = await responseOf(enrolled.phone, link);
    await answer(id, "not it");
    await send("/validate/check", { user: "login", transaction_id: id, response: "not this" });
    await answer(id, right);
    await answer(id, "too late");
    await vi.waitFor(async () => expect(await rows()).toHaveLength(5));
    expect((await rows()).slice(1)).toEqual([
      "POST /ttype/<ttype> | 0 | REJECT | LOGIN | login@realm1 |  | wrong-response",
      "POST /validate/check | 0 | REJECT | LOGIN | login@realm1 |  | wrong-response",
      "POST /ttype/<ttype> | 1 | ACCEPT | LOGIN | login@realm1 |  | ",
      "POST /ttype/<ttype> | 0 | REJECT | LOGIN | login@realm1 |  | challenge-not-open",
    ]);
  });

  it("that is finalized too late says so, and is not accepted again", async () => {
    const { id, link } = await openLogin({ user: "login", pass: "1234" }, app);
    await enrolled.phone.login(link);
    await asAdmin("POST", "/token/setpin", { serial: "LOGIN", otppin: "1234" });
    await send("/validate/check", { user: "login", transaction_id: id });
    expect((await rows()).at(-1)).toBe(
      "POST /validate/check | 0 | REJECT | LOGIN | login@realm1 |  | nothing-to-finalize",
    );
  });

  it("of a made-up serial leaves nothing in the trail", async () => {
    const made = "session=x&serial=MADEUP";
    expect((await requestOver(app, `/ttype/tiqr?action=metadata&${made}`)).status).toBe(404);
    await send(`/ttype/tiqr?action=enrollment&${made}`, { secret: "ab".repeat(32), operation: "register" });
    await send(`/ttype/tiqr?action=enrollment&${made}`, { secret: "zz", operation: "register" });
    expect(await rows()).toEqual([]);
  });

  it("that an application triggers names it", async () => {
    await send("/validate/triggerchallenge", { user: "login" }, await admin());
    await send("/validate/triggerchallenge", { user: "nobody" }, await admin());
    expect(await rows()).toEqual([
      "POST /validate/triggerchallenge | 0 | CHALLENGE | LOGIN | login@realm1 | admin | ",
      expect.stringMatching(UNKNOWN),
    ]);
  });
});
