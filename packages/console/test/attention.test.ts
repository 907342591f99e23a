// What the overview asks an administrator to look at, and the way to what mends it.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { codeIn, EnrolBrowser, newLink } from "../../../test/support/pages/enrol-page.ts";
import { asAdmin, enrol, makePhone, serviceAccount, withSettings } from "../../../test/support/service.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";

const TITLE = "Worth a look";

async function overview(settings: Partial<Env> = {}, name = "admin", password = ADMIN_PASSWORD): Promise<string> {
  const browser = new ConsoleBrowser(await withSettings({ BOOTSTRAP_ADMIN: "", ...settings }));
  await browser.signIn(name, password);
  return (await browser.get("/console")).text.replaceAll("&amp;", "&");
}

it("names administrators without a phone, with the way to enrol one", async () => {
  await asAdmin("GET", "/token/");
  const text = await overview();
  expect(text).toContain("Administrators who sign in with a password alone: admin.");
  expect(text).toContain('<a href="/console/enrol?user=admin&realm=administrators">Register a phone for admin</a>');
});

it("says that BOOTSTRAP_ADMIN is still set", async () => {
  expect(await overview({ BOOTSTRAP_ADMIN: env.BOOTSTRAP_ADMIN })).toContain("BOOTSTRAP_ADMIN is still set.");
  expect(await overview()).not.toContain("BOOTSTRAP_ADMIN");
});

it("counts the links that expire soon and that nobody has used", async () => {
  await asAdmin("POST", "/token/enrollmentlink", { user: "later", validity: "86400" });
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 54)
     INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
     SELECT hash || i, user || i, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms
     FROM enrollment_link, n`,
  ).run();
  expect(await overview()).not.toContain("registration link will");
  await asAdmin("POST", "/token/enrollmentlink", { user: "soon", validity: "3600" });
  // A phone that has sent its key is told of in another line.
  const path = await newLink({ user: "sent", validity: "3600" });
  await makePhone().enroll(codeIn(await new EnrolBrowser().start(path)));
  const text = await overview();
  expect(text).toContain("1 registration link will expire within four hours without a phone.");
  expect(text).toContain('<a href="/console/links">Show the links</a>');
});

it("counts the phones that have never answered, without revoked ones, and leads to them", async () => {
  const before = /(\d+) phones? ha(?:s|ve) never answered/.exec(await overview())?.[1] ?? "0";
  const [{ serial }, revoked] = [await enrol({ user: "silent" }), await enrol({ user: "revoked" })];
  await asAdmin("POST", `/token/revoke/${revoked.serial}`);
  const count = Number(before) + 1;
  const text = await overview();
  expect(text).toContain(`${count} phone${count === 1 ? " has" : "s have"} never answered.`);
  expect(text).toContain('<a href="/console/tokens?state=unproven">Show them</a>');
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  const listed = (await browser.get("/console/tokens?state=unproven")).text;
  expect(listed).toContain(serial);
  expect(listed).not.toContain(revoked.serial);
});

it("says that housekeeping is behind", async () => {
  expect(await overview()).not.toContain("Housekeeping is behind");
  await env.DB.exec("UPDATE housekeeping SET finished = 0");
  expect(await overview()).toContain('removed. <a href="/health">');
  await env.DB.exec("UPDATE housekeeping SET finished = 1");
});

it("says that phones have another address than PUBLIC_URL", async () => {
  await enrol({ user: "moved" });
  expect(await overview()).not.toContain("another address");
  expect(await overview({ PUBLIC_URL: "https://other.test" })).toContain('service. <a href="/console/settings">');
});

it("says that people are not told where help is, until a setting tells them", async () => {
  expect(await overview()).toContain('<a href="/console/settings">Show the settings</a>');
  for (const settings of [{ HELP_URL: "https://help.test" }, { HELP_TEXT: "Room 1" }])
    expect(await overview(settings)).not.toContain("HELP_URL");
});

it("tells an account only of what it may see, and is silent when there is nothing", async () => {
  await serviceAccount("reader", ["auditlog"] as Right[]);
  const text = await overview({ BOOTSTRAP_ADMIN: env.BOOTSTRAP_ADMIN }, "reader", "service");
  expect(text).toContain("<h1>Overview</h1>");
  expect(text).not.toContain(TITLE);
});
