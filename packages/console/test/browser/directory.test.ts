// The console's page of directories in a real browser, without and with one.

import { expect, it } from "vitest";
import { Service } from "../../../../scripts/lib/service-client.ts";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { heading, openSignedIn } from "./support/console.ts";

const site = useSite({ SCIM: "on" });

it("leads to the account that is needed first", async () => {
  const page = await openSignedIn(site, "/console/directory");
  await expectWell(page, "console-directory-none");
  await page.click("a[href='/console/accounts/new']");
  expect(new URL(page.url()).pathname).toBe("/console/accounts/new");
});

it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
  if (language === LANGUAGES[0]) await provision();
  const page = await openSignedIn(site, "/console/directory", { language });
  expect(await heading(page)).toBe({ en: "Directory", nl: "Directory", de: "Verzeichnis" }[language]);
  expect(await page.textContent("a[href='/console/users/staff/bea.brook%40example.org']")).toContain("bea.brook");
  await expectWell(page, "console-directory");
  for (const [name, path] of [
    ["deactivated", "bea.brook%40example.org"],
    ["deleted", "cem%40example.org"],
    ["deleted-restore", "cem%40example.org/restore"],
  ]) {
    await page.goto(`/console/users/staff/${path}`);
    await expectWell(page, `console-user-${name}`);
  }
});

/** One directory, with somebody who is out, and somebody who is deleted. */
async function provision(): Promise<void> {
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  await service.postAsAdmin("/accounts", { name: "entra", rights: ["scim"], realms: ["staff"] });
  const { key } = (await service.postAsAdmin("/accounts/entra/keys", {})).json.result.value;
  const call = (method: string, path: string, body?: object) =>
    service.request(`/scim/v2/Users${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/scim+json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  expect((await call("POST", "", { userName: "bea.brook@example.org", active: false })).status).toBe(201);
  expect((await call("POST", "", { userName: "bea.brook@example.org" })).status).toBe(409);
  const cem = await call("POST", "", { userName: "cem@example.org" });
  expect((await call("DELETE", `/${cem.json.id}`)).status).toBe(204);
}
