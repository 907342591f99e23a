// The steps of the enrolment page: where to get the app, how far the person is, and the ways back.

import { expect, it } from "vitest";
import { codeIn, EnrolBrowser, newLink, trialIn } from "../../support/pages/enrol-page.ts";
import { makePhone, type Reply } from "../../support/service.ts";

/** The steps, the current one in brackets. */
const progressIn = ({ text }: Reply) =>
  [...text.matchAll(/<li( class="done")?( aria-current="step")?><p class="step-title">([^<]+)</g)].map(
    ([, done, current, title]) => (current ? `[${title}]` : done ? `${title} done` : title),
  );

it("leads from the app through the QR code and the PIN to a test login", async () => {
  const path = await newLink({ user: "steps" });
  const browser = new EnrolBrowser();
  expect(progressIn(await browser.get(path))).toEqual(["[Get the app]", "Scan", "Choose a PIN", "Try it out"]);
  const started = await browser.start(path);
  expect(progressIn(started)).toEqual(["Get the app done", "[Scan]", "Choose a PIN", "Try it out"]);
  const phone = makePhone();
  await phone.enroll(codeIn(started));
  expect(progressIn(await browser.get(path))[2]).toBe("[Choose a PIN]");
  expect(progressIn(await browser.get(`${path}?without-pin`))[3]).toBe("[Try it out]");
  await browser.step(path, "pin", { pin: "4711" });
  const trial = await browser.step(path, "login");
  expect(progressIn(trial)).toEqual(["Get the app done", "Scan done", "Choose a PIN done", "[Try it out]"]);
  expect(trial.text).toContain(`<a href="${path}">Back</a>`);
  await phone.login(codeIn(trial));
  const done = await browser.step(path, "finish", trialIn(trial));
  expect(progressIn(done)).toEqual(["Get the app done", "Scan done", "Choose a PIN done", "Try it out done"]);
});

it("has no step for a PIN that the link does not ask for, and none on a link that is over", async () => {
  const path = await newLink({ user: "no-pin", pin: "none" });
  expect(progressIn(await new EnrolBrowser().get(path))).toEqual(["[Get the app]", "Scan", "Try it out"]);
  expect(progressIn(await new EnrolBrowser().get("/enrol/AAAAAAAAAAAAAAAAAAAAAA"))).toEqual([]);
});

it("shows where to get the app as links and QR codes, again after the start, and leads back to the code", async () => {
  const path = await newLink({ user: "stores" });
  const browser = new EnrolBrowser();
  const hasStores = ({ text }: Reply) =>
    text.includes('<a href="https://apps.apple.com/app/tiqr/id430838214" rel="noreferrer">') &&
    text.includes('<a href="https://play.google.com/store/apps/details?id=org.tiqr.authenticator" rel="noreferrer">') &&
    [...text.matchAll(/src="data:image\/png;base64,/g)].length === 2;
  const fresh = await browser.get(path);
  expect(hasStores(fresh)).toBe(true);
  expect(fresh.text).toMatch(/The link is valid until <time datetime="[^"]+">/);
  const started = await browser.start(path);
  expect(started.text).toContain(`<a href="${path}?app">I don’t have the app yet</a>`);
  const again = await browser.get(`${path}?app`);
  expect([hasStores(again), codeIn(again), progressIn(again)[0]]).toEqual([true, "", "[Get the app]"]);
  expect(again.text).toContain(`href="${path}">Back to the QR code</a>`);
});
