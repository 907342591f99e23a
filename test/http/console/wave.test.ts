// A wave of failures is shown where an administrator looks first.

import { expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { ConsoleBrowser } from "../../support/console.ts";
import { check, initToken } from "../../support/service.ts";

const SAID = "Many failed sign-ins in the last hour: 30, mostly wrong-pin";

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
  const [link = ""] = /\/console\/audit\?[^"]+/.exec((await browser.get(trail)).text) ?? [];
  const rows = (await browser.get(link.replaceAll("&amp;", "&"))).text;
  expect(rows).toContain("wrong-pin");
  expect(rows).not.toContain(SAID);
});
