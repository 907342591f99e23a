// What a page looks like while it waits for a phone: it moves, it shows how long, it shows that the
// phone has confirmed, and on the smallest phones all that counts is in sight.

import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { makeLinkAt, readScreen as scanEnrolment } from "../support/enrol-link.ts";
import { beginAt, enrolAt, fillSignIn, scanLogin, waitForState } from "../support/login.ts";
import { useSite } from "../support/site.ts";

const site = useSite();
const PHONE = { language: "de", phone: true, width: 360, height: 640 } as const;

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await enrolAt(site, "alice");
});

const mark = (page: Page) => page.locator("[data-confirmed]");
const motion = (page: Page) => page.locator(".waits").evaluate((code) => getComputedStyle(code).animationName);
const barOn = (page: Page) => page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).position);

it("has signs of life, and shows that the phone has confirmed before it goes on", async () => {
  const page = await beginAt(site, alice);
  expect([await motion(page), await mark(page).isVisible()]).toEqual(["waits", false]);
  const full = await barOn(page);
  await expect.poll(() => barOn(page), { timeout: 10_000 }).toBeLessThan(full);
  await scanLogin(alice, page);
  await mark(page).waitFor();
  expect([await motion(page), await page.locator("[data-login=waiting] button:enabled").count()]).toEqual(["none", 0]);
  await waitForState(page, "accepted");
});

it("does not move for people who have asked for less motion", async () => {
  expect(await motion(await beginAt(site, alice, { reducedMotion: "reduce" }))).toBe("none");
});

it("has the code and the button in sight on a small phone, and speaks of no code that is not there", async () => {
  const page = await site.openPage("/login", PHONE);
  const inSight = async (...parts: string[]) => {
    for (const part of parts) {
      const { y = 0, height = 0 } = (await page.locator(part).boundingBox()) ?? {};
      expect([part, height > 0, y + height <= PHONE.height]).toEqual([part, true, true]);
    }
  };
  await inSight("main form .button");
  await fillSignIn(page, alice);
  await inSight("[data-opens-app]", ".qr");
  await page.goto(await makeLinkAt(site, { user: "small" }));
  await inSight('form[action$="/start"] .button');
  expect(await page.locator(".stores img, .not-on-phone").filter({ visible: true }).count()).toBe(0);
  await page.locator('form[action$="/start"] button').click();
  await scanEnrolment(page);
  await inSight("[data-opens-app]", ".qr");
});
