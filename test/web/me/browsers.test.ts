// Which browser a session is in, at /me and for the help desk: two words of a short table, in the
// row that a sign-in writes anyway. Of the header nothing else is kept.

import { expect, it } from "vitest";
import { ConsoleBrowser } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { runSql } from "../../support/audit.ts";
import { visitor } from "../../support/oidc/applications.ts";
import { asAdmin, resultOf } from "../../support/service.ts";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

async function signedInWith(user: string, userAgent: string) {
  const person = await visitor(user);
  const { browser, pin, phone } = person;
  const { link, transactionId } = await browser.begin({ user, pin });
  await phone.login(link);
  await browser.post("/login/result", { transaction_id: transactionId }, { "User-Agent": userAgent });
  return person;
}
const browserOf = async (user: string) =>
  (await runSql("SELECT browser FROM browser_session WHERE user = ?", user)).results;

it("is said at /me and on the person's page, in each language", async () => {
  const anna = await signedInWith("anna", FIREFOX);
  await asAdmin("POST", `/token/set/${anna.serial}`, { description: "Anna’s phone" });
  const desk = new ConsoleBrowser();
  await desk.signIn("admin", ADMIN_PASSWORD);
  for (const [language, words] of [
    ["en", "Firefox on Windows"],
    ["nl", "Firefox op Windows"],
    ["de", "Firefox unter Windows"],
  ] as const) {
    desk.language = language;
    const pages = [
      await anna.browser.request("/me", { headers: { "Accept-Language": language } }),
      await desk.get("/console/users/realm1/anna"),
    ];
    expect(pages.map(({ text }) => [text.includes(words), text.includes("Anna’s phone")])).toEqual([
      [true, true],
      [true, true],
    ]);
  }
  expect(resultOf(await asAdmin("GET", "/user/realm1/anna")).sessions).toMatchObject([{ browser: "Firefox/Windows" }]);
});

it("keeps none of the header's own text, and shows the address alone where the browser is unknown", async () => {
  const bob = await signedInWith("bob", `<b>evil</b>${"x".repeat(9000)}`);
  expect(await browserOf("bob")).toEqual([{ browser: "" }]);
  const { status, text } = await bob.browser.request("/me");
  expect([status, text.includes("evil")]).toEqual([200, false]);
});

it("is that of the last sign-in, when somebody signs in again in the same session", async () => {
  const { browser, user, pin, phone } = await signedInWith("carl", FIREFOX);
  const { link, transactionId } = await browser.begin({ user, pin });
  await phone.login(link);
  const chrome = FIREFOX.replace("Gecko/20100101 Firefox", "Chrome");
  await browser.post("/login/result", { transaction_id: transactionId }, { "User-Agent": chrome });
  expect(await browserOf("carl")).toEqual([{ browser: "Chrome/Windows" }]);
});
