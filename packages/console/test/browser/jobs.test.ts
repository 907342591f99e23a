// Many at once in the console: a file of users, its check and what comes of it, followed by the
// page; and selected tokens.

import { beforeAll, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { heading, openSignedIn } from "./support/console.ts";

const site = useSite();
const file = (users: number) => ({
  name: "users.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    `name;e-mail;groups\n${Array.from({ length: users }, (_, at) => `person${at};p${at}@example.org;staff`).join("\n")}\nbroken;no address;\n`,
  ),
});

beforeAll(async () => {
  const auth = await fetch(`${site.server.origin}/auth`, {
    method: "POST",
    body: new URLSearchParams({ username: "admin", password: ADMIN_PASSWORD }),
  });
  const Authorization = (await auth.json()).result.value.token;
  for (const serial of ["TICK1", "TICK2"])
    await fetch(`${site.server.origin}/token/init`, {
      method: "POST",
      headers: { Authorization },
      body: new URLSearchParams({ type: "tiqr", user: "anna", serial }),
    });
});

const isOver = '[data-job="over"]';

it("a file is checked, carried out and followed to its end, and the result has the links", async () => {
  const page = await openSignedIn(site, "/console/users");
  await page.getByRole("link", { name: "Import users" }).click();
  await page.locator("#file").setInputFiles(file(60));
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.waitForSelector(isOver);
  expect(await heading(page)).toBe("Check of a file of users");
  expect(await page.textContent("main")).toContain("60 new · 0 changed · 0 unchanged · 1 faulty");
  // The first three lines, and the faulty one.
  expect(await page.locator("tbody tr").count()).toBe(4);
  await page.getByRole("button", { name: "Import 60 users" }).click();
  await page.waitForSelector(isOver);
  expect(await heading(page)).toBe("Importing users");
  const loading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the result" }).click();
  const stream = await (await loading).createReadStream();
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  expect(text.match(/\/enrol\//g)).toHaveLength(60);
});

it("all tokens of a page are disabled after a question, and enabled again, in four clicks", async () => {
  const page = await openSignedIn(site, "/console/tokens?user=anna");
  const [first, second] = ["TICK1", "TICK2"].map((serial) => page.getByRole("checkbox", { name: serial }));
  const all = page.getByRole("checkbox", { name: "Select all 2 on this page" });
  await all.check();
  await first?.uncheck();
  expect(await all.isChecked()).toBe(false);
  await first?.check();
  expect([await all.isChecked(), await second?.isChecked()]).toEqual([true, true]);
  await page.getByRole("button", { name: "Disable" }).click();
  expect(await heading(page)).toBe("Disable the selected tokens?");
  await page.getByRole("button", { name: "Disable" }).click();
  await page.waitForSelector(isOver);
  expect(await page.textContent("main")).toContain("2 of 2 done");
  await page.getByRole("button", { name: "Enable these 2 again" }).click();
  await page.waitForFunction(() => document.title.includes("Enabling"));
  await page.waitForSelector(isOver);
  expect(await page.textContent("main")).toContain("2 enabled");
  await page.getByRole("link", { name: "Back to the tokens" }).click();
  expect(new URL(page.url()).search).toBe("?user=anna");
});

it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
  const page = await openSignedIn(site, "/console/new-users", { language });
  const shows = (name: string) => expectWell(page, `console-${name}`);
  await shows("new-users");
  await page.locator("#file").setInputFiles(file(1));
  await page.locator("main form button").click();
  await page.waitForSelector(isOver);
  const checked = page.url();
  await shows("checked-users");
  await page.locator('main form[action$="/apply"] button').click();
  await page.waitForURL((url) => url.href !== checked);
  await page.waitForSelector(isOver);
  await shows("imported-users");
  await page.goto("/console/new-users");
  const buffer = Buffer.from(file(1).buffer.toString().replace("p0@", `${language}@`));
  await page.locator("#file").setInputFiles({ ...file(1), buffer });
  await page.locator("main form button").click();
  await page.waitForSelector(isOver);
  await shows("changed-users");
  await page.goto("/console/jobs");
  await shows("jobs");
  await page.goto("/console/tokens");
  await shows("tokens-with-boxes");
  await page.getByRole("checkbox").first().check();
  await page.locator('button[value="disable"]').click();
  await shows("selected-tokens");
  await page.locator("main form button").click();
  await page.waitForSelector(isOver);
  await shows("disabled-tokens");
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
