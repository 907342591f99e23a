// The basic pages, in every look: the start page, the 404 page, and the pages to which universal
// links lead.

import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { itLooksAtItsPages } from "../support/axe.ts";
import { expectWell, MOST_BYTES, shift, weight } from "../support/look.ts";
import { useSite } from "../support/site.ts";
import { tabThrough } from "../support/tab-through.ts";

const PUBLIC_URL = "https://login.example.org";
const site = useSite({ PUBLIC_URL, TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: PUBLIC_URL });

const LOGIN = "/tiqrauth/?u=anna_default&s=82872703535360142800&q=816146eaf9&i=login.example.org&v=2";
const METADATA = `${PUBLIC_URL}/ttype/tiqr?action=metadata&session=fRzHN0ujUW7H0IUiFhgQZQ&serial=TiQR0A1B2C3D`;
const ENROLMENT = `/tiqrenroll/?metadata=${encodeURIComponent(METADATA)}`;
const PAGES: [name: string, path: string][] = [
  ["home", "/"],
  ["not-found", "/no/such/page"],
  ["link-login", LOGIN],
  ["link-enrolment", ENROLMENT],
  ["link-foreign", "/tiqrauth/?s=1&q=2&i=other.example"],
];

describe.each(PAGES)("the page %s", (name, path) => {
  it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
    const page = await site.openPage(path, { language });
    expect(await page.getAttribute("html", "lang")).toBe(language);
    await expectWell(page, name);
  });

  it("weighs less than 20 kB with all it loads", async () => {
    const bytes = await weight(await site.openPage(path));
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it("has all its text without scripts", async () => {
    const [without, live] = [await site.openPage(path, { javaScript: false }), await site.openPage(path)];
    const said = await without.textContent("body");
    expect(said).toBe(await live.textContent("body"));
    expect(said?.length).toBeGreaterThan(100);
  });

  it("can be used with the keyboard, and shows the focus", async () => {
    const page = await site.openPage(path);
    const interactive = page
      .locator("a[href], button, input, select, textarea, [tabindex='0']")
      .filter({ visible: true });
    const reached = await tabThrough(page);
    expect(reached.length).toBe(await interactive.count());
    expect(reached.filter(({ ring }) => !ring)).toEqual([]);
    expect(reached[0]?.text).toBe("Skip to the content");
  });

  it("moves nothing while it loads", async () => {
    const page = await site.openPage(path);
    expect(await shift(page)).toBe(0);
  });
});

itLooksAtItsPages();
