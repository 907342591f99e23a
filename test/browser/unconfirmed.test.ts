// A right PIN that no phone confirmed, as the person and the help desk see it, and the open sign-in
// that it was before.

import { expect, it } from "vitest";
import { openSignedIn } from "../../packages/console/test/browser/support/console.ts";
import { beginAt, enrolAt, scanLogin, waitForState } from "./support/login.ts";
import { expectWell } from "./support/look.ts";
import { THEMES, useSite, WIDTHS } from "./support/site.ts";

// Long enough for a sign-in on a busy machine. The stranger's login is over when the pages say so.
const site = useSite({ CHALLENGE_VALIDITY_SECONDS: "25" });

it.each(["en", "nl", "de"] as const)("reads well in each theme, at each width: %s", async (language) => {
  const looks = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language, theme, width }) as const));
  const user = `ellen.ripley.${language}`;
  const person = await enrolAt(site, user, { description: "Ellen’s work phone" });
  const stranger = await beginAt(site, person);
  const desk = await openSignedIn(site, "/console/transactions", { language });
  await desk.getByText(`${user}@`).waitFor();
  await expectWell(desk, `console-open-${language}`, looks);
  await stranger.close();

  const page = await beginAt(site, person, { language });
  await scanLogin(person, page);
  await waitForState(page, "accepted");
  const place = `/console/users/default/${user}`;
  await expect
    .poll(async () => (await desk.goto(place)) && desk.locator(".notice.warning").count(), {
      timeout: 50_000,
      interval: 5000,
    })
    .toBe(1);
  await page.goto(`${site.server.origin}/me`);
  expect(await page.locator('.notice.warning a[href="/me/pin"]').count()).toBe(1);
  await expectWell(page, `me-unconfirmed-${language}`, looks);
  await expectWell(desk, `console-unconfirmed-${language}`, looks);
  await desk.goto(`${site.server.origin}/console/audit?user=${user}`);
  await expectWell(desk, `console-trail-${language}`, looks);
});
