import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { auditRows, auditRowsOnce } from "../support/audit.ts";
import { atOnce, enrolledUser, tally } from "../support/login.ts";
import { Browser, stateIn } from "../support/pages/browser.ts";
import { asAdmin, check, poll } from "../support/service.ts";

const AT_ONCE = 16;
const ROUNDS = [1, 2, 3];

async function answeredAtPage(user: string) {
  const { pin, phone } = await enrolledUser(user);
  const browser = new Browser();
  const { link, transactionId } = await browser.begin({ user, pin });
  await phone.login(link);
  // A copy of the browser sends each request: a reply that removes the cookie must not keep it from
  // the next request.
  const tab = () => Object.assign(new Browser(), { cookies: new Map(browser.cookies) });
  return { transactionId, tab };
}

const sessionsOf = (user: string) =>
  env.DB.prepare("SELECT count(*) AS count FROM browser_session WHERE user = ?1").bind(user).first("count");

describe(`${AT_ONCE} results of one login at once`, () => {
  it.each(ROUNDS)("are all told of the one login, and get its one session (round %i)", async (round) => {
    const user = `alice${round}`;
    const { transactionId, tab } = await answeredAtPage(user);
    const tabs = Array.from({ length: AT_ONCE }, tab);
    const replies = await Promise.all(tabs.map((one) => one.result(transactionId)));
    expect(tally(replies.map((reply) => String(stateIn(reply))))).toEqual({ accepted: AT_ONCE });
    expect(new Set(tabs.map(({ cookies }) => cookies.get("__Host-session"))).size).toBe(1);
    for (const one of tabs) expect((await one.request("/me")).status).toBe(200);
    expect(await sessionsOf(user)).toBe(1);
    // A row that follows a reply would be there before one that follows this request.
    await new Browser().post("/login/begin", { user, pin: "wrong" });
    await auditRowsOnce(1, { user, reason: "wrong-pin" });
    const rows = (await auditRows({ user })).filter(({ action }) => action === "POST /login/result");
    expect(rows.map(({ success, event }) => [success, event])).toEqual([[1, "LOGIN_SUCCESS"]]);
  });

  it("let no other browser in, before, among or after them", async () => {
    const { transactionId, tab } = await answeredAtPage("mallorys-victim");
    const stranger = () => {
      const other = new Browser();
      other.cookies.set(`__Host-login-${transactionId}`, "A".repeat(43));
      return other;
    };
    const tabs = Array.from({ length: AT_ONCE }, (_, index) => (index % 4 === 1 ? tab() : stranger()));
    const replies = await Promise.all([...tabs, stranger()].map((one) => one.result(transactionId)));
    expect(replies.map((reply) => stateIn(reply))).toEqual(
      [...tabs, undefined].map((_, index) => (index % 4 === 1 ? "accepted" : "unknown")),
    );
    expect(tabs.map(({ cookies }) => cookies.has("__Host-session"))).toEqual(tabs.map((_, index) => index % 4 === 1));
  });

  it.each(ROUNDS)("beside finalizes of an application are one login, the browser's (round %i)", async (round) => {
    const user = `carol${round}`;
    const { transactionId, tab } = await answeredAtPage(user);
    const both = await atOnce(AT_ONCE, async (index) =>
      index % 2
        ? String((await check({ user, transaction_id: transactionId })).json.result.value)
        : String(stateIn(await tab().result(transactionId))),
    );
    expect(tally(both)).toEqual({ accepted: AT_ONCE / 2, false: AT_ONCE / 2 });
  });
});

it("a result that comes again once its person has signed out signs nobody in", async () => {
  const { transactionId, tab } = await answeredAtPage("grace");
  const browser = tab();
  expect(stateIn(await browser.result(transactionId))).toBe("accepted");
  await browser.post("/oidc/logout", {});
  const copy = tab();
  expect(stateIn(await copy.result(transactionId))).toBe("over");
  expect(copy.cookies.has("__Host-session")).toBe(false);
});

describe("a result and a cancellation at once", () => {
  const by = {
    "the browser": (tab: () => Browser, id: string) => tab().post("/login/cancel", { transaction_id: id }),
    "an administrator": (_: () => Browser, id: string) => asAdmin("DELETE", `/token/challenges/transaction/${id}`),
  };
  it.each(Object.entries(by))("by %s are one login or one cancellation, never both", async (who, cancel) => {
    for (const round of [1, 2, 3, 4]) {
      const user = `erin${who.at(-1)}${round}`;
      const { transactionId, tab } = await answeredAtPage(user);
      const [result] =
        round % 2
          ? await Promise.all([tab().result(transactionId), cancel(tab, transactionId)])
          : (await Promise.all([cancel(tab, transactionId), tab().result(transactionId)])).reverse();
      const { transaction_state: state } = (await poll(transactionId)).json.detail;
      const live = env.DB.prepare(
        "SELECT count(*) AS count FROM browser_session WHERE user = ?1 AND expires_at_ms > 0",
      );
      const sessions = await live.bind(user).first("count");
      expect([stateIn(result as never), state, sessions]).toEqual(
        state === "used" ? ["accepted", "used", 1] : ["cancelled", "cancelled", 0],
      );
    }
  });
});
