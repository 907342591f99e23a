// The help desk sees that somebody has entered the right PIN and no phone confirmed it: first on
// the person's page, in the history, and in the trail. And phones go by their names.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { auditRowsOnce, runSql } from "../../../../test/support/audit.ts";
import { asAdmin, check, enrol } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
const PERSON = "/console/users/realm1/ellen";

beforeAll(async () => {
  await enrol({ user: "ellen", serial: "ELLEN1", pin: "1234" });
  await asAdmin("POST", "/token/set/ELLEN1", { description: "Ellen’s work phone" });
  await check({ user: "ellen", pass: "1234" });
  await auditRowsOnce(1, { user: "ellen", event: "CHALLENGE_TRIGGERED" });
  await runSql("UPDATE audit SET at_ms = at_ms - 3600000, client = '203.0.113.9' WHERE event = 'CHALLENGE_TRIGGERED'");
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const textAt = async (path: string): Promise<string> => (await browser.get(path)).text.replaceAll("<wbr/>", "");
const SENTENCE = "A sign-in for ellen was started: right PIN, not confirmed";

it("is first on the person's page, in the history, and in the trail", async () => {
  const page = await textAt(PERSON);
  const main = page.slice(page.indexOf("</h1>"));
  expect(main.indexOf("Right PIN, not confirmed")).toBeGreaterThan(0);
  expect(main.indexOf("Right PIN, not confirmed")).toBeLessThan(main.indexOf('class="actions"'));
  expect(main).toContain("from 203.0.113.9");
  for (const path of [PERSON, "/console/tokens/ELLEN1", "/console/audit?user=ellen", "/console/audit"])
    expect([path, (await textAt(path)).includes(SENTENCE)]).toEqual([path, true]);
});

it("is said in Dutch and in German", async () => {
  for (const [language, words] of [
    ["nl", "gestart: juiste pincode, niet bevestigd"],
    ["de", "begonnen: richtige PIN, nicht bestätigt"],
  ] as const) {
    browser.language = language;
    expect([language, (await textAt(PERSON)).includes(words)]).toEqual([language, true]);
  }
  browser.language = undefined;
});

it("names the phone in the trail, the history and the sessions, and keeps its serial in the details", async () => {
  for (const path of [PERSON, "/console/tokens/ELLEN1", "/console/audit?user=ellen"])
    expect([path, (await textAt(path)).includes(">Ellen’s work phone</a>")]).toEqual([path, true]);
  const details = (await textAt("/console/audit?user=ellen")).match(/<dt>Token<\/dt><dd>[^<]*ELLEN1/g);
  expect(details?.length).toBeGreaterThan(0);
  await asAdmin("POST", "/token/set/ELLEN1", { description: "" });
  expect(await textAt("/console/audit?user=ellen")).toContain(">ELLEN1</a>");
});

it("leaves the top of the page once there is a new PIN, and stays in the history", async () => {
  await asAdmin("POST", "/token/setrandompin", { user: "ellen" });
  const page = await textAt(PERSON);
  expect([page.includes("No phone confirmed it"), page.includes(SENTENCE)]).toEqual([false, true]);
});
