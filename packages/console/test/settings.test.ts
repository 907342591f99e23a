// The console's settings page: each setting under its own name, with value, default, unit and
// meaning, and no secret.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { MEANINGS } from "../../../src/config/meanings.ts";
import { SETTING_GROUP_NAMES, SETTINGS } from "../../../src/config/table.ts";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { withSettings } from "../../../test/support/service.ts";
import { settingsWords } from "../words/settings.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";

it("shows every setting in force, and its meaning", async () => {
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get("/console/settings");
  const page = text.replaceAll("<wbr/>", "").replaceAll("&#39;", "'");
  for (const [field, { name, kind }] of Object.entries(SETTINGS)) {
    expect(page).toContain(`<code>${name}</code>`);
    expect(page).toContain(`<span lang="en">${kind.unit}</span>`);
    expect(page).toContain(`<span lang="en">${MEANINGS[field as keyof typeof SETTINGS]}.</span>`);
  }
  expect(page).toContain("realm1");
  expect(page).not.toContain("DefaultMaxFailCount");
  for (const secret of ["MASTER_KEY", "BOOTSTRAP_ADMIN", env.MASTER_KEY, env.BOOTSTRAP_ADMIN])
    expect(page).not.toContain(secret);
});

it("shows first what differs from its default, and folds the groups of docs/settings.md", async () => {
  const browser = new ConsoleBrowser(await withSettings({ MAX_FAIL: "7", TIQR_INFO_URL: "" } as never));
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get("/console/settings");
  const [before = "", ...groups] = text.replaceAll("<wbr/>", "").split("<details>");
  expect(groups.map((group) => /<h2>(.*?)<\/h2>/.exec(group)?.[1])).toEqual(
    SETTING_GROUP_NAMES.map((group) => settingsWords.settings.groups[group][0]),
  );
  expect(before).toContain('<code>MAX_FAIL</code></dt><dd class="changed">7</dd>');
  // The first has its default; the others follow from the address, and would be in every list.
  for (const name of ["PIN_MIN_LENGTH", "TIQR_SERVICE_IDENTIFIER", "TIQR_LOGO_URL", "TIQR_INFO_URL"])
    expect(before).not.toContain(name);
  expect(groups.join("")).toContain("<code>PIN_MIN_LENGTH</code></dt><dd>4</dd>");
});

it("finds settings by words of their name and meaning, unfolded and without a script", async () => {
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  const namesIn = async (filter: string) => {
    const { text } = await browser.get(`/console/settings?q=${encodeURIComponent(filter)}`);
    expect(text).not.toContain("<details>");
    expect(text).toContain(`value="${filter}"`);
    return [...text.replaceAll("<wbr/>", "").matchAll(/<dt><code>(.*?)<\/code>/g)].map(([, name]) => name);
  };
  expect(await namesIn("mail_from")).toEqual(["MAIL_FROM"]);
  expect(await namesIn("minutes session")).toContain("SESSION_IDLE_MINUTES");
  expect(await namesIn("nosuchsetting")).toEqual([]);
});

it("says which variables were probably meant as settings", async () => {
  const browser = new ConsoleBrowser(await withSettings({ MAX_FIAL: "3" } as never));
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get("/console/settings");
  expect(text).toContain('<p lang="en">unknown setting: MAX_FIAL. Did you mean MAX_FAIL?</p>');
});

it("says under which settings some phones cannot sign in", async () => {
  const suite = "OCRA-1:HOTP-SHA256-8:QH10-S512";
  const odd = { TIQR_OCRASUITE: suite, TIQR_MAX_ACTIVE_TOKEN_PER_USER: "20" };
  const browser = new ConsoleBrowser(await withSettings(odd as never));
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get("/console/settings");
  for (const sentence of [`TIQR_OCRASUITE is ${suite}: `, "TIQR_MAX_ACTIVE_TOKEN_PER_USER is 20: "])
    expect(text).toContain(`<p lang="en">${sentence}`);
});

it("names realms with an @, which an earlier version made", async () => {
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  expect((await browser.get("/console/settings")).text).not.toContain("Realm names with an @");
  await env.DB.prepare("INSERT INTO user (name, realm, created_at_ms) VALUES ('boss', 'b@c', 0)").run();
  const { text } = await browser.get("/console/settings");
  expect(text).toContain("Realm names with an @");
  expect(text).toContain("<code>b@c</code>");
});

it("says which database is nearly full", async () => {
  await env.DB.prepare("CREATE TABLE filler AS SELECT hex(randomblob(500000)) AS text").run();
  const browser = new ConsoleBrowser(await withSettings({ DATABASE_MAX_MB: "1" }));
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get("/console/settings");
  await env.DB.exec("DROP TABLE filler");
  expect(text).toContain("A database is nearly full");
  expect(text).toMatch(/<code>DB<\/code> \(\d+ of 1 MB\)/);
  expect((await browser.get("/console/settings")).text).not.toContain("A database is nearly full");
});
