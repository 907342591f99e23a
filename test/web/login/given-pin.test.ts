// A PIN that the help desk has read out is replaced right after the next sign-in on our pages.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { markOf } from "../../../src/core/user.ts";
import { opensWith } from "../../support/login.ts";
import {
  application,
  authorizePath,
  followLink,
  type PersonAtBrowser,
  visitor,
} from "../../support/oidc/applications.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { passFor, withPasses } from "../../support/phones/day-pass.ts";
import { asAdmin, type Reply } from "../../support/service.ts";

const drawn = async (user: string): Promise<string> =>
  (await asAdmin("POST", "/token/setrandompin", { user })).json.detail.pin;

async function signIn(person: PersonAtBrowser, pin: string, fields: Record<string, string> = {}): Promise<Reply> {
  const { link, transactionId } = await person.browser.begin({ user: person.user, pin, ...fields });
  await person.phone.login(link);
  return person.browser.post("/login/result", { transaction_id: transactionId, ...fields });
}

const choose = ({ browser }: PersonAtBrowser, page: Reply, pin: string, repeat = pin, fields = {}) =>
  browser.post("/login/pin", { whose: hiddenIn(page, "whose") ?? "", pin, repeat, ...fields });

const isGiven = async (user: string) =>
  (await env.DB.prepare("SELECT pin_given FROM token WHERE user = ?").bind(user).first<{ pin_given: number }>())
    ?.pin_given;

describe("a PIN of the help desk", () => {
  it("is replaced before the person goes on, and only by another one", async () => {
    const amy = await visitor("amy");
    const pin = await drawn("amy");
    expect(await isGiven("amy")).toBe(1);
    const page = await signIn(amy, pin);
    expect([stateIn(page), page.text.includes("Choose a PIN of your own")]).toEqual(["new-pin", true]);
    expect((await choose(amy, page, pin)).text).toContain("That is the PIN of the help desk");
    expect((await choose(amy, page, "97531", "97532")).status).toBe(400);
    expect((await choose(amy, page, "1")).status).toBe(400);
    const done = await choose(amy, page, "97531");
    expect([done.status, stateIn(done)]).toEqual([200, "accepted"]);
    expect([await opensWith("amy", "97531"), await opensWith("amy", pin), await isGiven("amy")]).toEqual([
      true,
      false,
      0,
    ]);
    // The session goes on, and the next sign-in asks for nothing.
    expect((await amy.browser.request("/me", { redirect: "manual" })).status).toBe(200);
    expect(stateIn(await signIn(amy, "97531"))).toBe("accepted");
  });

  it("keeps the way to the application", async () => {
    const ben = await visitor("ben");
    const pin = await drawn("ben");
    const start = await followLink(ben.browser, authorizePath(await application()));
    const request = hiddenIn(start, "request") ?? "";
    const page = await signIn(ben, pin, { request });
    expect(stateIn(page)).toBe("new-pin");
    expect(page.text).not.toContain("code=");
    const left = await choose(ben, page, "86420", "86420", { request });
    expect(left.headers.get("Refresh")).toContain("code=");
  });

  it("is not replaced by an old session, a stranger's form, or for a PIN of one's own", async () => {
    const cat = await visitor("cat");
    const pin = await drawn("cat");
    const page = await signIn(cat, pin);
    const stranger = { ...cat, browser: new Browser() };
    await choose(stranger, page, "11223");
    await env.DB.prepare(
      "UPDATE browser_session SET signed_in_at_ms = signed_in_at_ms - 600000 WHERE user = 'cat'",
    ).run();
    await choose(cat, page, "11223");
    expect([await opensWith("cat", pin), await opensWith("cat", "11223")]).toEqual([true, false]);
    const dov = await visitor("dov");
    await signIn(dov, "1234");
    const whose = hiddenIn(await dov.browser.request("/me/pin"), "whose") ?? "";
    for (const guess of ["11223", "1234"])
      expect((await dov.browser.post("/login/pin", { whose, pin: guess, repeat: guess })).text).not.toContain(
        "help desk gave",
      );
    expect(await opensWith("dov", "1234")).toBe(true);
  });

  it("is not replaced by whoever has a day pass, which was spoken too, but at the next sign-in by phone", async () => {
    const pages = await withPasses("pages");
    const fay = await visitor("fay");
    const pin = await drawn("fay");
    const pass = await passFor(pages, "fay");
    const browser = new Browser(pages);
    const { transactionId } = await browser.begin({ user: "fay", pin });
    expect(stateIn(await browser.result(transactionId, pass))).toBe("accepted");
    const whose = await markOf({ user: "fay", realm: "realm1" });
    await browser.post("/login/pin", { whose, pin: "97531", repeat: "97531" });
    expect([await isGiven("fay"), await opensWith("fay", pin)]).toEqual([1, true]);
    expect(stateIn(await signIn(fay, pin))).toBe("new-pin");
  });

  it("is no longer one once somebody sets another", async () => {
    const { serial } = await visitor("eli");
    await drawn("eli");
    await asAdmin("POST", `/token/setpin/${serial}`, { otppin: "24680" });
    expect(await isGiven("eli")).toBe(0);
  });
});
