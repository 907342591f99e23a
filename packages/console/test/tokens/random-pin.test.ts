// A random PIN in the console, for the help desk: an account with the right `setrandompin` gets a
// button on the token's page, a question behind it, and the new PIN in the answer, once.

import { describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { auditRows } from "../../../../test/support/audit.ts";
import {
  asAdmin,
  check,
  enrol,
  initToken,
  serviceAccount,
  tokenOf,
  withSettings,
} from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

/** As docs/accounts.md gives it to a help desk. */
const HELP_DESK = ["tokenlist", "enable", "disable", "reset", "setrandompin", "enrollTIQR", "getchallenges"] as const;

async function asService(name: string, rights: readonly Right[]): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  const browser = new ConsoleBrowser();
  await browser.signIn(name, "service");
  return browser;
}
const button = (serial: string) => `href="/console/tokens/${serial}/setrandompin"`;
const pinIn = (text: string) => /<code class="copied">(\d+)<\/code>/.exec(text)?.[1] ?? "";
const authentication = async (user: string, pass: string) => (await check({ user, pass })).json.result.authentication;

describe("the help desk", () => {
  it("sets a random PIN after a question, and reads it this one time", async () => {
    await enrol({ user: "forgetful", serial: "FORGOT", pin: "1234" });
    const browser = await asService("help desk", HELP_DESK);
    expect((await browser.get("/console/tokens/FORGOT")).text).toContain(button("FORGOT"));
    const question = await browser.get("/console/tokens/FORGOT/setrandompin");
    expect(question.text).toContain("<dd>forgetful</dd>");
    expect(question.text).toContain('action="/console/tokens/FORGOT/setrandompin"');
    expect(await authentication("forgetful", "1234")).toBe("CHALLENGE");

    const page = await browser.post("/console/tokens/FORGOT/setrandompin");
    expect([page.status, page.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
    const pin = pinIn(page.text);
    expect(pin).toMatch(/^\d{8}$/);
    expect(page.text).toContain('href="/console/tokens/FORGOT"');
    expect([await authentication("forgetful", "1234"), await authentication("forgetful", pin)]).toEqual([
      "REJECT",
      "CHALLENGE",
    ]);
    expect((await browser.get("/console/tokens/FORGOT")).text).not.toContain(pin);
    const [row] = await auditRows({ action: "POST /token/setrandompin/<serial>", serial: "FORGOT" });
    expect(row).toMatchObject({ administrator: "help desk", success: 1 });
    expect(JSON.stringify(await auditRows({ serial: "FORGOT" }))).not.toContain(pin);
  });

  it.each([
    ["de", "Neue PIN für sprachen-de", "Sie sehen sie nur dieses eine Mal"],
    ["nl", "Nieuwe pincode voor sprachen-nl", "U ziet hem maar één keer"],
  ])("reads it in %s, too", async (language, title, once) => {
    await initToken({ user: `sprachen-${language}`, serial: `RND${language}`, pin: "1234" });
    const browser = await asService(`desk ${language}`, HELP_DESK);
    browser.language = language;
    const { text } = await browser.post(`/console/tokens/RND${language}/setrandompin`);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(text).toContain(once);
  });

  it("gets a PIN as long as the settings require", async () => {
    const browser = new ConsoleBrowser(await withSettings({ PIN_MIN_LENGTH: "10" }));
    await browser.signIn("admin", ADMIN_PASSWORD);
    await initToken({ user: "lengthy", serial: "LENGTHY", pin: "1234" });
    expect(pinIn((await browser.post("/console/tokens/LENGTHY/setrandompin")).text)).toMatch(/^\d{10}$/);
  });
});

describe("a random PIN is not set", () => {
  it("by an account without the right, which is offered no button", async () => {
    await initToken({ user: "safe", serial: "SAFE", pin: "1234" });
    const browser = await asService("sets", ["tokenlist", "setpin"]);
    expect((await browser.get("/console/tokens/SAFE")).text).not.toContain(button("SAFE"));
    const before = await tokenOf("SAFE");
    const refused = await browser.post("/console/tokens/SAFE/setrandompin");
    expect([refused.status, refused.text]).toEqual([
      403,
      expect.stringContaining("doesn’t have the right setrandompin"),
    ]);
    expect(await tokenOf("SAFE")).toEqual(before);
  });

  it("for a token that is revoked or does not exist", async () => {
    await initToken({ user: "ended", serial: "ENDED", pin: "1234" });
    await asAdmin("POST", "/token/revoke", { serial: "ENDED" });
    const browser = await asService("late desk", HELP_DESK);
    expect((await browser.get("/console/tokens/ENDED")).text).not.toContain(button("ENDED"));
    expect((await browser.post("/console/tokens/ENDED/setrandompin")).text).toContain("permanently revoked");
    expect((await browser.post("/console/tokens/NONE/setrandompin")).status).toBe(404);
  });

  it("for an administrator's token by a help desk", async () => {
    await initToken({ user: "admin2", realm: "administrators", serial: "BOSS" });
    const browser = await asService("reaching", HELP_DESK);
    expect((await browser.post("/console/tokens/BOSS/setrandompin")).text).toContain("Only administrators");
  });
});
