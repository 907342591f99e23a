// A link that replaces a token: the old phone stops working first.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { enrol, makePhone, openLogin, tokenOf } from "../../support/service.ts";

const serialIn = (code: string): string =>
  new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;

describe("a lost phone", () => {
  it("loses its account at the moment when the person starts, and keeps it until then", async () => {
    const { phone: old, serial } = await enrol({ user: "loser", pin: "1234" });
    const path = await newLink({ serial });
    const before = await openLogin({ user: "loser", pass: "1234" });
    const browser = new EnrolBrowser();
    expect((await browser.get(path)).text).toContain("Your old phone stops working");
    expect((await old.login(before.link)).told).toBe("logged-in");

    const opened = await openLogin({ user: "loser", pass: "1234" });
    const code = codeIn(await browser.start(path));
    expect(serialIn(code)).toBe(serial);
    expect((await old.login(opened.link)).told).toBe("refused");
    const row = await env.DB.prepare("SELECT sealed_secret FROM token WHERE serial = ?").bind(serial).first();
    expect(row).toEqual({ sealed_secret: null });

    const fresh = makePhone();
    expect((await fresh.enroll(code)).told).toBe("enrolled");
    // The PIN stays, so an attacker who has read the mail has replaced only one factor.
    expect((await browser.get(path)).text).not.toContain('name="repeat"');
    expect((await browser.step(path, "pin", { pin: "6666" })).status).toBe(400);
    const login = await openLogin({ user: "loser", pass: "1234" });
    expect((await old.login(login.link)).told).toBe("refused");
    expect((await fresh.login(login.link)).told).toBe("logged-in");
  });

  it("gets a PIN of the person's choice if the link says so", async () => {
    const { serial } = await enrol({ user: "forgetful", pin: "1234" });
    const path = await newLink({ serial, pin: "choose" });
    const browser = new EnrolBrowser();
    await makePhone().enroll(codeIn(await browser.start(path)));
    expect((await browser.step(path, "pin", { pin: "6666" })).status).toBe(303);
    await openLogin({ user: "forgetful", pass: "6666" });
  });

  it("is not replaced by a link whose token has another owner meanwhile", async () => {
    const { serial } = await enrol({ user: "first-owner" });
    const path = await newLink({ serial });
    await enrol({ user: "next-owner", serial });
    const browser = new EnrolBrowser();
    await browser.get(path);
    expect((await browser.step(path, "start")).status).toBe(400);
    expect(await tokenOf(serial)).toMatchObject({ username: "next-owner", rollout_state: "enrolled" });
  });
});
