// An onlooker sees the screen: the QR code shows the user's name, the session key and the question.
// A phone needs no more, and to anyone else it must be useless. The same holds for accounts that
// only read: they see nothing with which a login could be finalized.

import { describe, expect, it } from "vitest";
import { openListener, says, upgrade } from "../../support/events.ts";
import {
  answer,
  answered,
  atOnce,
  endLogin,
  enrolledUser,
  sessionKeyIn,
  type TestLogin,
  trigger,
} from "../../support/login.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import {
  asAdmin,
  asAdminOver,
  check,
  enrol,
  errorOf,
  openLogin,
  poll,
  post,
  type Reply,
  request,
  resultOf,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";

const stateOf = ({ json }: Reply) => json.detail.transaction_state;
const isAccepted = ({ json }: Reply) => json?.result?.authentication === "ACCEPT";

describe("an onlooker who knows only the QR code", () => {
  it("is not shown the transaction_id", async () => {
    const { link, transactionId } = await trigger(await enrolledUser("shown"));
    expect(link).not.toContain(transactionId);
    expect(link).not.toContain(transactionId.slice(0, 14));
    expect(sessionKeyIn(link)).toMatch(/^[0-9a-f]{20}$/);
  });

  it("cannot poll", async () => {
    const { link, transactionId } = await answered(await enrolledUser("polled"));
    const key = sessionKeyIn(link);
    for (const path of [`?transaction_id=${key}`, `/${key}`, `?transaction_id=${key}&wait=1`])
      expect(stateOf(await request(`/validate/polltransaction${path}`)), path).toBe("unknown");
    expect(stateOf(await poll(transactionId))).toBe("answered");
  });

  it("cannot listen", async () => {
    const login = await trigger(await enrolledUser("overheard"));
    const stranger = await openListener(sessionKeyIn(login.link));
    expect(await answer(login, login.right)).toBe("OK");
    await stranger.hears(says("unknown"), "closed 1000");
  });

  it("takes no place of those that wait and listen", async () => {
    const login = await trigger(await enrolledUser("crowded"));
    const key = sessionKeyIn(login.link);
    const strangers = await atOnce(20, () => upgrade(key));
    const polls = atOnce(20, () => request(`/validate/polltransaction/${key}?wait=20`));
    const mine = await openListener(login.transactionId);
    const waits = request(`/validate/polltransaction/${login.transactionId}?wait=20`);
    await mine.hears(says("open"));
    expect(await answer(login, login.right)).toBe("OK");
    expect(stateOf(await waits)).toBe("answered");
    for (const { webSocket } of strangers) webSocket?.accept();
    await polls;
  });

  it.each(["/validate/check", "/validate/samlcheck", "/validate/radiuscheck"])(
    "cannot finish the login at %s",
    async (path) => {
      const login = await answered(await enrolledUser(`taken${path.replaceAll("/", "-")}`));
      const { user, link } = login;
      const key = sessionKeyIn(link);
      for (const id of [{ transaction_id: key }, { state: key }, { transaction_id: key, response: login.right }]) {
        const reply = await post(path, { user, pass: "", ...id });
        expect(reply.headers.get("Reply-Message") ?? reply.text).not.toContain("Found matching challenge");
        expect(isAccepted(reply)).toBe(false);
      }
      expect(isAccepted(await endLogin(login))).toBe(true);
    },
  );

  it("cannot answer for the phone at an application's door, not even with the right digits", async () => {
    const login = await trigger(await enrolledUser("digits"));
    const { user, link, right } = login;
    const reply = await check({ user, transaction_id: sessionKeyIn(link), response: right });
    expect(isAccepted(reply)).toBe(false);
    expect(stateOf(await poll(login.transactionId))).toBe("open");
  });

  it("cannot finalize or cancel a login of the page, even with its browser's secret", async () => {
    const { user, pin, phone } = await enrolledUser("page");
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user, pin });
    await phone.login(link);
    const key = sessionKeyIn(link);
    browser.cookies.set(`__Host-login-${key}`, browser.cookies.get(`__Host-login-${transactionId}`) ?? "");
    for (const path of ["/login/result", "/login/cancel"])
      expect(stateIn(await browser.post(path, { transaction_id: key }))).toBe("unknown");
    expect(stateIn(await browser.result(transactionId))).toBe("accepted");
  });

  it("cannot cancel it, even with an account that may", async () => {
    const login = await answered(await enrolledUser("cancelled"));
    const path = `/token/challenges/transaction/${sessionKeyIn(login.link)}`;
    expect(resultOf(await asAdmin("DELETE", path))).toEqual({ deleted: 0, status: true });
    expect(isAccepted(await endLogin(login))).toBe(true);
  });

  it("cannot confirm an administrator's sign-in, even with the ticket", async () => {
    await serviceAccount("chief", ["*" as never]);
    const { phone } = await enrol({ user: "chief", realm: "administrators" });
    const { detail } = (await post("/auth", { username: "chief", password: "service" })).json;
    await phone.login(detail.attributes.value);
    const sent = { username: "chief", ticket: detail.ticket };
    const stolen = await post("/auth", { ...sent, transaction_id: sessionKeyIn(detail.attributes.value) });
    expect(stolen.status).toBe(401);
    expect(isAccepted(await post("/auth", { ...sent, transaction_id: detail.transaction_id }))).toBe(true);
  });
});

describe("an onlooker who knows only the transaction_id", () => {
  it("does not speak for a phone: the two names of a login are not each other's", async () => {
    const { user, transactionId, right } = await trigger(await enrolledUser("swapped"));
    const sent = { sessionKey: transactionId, userId: `${user}_realm1`, response: right, operation: "login" };
    expect((await post("/ttype/tiqr", sent)).text).toBe("INVALID_CHALLENGE");
    expect(stateOf(await poll(transactionId))).toBe("open");
  });
});

describe("an account that may only read", () => {
  /** Every text in a reply that could be a name of a login. */
  const namesIn = (reply: Reply): readonly string[] => [...new Set(reply.text.match(/[0-9A-Za-z_-]{16,}/g))];

  async function finishesNothing(login: TestLogin, shown: Reply): Promise<void> {
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(login.user);
    expect(shown.text).not.toContain(login.transactionId);
    expect(shown.text).not.toContain(sessionKeyIn(login.link));
    for (const name of namesIn(shown)) {
      expect(isAccepted(await check({ user: login.user, transaction_id: name })), name).toBe(false);
      expect(stateOf(await poll(name)), name).toBe("unknown");
    }
    expect(isAccepted(await endLogin(login))).toBe(true);
  }

  it("cannot finalize a login with anything in the audit trail", async () => {
    const headers = await serviceAccount("auditor", ["auditlog"]);
    const login = await answered(await enrolledUser("audited"));
    await finishesNothing(login, await request(`/audit/?user=${login.user}&page_size=100`, { headers }));
    const again = await answered(await enrolledUser("audited2"));
    await finishesNothing(again, await request(`/audit/all.csv?user=${again.user}&page_size=100`, { headers }));
  });

  it("cannot finalize one with anything in the list of open logins, and can cancel it by that", async () => {
    const headers = await serviceAccount("watcher", ["getchallenges"]);
    const app = await withSettings({});
    const { phone, serial } = await enrol({ user: "listed", pin: "1234", serial: "LISTED" });
    const { id, link } = await openLogin({ user: "listed", pass: "1234" }, app);
    await phone.login(link);
    const shown = await request(`/token/challenges/${serial}`, { headers });
    const listed = resultOf(shown).challenges[0].transaction_id;
    expect([id, sessionKeyIn(link)]).not.toContain(listed);
    expect(shown.text).not.toContain(id);
    expect(shown.text).not.toContain(sessionKeyIn(link));
    expect(isAccepted(await check({ user: "listed", transaction_id: listed }))).toBe(false);
    expect(isAccepted(await check({ serial, transaction_id: listed }))).toBe(false);
    expect(resultOf(await asAdminOver(app, "DELETE", `/token/challenges/transaction/${listed}`)).deleted).toBe(1);
    expect(stateOf(await poll(id))).toBe("cancelled");
    expect(errorOf(await request("/audit/", { headers })).slice(0, 2)).toEqual([403, 303]);
  });
});
