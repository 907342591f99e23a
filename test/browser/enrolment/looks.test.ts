// Every state of the enrolment page: in three languages, both themes, narrow and wide.

import { describe, it } from "vitest";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { itLooksAtItsPages } from "../support/axe.ts";
import { makeAppPhone, makeLinkAt, postFormAsAdmin, readScreen } from "../support/enrol-link.ts";
import { expectWell } from "../support/look.ts";
import { useSite } from "../support/site.ts";

const site = useSite();
let people = 0;

describe.each(LANGUAGES)("in %s", (language) => {
  it("every state is accessible and fits", async () => {
    const user = `person${++people}`;
    const { serial } = (await postFormAsAdmin(site, "/token/init", { user, type: "tiqr" })).detail;
    const path = await makeLinkAt(site, { user, serial, pin: "choose" });
    const page = await site.openPage(path, { language });
    const phone = makeAppPhone();
    const submit = (step: string) => page.locator(`form[action$="/${step}"] button`).click();
    await expectWell(page, "enrol-fresh");
    await submit("start");
    const code = await readScreen(page);
    await expectWell(page, "enrol-started");
    await submit("code");
    const fresh = await readScreen(page, code);
    await fetch(fresh.slice("tiqrenroll://".length));
    await page.locator('[data-known="fetched-1"]').waitFor();
    await expectWell(page, "enrol-fetched");
    await submit("code");
    await phone.enroll(await readScreen(page));
    await page.locator('form[action$="/pin"]').waitFor();
    await expectWell(page, "enrol-enrolled");
    await page.locator(`a[href^="${path}?"]`).click(); // without a PIN
    await expectWell(page, "enrol-unpinned");
    await submit("login");
    const login = await readScreen(page);
    await expectWell(page, "enrol-trial");
    await phone.login(login);
    await page.locator("main form").waitFor({ state: "detached" });
    await expectWell(page, "enrol-done");
    await expectWell(await site.openPage(path, { language }), "enrol-used");
  });
});

itLooksAtItsPages();
