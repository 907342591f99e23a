// The console's page of directories in a real browser, without and with one.

import { expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { heading, openSignedIn } from "./support/console.ts";

const site = useSite({ SCIM: "on" });

it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
  const page = await openSignedIn(site, "/console/directory", { language });
  expect(await heading(page)).toBe({ en: "Directory", nl: "Directory", de: "Verzeichnis" }[language]);
  await expectWell(page, "console-directory");
});
