// Wrong digits on the login page and at the console's sign-in: the QR code and the digits in the
// app are unchanged, so people are told to check the digits and not to scan again.

import { expect, it } from "vitest";
import { ConsoleBrowser, hiddenFields } from "../../../packages/console/test/support/console-browser.ts";
import type { Right } from "../../../src/core/caller.ts";
import { enrolledUser, responseOf, unlike, wrongOnes } from "../../support/login.ts";
import { Browser, linkIn } from "../../support/pages/browser.ts";
import { enrol, serviceAccount } from "../../support/service.ts";

const SAID = [
  ["en", "That code isn’t right. Check the digits in the app and try again."],
  ["de", "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal."],
  ["nl", "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw."],
] as const;

it.each(SAID)("the login page says so in %s, and shows the same code", async (language, said) => {
  const { user, pin, phone } = await enrolledUser(`slips-${language}`);
  const browser = new Browser();
  const { link, transactionId } = await browser.begin({ user, pin });
  const wrong = { transaction_id: transactionId, response: unlike(await responseOf(phone, link)) };
  const reply = await browser.post("/login/result", wrong, { "Accept-Language": language });
  expect([reply.text, linkIn(reply)]).toEqual([expect.stringContaining(said), link]);
});

it("the login page tells how many attempts are left, as the app does", async () => {
  const { user, pin, phone } = await enrolledUser("slips-on");
  const browser = new Browser();
  const { link, transactionId } = await browser.begin({ user, pin });
  const [one, other] = wrongOnes(await responseOf(phone, link), 2);
  // The same digits again cost nothing.
  for (const [response, left] of [
    [one, 9],
    [one, 9],
    [other, 8],
  ])
    expect((await browser.result(transactionId, String(response))).text).toContain(
      `try again. ${left} attempts are left.`,
    );
});

it("the login page says until when the code is valid, for browsers without a script", async () => {
  const { user, pin } = await enrolledUser("until");
  const before = Date.now();
  const { text } = await new Browser().post("/login/begin", { user, pin });
  const [, until = ""] = /Valid until <time datetime="([^"]+)"/.exec(text) ?? [];
  const seconds = (Date.parse(until) - before) / 1000;
  expect(seconds).toBeGreaterThan(119);
  expect(seconds).toBeLessThan(150);
});

it.each(SAID)("the console says so in %s, and shows the same code", async (language, said) => {
  const name = `slips-${language}`;
  await serviceAccount(name, ["*" as Right]);
  const { phone } = await enrol({ user: name, realm: "administrators" });
  const browser = new ConsoleBrowser();
  browser.language = language;
  const step = hiddenFields(await browser.signIn(name, "service"));
  const response = unlike(await responseOf(phone, step.link ?? ""));
  const reply = await browser.post("/console/sign-in/phone", { ...step, response });
  expect([reply.text, hiddenFields(reply).link]).toEqual([expect.stringContaining(said), step.link]);
});
