// Enrolling the same phone again: an app refuses a second account with the same name at the same
// service, but only after it has fetched the metadata. So the pages say that the old account must be
// deleted first, and offer a new code to a person who learns this too late.

import { describe, expect, it } from "vitest";
import { ConsoleBrowser } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { enrol, makePhone, tokenOf } from "../../support/service.ts";

/** The app after its owner has deleted the account in it. */
const withoutAccounts = makePhone;

describe("on the enrolment page", () => {
  it.each([
    [
      "en",
      "delete the old account in the Tiqr app first",
      "Delete the old account in the app, then get a new code here.",
    ],
    ["de", "Löschen Sie dann zuerst das alte Konto in der Tiqr-App", "holen Sie sich dann hier einen neuen Code."],
    ["nl", "Verwijder dan eerst het oude account in de Tiqr-app", "vraag daarna hier een nieuwe code aan."],
  ])("the page says so before the code, and where one gets stuck, in %s", async (language, before, stuck) => {
    const user = `same-${language}`;
    const { phone, serial } = await enrol({ user });
    for (const fields of [{ serial }, { user: `new-${language}` }]) {
      const [path, browser] = [await newLink(fields as Record<string, string>), new EnrolBrowser()];
      browser.language = language;
      expect((await browser.get(path)).text).toContain(before);
      const started = await browser.start(path);
      expect(started.text).toContain(stuck);
      if (!("serial" in fields)) continue;
      expect((await phone.enroll(codeIn(started))).told).toBe("account-exists");
      const fetched = await browser.get(path);
      expect(fetched.text).toContain('data-known="fetched-1"');
      expect(fetched.text).toContain(stuck);
      await browser.step(path, "code");
      expect((await withoutAccounts().enroll(codeIn(await browser.get(path)))).told).toBe("enrolled");
      expect(await browser.state(path)).toMatch(/^unproven/);
    }
  });
});

describe("in the console", () => {
  it.each([
    ["en", "first delete the old account in the Tiqr app", "Have the old one deleted in the app, then show"],
    ["de", "Dann löschen Sie zuerst das alte Konto in der Tiqr-App", "Lassen Sie das alte in der App löschen"],
    ["nl", "Verwijder dan eerst het oude account in de Tiqr-app", "Laat het oude in de app verwijderen"],
  ])("the console says so before “Phone lost”, and beside the code, in %s", async (language, before, stuck) => {
    const { serial } = await enrol({ user: `found-${language}` });
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    browser.language = language;
    const page = `/console/tokens/${serial}`;
    expect((await browser.get(`${page}/lost`)).text).toContain(before);
    const shown = await browser.post(`${page}/replace`);
    expect(shown.text).toContain(stuck);
    expect(shown.text).toContain(`action="${page}/code"`);
    expect((await browser.post(`${page}/code`)).text).toContain(stuck);
    expect((await tokenOf(serial)).rollout_state).not.toBe("enrolled");
  });
});
