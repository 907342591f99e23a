// Links into the app on pages that are open on the phone itself: their form is that of the phone's
// system. Scanned codes have one form.

import { describe, expect, it } from "vitest";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { makePhone } from "../../support/service.ts";
import { readDataUri } from "../support/read-data-uri.ts";

const ANDROID =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const FORMS = { android: "tiqrenroll://https:x@tiqr.test/", usual: "tiqrenroll://https://tiqr.test/" } as const;
const CASES: readonly [string, Record<string, string>, keyof typeof FORMS][] = [
  ["Chrome on Android, which hints at it", { "User-Agent": ANDROID, "Sec-CH-UA-Platform": '"Android"' }, "android"],
  ["a browser on Android that gives no hints", { "User-Agent": ANDROID }, "android"],
  ["an iPhone", { "User-Agent": IPHONE }, "usual"],
  ["a desktop", { "User-Agent": LINUX, "Sec-CH-UA-Platform": '"Linux"' }, "usual"],
  ["a browser whose hint and User-Agent differ", { "User-Agent": ANDROID, "Sec-CH-UA-Platform": '"Linux"' }, "usual"],
  ["a browser that says nothing", {}, "usual"],
];

describe("the button on the enrolment page", () => {
  it.each(CASES)(
    "for %s has the form that its app reads, and the QR code the usual one",
    async (who, headers, form) => {
      const path = await newLink({ user: who });
      const browser = new EnrolBrowser();
      browser.headers = headers;
      const page = await browser.start(path);
      const code = await readDataUri(/<img src="(data:[^"]*)"/.exec(page.text)?.[1]);
      expect(code?.startsWith(FORMS.usual)).toBe(true);
      expect(codeIn(page)).toBe(code?.replace(FORMS.usual, FORMS[form]));
      expect((await makePhone().enroll(codeIn(page))).told).toBe("enrolled");
    },
  );
});

it.each([
  [ANDROID, "play.google.com", "apps.apple.com"],
  [IPHONE, "apps.apple.com", "play.google.com"],
])("the store of this phone comes first: %s", async (agent, first, second) => {
  const browser = new EnrolBrowser();
  browser.headers = { "User-Agent": agent };
  const { text } = await browser.get(await newLink({ user: first }));
  expect(text.indexOf(`<a href="https://${first}`)).toBeGreaterThan(0);
  expect(text.indexOf(`<a href="https://${first}`)).toBeLessThan(text.indexOf(`<a href="https://${second}`));
});
