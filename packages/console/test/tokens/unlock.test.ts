// Unlocking many tokens in the console without a script: choose them, see their number, confirm.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, initToken } from "../../../../test/support/service.ts";
import { failureRows, setFailures } from "../../../../test/support/storage/rows.ts";
import { ConsoleBrowser, hiddenFields } from "../support/console-browser.ts";

const lock = (serial: string) =>
  setFailures(serial, { path: "vouched", failcount: 10, locks: 0, failed_at_ms: Date.now() });
/** Locks that last longer than those above, so they are found first. */
const insertLocked = (tokens: number) =>
  env.DB.batch([
    env.DB.prepare(
      `INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
       SELECT 'MANY' || value, 1, 'realm1', 'u', '', 1, 0, 'enrolled', 10, 'OCRA-1:HOTP-SHA256-8:QH10-S064', 0 FROM json_each(?1)
       WHERE true ON CONFLICT (serial) DO NOTHING`,
    ).bind(JSON.stringify(Array.from({ length: tokens }, (_, i) => i))),
    env.DB.prepare(
      `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
       SELECT id, 'vouched', 10, 4, ?1, max_fail FROM token WHERE serial LIKE 'MANY%'`,
    ).bind(Date.now()),
  ]);
const isLocked = async (serial: string) => (await failureRows(serial)).length > 0;

const browser = new ConsoleBrowser();
beforeEach(async () => {
  await env.DB.exec("DELETE FROM lock");
  await asAdmin("GET", "/token/");
  await browser.follow(await browser.signIn("admin", ADMIN_PASSWORD));
  await initToken({ user: "one", serial: "ONE" });
  await initToken({ user: "two", serial: "TWO", realm: "realm2" });
  for (const serial of ["ONE", "TWO"]) await lock(serial);
});

describe("unlocking many", () => {
  it("is reached from the locked tokens, and begins with the number", async () => {
    expect((await browser.get("/console/tokens?state=locked")).text).toContain('href="/console/unlock"');
    expect((await browser.get("/console/unlock")).text).toContain('action="/console/unlock/preview"');
    const preview = await browser.post("/console/unlock/preview", { period: "hour", realm: "" });
    expect(preview.text).toContain("2 tokens match.");
    expect([await isLocked("ONE"), await isLocked("TWO")]).toEqual([true, true]);
    const done = await browser.post("/console/unlock", hiddenFields(preview));
    expect(done.text).toContain("2 tokens are unlocked.");
    expect([await isLocked("ONE"), await isLocked("TWO")]).toEqual([false, false]);
  });

  it("keeps to the realm and the time of the question", async () => {
    const preview = await browser.post("/console/unlock/preview", { period: "day", realm: "realm2" });
    expect(preview.text).toContain("1 token matches.");
    await setFailures("TWO", { path: "vouched", failcount: 10, locks: 9, failed_at_ms: Date.now() - 25 * 3_600_000 });
    expect((await browser.post("/console/unlock", hiddenFields(preview))).text).toContain("0 tokens are unlocked.");
    await lock("TWO");
    await browser.post("/console/unlock", hiddenFields(preview));
    expect([await isLocked("ONE"), await isLocked("TWO")]).toEqual([true, false]);
  });

  it("goes on after the tokens that it has looked at", async () => {
    await insertLocked(123);
    const preview = await browser.post("/console/unlock/preview", { period: "day", realm: "" });
    expect(preview.text).toContain("At least 90 tokens match.");
    const first = await browser.post("/console/unlock", hiddenFields(preview));
    expect(first.text).toContain("90 tokens are unlocked.");
    expect(first.text).toContain("There may be more.");
    const second = await browser.post("/console/unlock", hiddenFields(first));
    expect(second.text).toContain("5 tokens are unlocked.");
    expect(second.text).not.toContain("There may be more.");
  });

  it("searches further when the first locks are of other realms", async () => {
    await insertLocked(123);
    const first = await browser.post("/console/unlock/preview", { period: "day", realm: "realm2" });
    expect(first.text).toContain("No tokens match so far.");
    expect(first.text).toContain("Search further");
    const second = await browser.post("/console/unlock/preview", hiddenFields(first));
    expect(second.text).toContain("1 token matches.");
    expect((await browser.post("/console/unlock", hiddenFields(second))).text).toContain("1 token is unlocked.");
    expect([await isLocked("ONE"), await isLocked("TWO")]).toEqual([true, false]);
  });

  it("offers nothing to unlock if there is nothing", async () => {
    const preview = await browser.post("/console/unlock/preview", { period: "ever", realm: "nowhere" });
    expect(preview.text).toContain("No tokens match.");
    expect(preview.text).not.toContain('action="/console/unlock"');
  });
});
