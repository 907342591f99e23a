import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
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

describe(`${AT_ONCE} results of one login at once`, () => {
  it.each(ROUNDS)("are one login (round %i)", async (round) => {
    const { transactionId, tab } = await answeredAtPage(`alice${round}`);
    const replies = await atOnce(AT_ONCE, () => tab().result(transactionId));
    const { accepted = 0, over = 0 } = tally(replies.map((reply) => String(stateIn(reply))));
    // Those that come after the first has committed are told the same, as a browser whose reply was
    // lost is.
    expect([accepted > 0, accepted + over]).toEqual([true, AT_ONCE]);
    const sessions = await env.DB.prepare("SELECT count(*) AS count FROM browser_session WHERE user = ?1")
      .bind(`alice${round}`)
      .first<{ count: number }>();
    expect(sessions?.count).toBe(1);
  });

  it.each(ROUNDS)("beside finalizes of an application are one login, the browser's (round %i)", async (round) => {
    const user = `carol${round}`;
    const { transactionId, tab } = await answeredAtPage(user);
    const both = await atOnce(AT_ONCE, async (index) =>
      index % 2
        ? String((await check({ user, transaction_id: transactionId })).json.result.value)
        : String(stateIn(await tab().result(transactionId))),
    );
    const { accepted = 0, over = 0, ...rest } = tally(both);
    expect([accepted > 0, accepted + over, rest]).toEqual([true, AT_ONCE / 2, { false: AT_ONCE / 2 }]);
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
