// A phone without a network shows digits, and the code on the page may be another one by the time
// that they are typed in. Digits of the code before are no guess; all others count as ever.

import { afterEach, expect, it, vi } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import { enrolledUser, readFailCount, responseOf, unlike } from "../../support/login.ts";
import { Browser, hiddenIn, linkIn, stateIn } from "../../support/pages/browser.ts";
import { type Send, withSettings } from "../../support/service.ts";

const VALID_MS = 120_000;

afterEach(() => {
  vi.useRealTimers();
});
const passTime = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

/** The person asks for the next code as the page does: with what its form has. */
async function renewed(user: string, { afterMs = VALID_MS, send }: { afterMs?: number; send?: Send } = {}) {
  const { pin, phone, serial } = await enrolledUser(user);
  const browser = new Browser(send);
  const before = await browser.begin({ user, pin });
  const digits = await responseOf(phone, before.link);
  passTime(afterMs);
  const code = hiddenIn(before.reply, "code") ?? "";
  const ended = await browser.post("/login/result", { transaction_id: before.transactionId, code });
  const next = await browser.begin({ user, pin, code: hiddenIn(ended, "code") ?? code });
  return { browser, digits, ended, next, phone, serial };
}

it("tells that digits belong to the code before, counts nothing, and takes those of the new one", async () => {
  const { browser, digits, ended, next, phone, serial } = await renewed("anna");
  expect(stateIn(ended)).toBe("expired");
  const told = await browser.result(next.transactionId, digits);
  expect([told.status, stateIn(told), linkIn(told), await readFailCount(serial)]).toEqual([
    200,
    "code-before",
    next.link,
    0,
  ]);
  expect(told.text).toContain("previous code");
  const [row] = await auditRowsOnce(1, {
    attempt_id: await attemptIdFor(next.transactionId),
    action: "POST /login/result",
  });
  expect([row?.reason, row?.event]).toEqual(["challenge-not-open", "CHALLENGE_ANSWERED_FAIL"]);
  expect(stateIn(await browser.result(next.transactionId, await responseOf(phone, next.link)))).toBe("accepted");
});

it("spends none of a login's tries for them", async () => {
  const { browser, digits, next, phone } = await renewed("bert");
  for (let times = 0; times < 12; times++)
    expect(stateIn(await browser.result(next.transactionId, digits))).toBe("code-before");
  expect(stateIn(await browser.result(next.transactionId, await responseOf(phone, next.link)))).toBe("accepted");
});

it("does not count them as guesses of this network either", async () => {
  const limit = vi.fn(async () => ({ success: true }));
  const send = await withSettings({ RATE_LIMITS: "on", RATE_CHECK: { limit } });
  const { browser, digits, next } = await renewed("cora", { send });
  expect([stateIn(await browser.result(next.transactionId, digits)), limit.mock.calls.length]).toEqual([
    "code-before",
    0,
  ]);
  expect(stateIn(await browser.result(next.transactionId, unlike(digits)))).toBe("wrong-response");
  expect(limit.mock.calls.length).toBeGreaterThan(0);
});

it("counts digits once that are wrong for both", async () => {
  const { browser, digits, next, serial } = await renewed("dirk");
  const wrong = await browser.result(next.transactionId, unlike(digits));
  expect([stateIn(wrong), await readFailCount(serial)]).toEqual(["wrong-response", 1]);
});

it("counts digits of a code that still takes them: one guess would otherwise try two logins", async () => {
  const { browser, digits, next, serial } = await renewed("emma", { afterMs: VALID_MS - 1000 });
  const wrong = await browser.result(next.transactionId, digits);
  expect([stateIn(wrong), await readFailCount(serial)]).toEqual(["wrong-response", 1]);
});

it.each([
  ["another text than it gave", "felix", async () => "AAAA"],
  ["nothing", "gina", async () => ""],
  [
    "another login's code",
    "hugo",
    async (browser: Browser) =>
      hiddenIn((await browser.begin({ user: "other", pin: (await enrolledUser("other")).pin })).reply, "code") ?? "",
  ],
])("counts them for a page that sends %s", async (_, user, codeFor) => {
  const { pin, phone, serial } = await enrolledUser(user);
  const browser = new Browser();
  const { link } = await browser.begin({ user, pin });
  const digits = await responseOf(phone, link);
  const code = await codeFor(browser);
  passTime(VALID_MS);
  const { transactionId } = await browser.begin({ user, pin, code });
  const wrong = await browser.result(transactionId, digits);
  expect([stateIn(wrong), await readFailCount(serial)]).toEqual(["wrong-response", 1]);
});

it("shows nothing of the code before in the page", async () => {
  const { pin } = await enrolledUser("ida");
  const { reply, link } = await new Browser().begin({ user: "ida", pin });
  const code = hiddenIn(reply, "code") ?? "";
  const [, sessionKey = "-", question = "-"] = /\/\/[^/]+\/(\d{20})\/(\w+)/.exec(link) ?? [];
  expect([code.length > 0, code.length < 300, code.includes(sessionKey), code.includes(question)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
