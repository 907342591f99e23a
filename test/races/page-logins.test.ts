import { describe, expect, it } from "vitest";
import { Browser, returnIn, stateIn } from "../support/browser.ts";
import { atOnce, enrolledUser, tally } from "../support/login.ts";
import { admin, asAdmin, check, poll, postOver, withSettings } from "../support/service.ts";

const AT_ONCE = 16;
const ROUNDS = [1, 2, 3];
const RETURN = { return_to: "https://app.example/", state: "s" };
const send = await withSettings({ ALLOWED_RETURN_ORIGINS: "https://app.example" });

async function answeredAtPage(user: string, fields: Record<string, string> = {}) {
  const { pin, phone } = await enrolledUser(user);
  const browser = new Browser(send);
  const { link, transactionId } = await browser.begin({ user, pin, ...fields });
  await phone.login(link);
  // A copy of the browser sends each request: a reply that removes the cookie must not keep it from the next request.
  const tab = () => Object.assign(new Browser(send), { cookies: new Map(browser.cookies) });
  return { transactionId, tab };
}

describe(`${AT_ONCE} results of one login at once`, () => {
  it.each(ROUNDS)("are one login (round %i)", async (round) => {
    const { transactionId, tab } = await answeredAtPage(`alice${round}`);
    const replies = await atOnce(AT_ONCE, () => tab().result(transactionId));
    const { accepted, ...rest } = tally(replies.map((reply) => String(stateIn(reply))));
    expect([accepted, Object.keys(rest)]).toEqual([1, ["over"]]);
  });

  it.each(ROUNDS)("with somewhere to return to leave one code that is worth something (round %i)", async (round) => {
    const { transactionId, tab } = await answeredAtPage(`bob${round}`, RETURN);
    const replies = await atOnce(AT_ONCE, () => tab().result(transactionId));
    const codes = replies.map((reply) => returnIn(reply)?.searchParams.get("code") ?? "").filter(Boolean);
    const headers = await admin();
    const redeemed = await Promise.all(
      codes.map((code) => postOver(send, "/login/redeem", { code, ...RETURN }, headers)),
    );
    expect(redeemed.filter(({ json }) => json.result.status)).toHaveLength(1);
  });

  it.each(ROUNDS)("beside finalizes of an application are one login, the browser's (round %i)", async (round) => {
    const user = `carol${round}`;
    const { transactionId, tab } = await answeredAtPage(user);
    const both = await atOnce(AT_ONCE, async (index) =>
      index % 2
        ? String((await check({ user, transaction_id: transactionId })).json.result.value)
        : String(stateIn(await tab().result(transactionId))),
    );
    expect(tally(both)).toEqual({ false: AT_ONCE / 2, accepted: 1, over: AT_ONCE / 2 - 1 });
  });
});

describe("one code", () => {
  it.each(ROUNDS)("shown many times at once is redeemed once (round %i)", async (round) => {
    const { transactionId, tab } = await answeredAtPage(`dave${round}`, RETURN);
    const code = returnIn(await tab().result(transactionId))?.searchParams.get("code") ?? "";
    const headers = await admin();
    const replies = await atOnce(AT_ONCE, () => postOver(send, "/login/redeem", { code, ...RETURN }, headers));
    expect(tally(replies.map(({ status }) => String(status)))).toEqual({ 200: 1, 400: AT_ONCE - 1 });
  });
});

describe("a result and a cancellation at once", () => {
  const by = {
    "the browser": (tab: () => Browser, id: string) => tab().post("/login/cancel", { transaction_id: id }),
    "an administrator": (_: () => Browser, id: string) => asAdmin("DELETE", `/token/challenges/transaction/${id}`),
  };
  it.each(Object.entries(by))("by %s are one login or one cancellation, never both", async (who, cancel) => {
    for (const round of [1, 2, 3, 4]) {
      const { transactionId, tab } = await answeredAtPage(`erin${who.at(-1)}${round}`);
      const [result] =
        round % 2
          ? await Promise.all([tab().result(transactionId), cancel(tab, transactionId)])
          : (await Promise.all([cancel(tab, transactionId), tab().result(transactionId)])).reverse();
      const { transaction_state: state } = (await poll(transactionId)).json.detail;
      expect([stateIn(result as never), state]).toEqual(
        state === "used" ? ["accepted", "used"] : ["cancelled", "cancelled"],
      );
    }
  });
});
