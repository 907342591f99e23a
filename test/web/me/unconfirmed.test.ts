// Somebody enters the right PIN, and no phone confirms it: the person hears of it at /me, and of
// nothing that was no such thing.

import { expect, it } from "vitest";
import { auditRowsOnce, runSql } from "../../support/audit.ts";
import { answered, endLogin, enrolledUser, trigger } from "../../support/login.ts";
import type { PersonAtBrowser } from "../../support/oidc/applications.ts";
import { Browser } from "../../support/pages/browser.ts";
import { confirmAct, openMe, send, signedIn } from "../../support/pages/me.ts";
import { asAdmin, check, withSettings } from "../../support/service.ts";

const STRANGER = { "CF-Connecting-IP": "203.0.113.9" };

/** A login that a stranger begins on the page with this PIN. */
const byStranger = async ({ user }: { readonly user: string }, pin: string) =>
  (
    await new Browser().request("/login/begin", {
      method: "POST",
      body: new URLSearchParams({ user, pin }),
      headers: STRANGER,
    })
  ).status;

/** All that the person has begun so far was begun so long ago that it is over. */
async function later(user: string, opened: number): Promise<void> {
  await auditRowsOnce(opened, { user, event: "CHALLENGE_TRIGGERED" });
  await runSql("UPDATE audit SET at_ms = at_ms - 3600000 WHERE user = ?", user);
  await runSql("UPDATE user SET created_at_ms = created_at_ms - 3600000 WHERE name = ?", user);
}

async function seen(person: PersonAtBrowser): Promise<string> {
  const { status, text } = await openMe(person);
  expect(status).toBe(200);
  return text.replaceAll("<wbr/>", "");
}
const SENTENCE =
  /Your PIN was entered at <time[^>]*>[^<]*<\/time>, from 203\.0\.113\.9; no phone confirmed it\. Not you\?/;
const ROW = "Right PIN, not confirmed";

it("tells of a stranger with the right PIN once the login is over, and leads to another PIN", async () => {
  const anna = await signedIn("ripley");
  expect(await byStranger(anna, "1234")).toBe(200);
  await auditRowsOnce(2, { user: anna.user, event: "CHALLENGE_TRIGGERED" });
  expect(await seen(anna)).not.toContain(ROW); // it may still be the person, looking for the phone
  await later(anna.user, 2);
  const page = await seen(anna);
  expect(page).toMatch(SENTENCE);
  expect(page).toContain('<a href="/me/pin">Change the PIN</a>');
  expect(page.split(ROW)).toHaveLength(2);
});

it("says so no more once the PIN is another one, and keeps it among the sign-ins", async () => {
  const bea = await signedIn("lambert");
  await byStranger(bea, "1234");
  await later(bea.user, 2);
  await confirmAct(bea, "pin");
  await send(bea, "/me/pin", { pin: "987654", repeat: "987654" });
  const page = await seen(bea);
  expect([SENTENCE.test(page), page.includes(ROW)]).toEqual([false, true]);
});

it("says nothing of the own sign-ins, of cancelled ones and of an application that took no PIN", async () => {
  const carl = await signedIn("kane");
  await endLogin(await answered(carl));
  const { transactionId } = await trigger(carl);
  const browser = new Browser();
  const begun = await browser.begin({ user: carl.user, pin: carl.pin });
  await browser.post("/login/cancel", { transaction_id: begun.transactionId });
  await auditRowsOnce(1, { user: carl.user, event: "CHALLENGE_CANCELLED" });
  await asAdmin("DELETE", `/token/challenges/transaction/${transactionId}`);
  await auditRowsOnce(2, { user: carl.user, event: "CHALLENGE_CANCELLED" });
  await asAdmin("POST", "/validate/triggerchallenge", { user: carl.user });
  await later(carl.user, 5);
  const page = await seen(carl);
  expect([page.includes("no phone confirmed"), page.includes(ROW)]).toEqual([false, false]);
});

it("says nothing where the person has no PIN: anybody may begin a login there", async () => {
  const dora = await signedIn("parker", "");
  await byStranger(dora, "");
  await later(dora.user, 2);
  expect(await seen(dora)).not.toContain("confirmed it");
});

it("says nothing of a wrong PIN but that it was wrong, nor of a namesake", async () => {
  const ash = await signedIn("ash");
  await byStranger(ash, "9999");
  await enrolledUser("ASH");
  await check({ user: "ASH", pass: "1234" });
  await later("ASH", 1);
  await later("ash", 1);
  const page = await seen(ash);
  expect([page.includes("Wrong PIN"), page.includes(ROW)]).toEqual([true, false]);
});

it("leads to the help desk where people choose no PIN themselves, in each language", async () => {
  const dallas = await signedIn("dallas", undefined, await withSettings({ SELF_SERVICE: "recovery" }));
  await byStranger(dallas, "1234");
  await later(dallas.user, 2);
  for (const [language, words] of [
    ["en", "Tell your help desk."],
    [
      "nl",
      "ingevoerd, vanaf 203.0.113.9; geen telefoon heeft dit bevestigd. Was u dat niet? Meld het bij uw helpdesk.",
    ],
    ["de", "eingegeben, von 203.0.113.9; kein Smartphone hat das bestätigt. Waren Sie das nicht? Melden Sie es"],
  ] as const) {
    const { text } = await dallas.browser.request("/me", { headers: { "Accept-Language": language } });
    expect([language, text.replaceAll("<wbr/>", "").includes(words)]).toEqual([language, true]);
  }
});
