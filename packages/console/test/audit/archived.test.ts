// The console's trail and histories of rows that are in the archive.

import { beforeEach, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { R2 } from "../../../../test/support/archive.ts";
import { rowTime, writeTrail } from "../../../../test/support/archived-trail.ts";
import { initToken, withSettings } from "../../../../test/support/service.ts";
import { realKeyring } from "../../../../test/support/storage/ports.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const LINE = "Older entries, from the archive";
const bound = { TRAIL: R2 } as unknown as Partial<Env>;
const DAY = new Date(rowTime(0)).toISOString().slice(0, 10);

/** The page has rows of both. */
const OF_ANNA = `/console/audit?user=anna&realm=blue&from=${DAY}&until=${DAY}&pagesize=100`;

await writeTrail(await realKeyring(), [3100]);
await initToken({ user: "anna", realm: "blue", serial: "S0" });

let browser: ConsoleBrowser;
beforeEach(async () => {
  browser = await signedIn(bound);
});
async function signedIn(settings: Partial<Env>): Promise<ConsoleBrowser> {
  const one = new ConsoleBrowser(await withSettings(settings));
  await one.signIn("admin", ADMIN_PASSWORD);
  return one;
}

it("the trail goes on into the archive, below one line", async () => {
  const page = await browser.get(OF_ANNA);
  const { text } = page;
  expect([page.status, text.split(LINE).length]).toEqual([200, 2]);
  const [newer = "", older = ""] = text.split(LINE);
  expect([newer.includes("anna"), older.includes("anna")]).toEqual([true, true]);
  expect((await browser.get("/console/audit")).text).not.toContain(LINE);
  browser.language = "de";
  expect((await browser.get(OF_ANNA)).text).toContain("Ältere Einträge, aus dem Archiv");
  browser.language = "nl";
  expect((await browser.get(OF_ANNA)).text).toContain("Oudere regels, uit het archief");
});

it("the CSV has both", async () => {
  const { text } = await browser.get(OF_ANNA.replace("audit?", "audit.csv?"));
  expect(text).toMatch(/^"1\d?",/m);
  expect(text).toContain("S0");
});

it("an archive that cannot be read is told, above a search that still works, and on the person’s page", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  for (const { key } of (await R2.list()).objects) await R2.delete(key);
  const page = await browser.get(OF_ANNA);
  expect([page.status, page.text.includes("which can’t be read right now"), page.text.includes('name="from"')]).toEqual(
    [503, true, true],
  );
  expect((await browser.get("/console/audit")).status).toBe(200);
  const person = await browser.get("/console/users/blue/anna");
  expect(person.status).toBe(200);
  const csv = await browser.get(OF_ANNA.replace("audit?", "audit.csv?"));
  expect([csv.status, csv.text.includes("which can’t be read right now")]).toEqual([503, true]);
});

it("without the bucket the end of a list says what it lacks", async () => {
  browser = await signedIn({});
  expect((await browser.get(OF_ANNA)).text).toMatch(
    /Not listed, because the archive isn’t connected: entries before <time/,
  );
  expect((await browser.get("/console/audit")).text).not.toContain("isn’t connected");
});
