// A wave of failures is shown where an administrator looks first.

import { expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { check, initToken } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const SAID = "Many failed sign-ins in the last hour: 30, mostly wrong PIN";

it("is reported on the overview and on the audit trail as it is opened, and leads to the rows, where the notice is not repeated", async () => {
  const browser = new ConsoleBrowser();
  await browser.follow(await browser.signIn("admin", ADMIN_PASSWORD));
  const [overview, trail] = ["/console", "/console/audit"];
  for (const path of [overview, trail]) expect((await browser.get(path)).text).not.toContain("Many failed sign-ins");
  for (const user of ["anna", "berta", "carla"]) {
    await initToken({ user, pin: "1234" });
    for (let i = 0; i < 10; i++) await check({ user, pass: "0000" });
  }
  for (const path of [overview, trail]) expect((await browser.get(path)).text, path).toContain(SAID);
  // One box has all that is worth a look, the wave before what can wait.
  const { text } = await browser.get("/console");
  const [box = ""] = /<div class="notice warning".*?<\/div>/s.exec(text) ?? [];
  expect(box.indexOf(SAID)).toBeGreaterThan(box.indexOf("Worth a look"));
  expect(box.indexOf("with a password alone")).toBeGreaterThan(box.indexOf(SAID));
  expect(text.match(/class="notice /g)).toHaveLength(1);
  const [link = ""] = /\/console\/audit\?[^"]+/.exec((await browser.get(trail)).text) ?? [];
  const rows = (await browser.get(link.replaceAll("&amp;", "&"))).text;
  expect(rows).toContain("wrong-pin");
  expect(rows).not.toContain(SAID);
});
