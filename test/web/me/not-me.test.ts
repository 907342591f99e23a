// "That wasn't me": what the owner does in a hurry, and what a stranger at the owner's open browser
// cannot do to lock the owner out.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { atOnce, enrolledUser, opensWith, readFailCount } from "../../support/login.ts";
import {
  application,
  authorizePath,
  followLink,
  type PersonAtBrowser,
  signInAs,
} from "../../support/oidc/applications.ts";
import { Browser } from "../../support/pages/browser.ts";
import { locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { passFor, withPasses } from "../../support/phones/day-pass.ts";
import { asAdmin, tokenOf, withSettings } from "../../support/service.ts";
import { rowOf, setFailures } from "../../support/storage/rows.ts";

const WRONG = "That PIN isn’t right";
const path = ({ serial }: PersonAtBrowser) => `/me/not-me/${serial}`;
const disown = (person: PersonAtBrowser, pin?: string) => send(person, path(person), pin === undefined ? {} : { pin });
const isInUse = async ({ serial }: PersonAtBrowser) => (await tokenOf(serial)).active;
const isSignedIn = async (person: PersonAtBrowser) => (await openMe(person)).status === 200;
const hasPass = async ({ serial }: PersonAtBrowser) => (await rowOf(serial)).pass_until_ms !== null;
const rowsOf = async (event: string, user: string) =>
  (await asAdmin("GET", `/audit/?event=${event}&user=${user}`)).json.result.value.auditdata;

async function elsewhere(person: PersonAtBrowser): Promise<PersonAtBrowser> {
  const other = { ...person, browser: new Browser() };
  await signInAs(other);
  return other;
}

describe("the page", () => {
  /** Follows the link next to the newest sign-in of this kind. */
  const about = async (person: PersonAtBrowser, row: string) => {
    const [, href] = new RegExp(`>${row}<.*?href="(/me/not-me/[^"]+)"`).exec((await openMe(person)).text) ?? [];
    return openMe(person, String(href));
  };
  const TAKES_PHONE = "out of use";

  it("names the sign-in, and offers to take its phone out of use", async () => {
    const olga = await signedIn("olga");
    await env.DB.prepare("UPDATE audit SET client = '203.0.113.9' WHERE user = 'olga'").run();
    const page = await about(olga, "Signed in");
    expect(page.text).toMatch(/Signed in, <time [^>]*data-form="near">[^<]+<\/time>, from 203\.0\.113\.9\. /);
    expect(page.text).toContain(TAKES_PHONE);
  });

  it("of an application opened in an earlier session names it, and leaves the phone alone", async () => {
    const pia = await signedIn("pia");
    await env.DB.prepare("UPDATE audit SET at_ms = at_ms - 120000 WHERE user = 'pia'").run();
    await env.DB.prepare("UPDATE user SET created_at_ms = created_at_ms - 120000 WHERE name = 'pia'").run();
    await followLink(pia.browser, authorizePath(await application()));
    const page = await about(pia, "Went on to Wiki");
    expect([page.text.includes("Wiki, "), page.text.includes(TAKES_PHONE)]).toEqual([true, false]);
  });

  it("of an application that was opened by that sign-in offers both", async () => {
    const rita = await signedIn("rita");
    await followLink(rita.browser, authorizePath(await application()));
    expect((await about(rita, "Went on to Wiki")).text).toContain(TAKES_PHONE);
  });

  it("of another person's sign-in, or of no sign-in, names none", async () => {
    const [sara, tom] = [await signedIn("sara"), await signedIn("tom")];
    const [, number] = /sign-in=(\d+)/.exec((await openMe(tom)).text) ?? [];
    for (const query of [`?sign-in=${number}`, "", "?sign-in=x"])
      expect((await openMe(sara, path(sara) + query)).text).not.toContain("<time");
  });

  it("after it leads to the help desk first", async () => {
    const help = await withSettings({ HELP_URL: "mailto:help@uni.example", HELP_TEXT: "Room 1.2" });
    const uma = await signedIn("uma", undefined, help);
    const { text } = await send(uma, `${path(uma)}/sign-out`);
    expect(text.indexOf('class="button primary" href="mailto:help@uni.example"')).toBeGreaterThan(0);
    expect(text.indexOf("mailto:")).toBeLessThan(text.indexOf('href="/login"'));
  });
});

describe("one press", () => {
  it("ends every session, this one too, and leaves the phone to its owner", async () => {
    const anna = await signedIn("anna");
    const other = await elsewhere(anna);
    expect((await openMe(anna, path(anna))).text).toContain("Sign out everywhere");
    const done = await send(anna, `${path(anna)}/sign-out`);
    expect([done.status, done.text.includes("Your phone still works")]).toEqual([200, true]);
    expect([await isSignedIn(anna), await isSignedIn(other), await isInUse(anna)]).toEqual([false, false, true]);
    expect(await rowsOf("SIGN_IN_DISOWNED", "anna")).toMatchObject([
      { serial: anna.serial, realm: "realm1", action: "POST /me/not-me/<serial>/sign-out" },
    ]);
    await signInAs(anna);
    expect(await isSignedIn(anna)).toBe(true);
  });

  it("ends a day pass, by which the stranger would be back, and none of another person", async () => {
    const pages = await withPasses("pages");
    const [cora, dina] = [await signedIn("cora"), await signedIn("dina")];
    for (const { user } of [cora, dina]) await passFor(pages, user);
    await send(cora, `${path(cora)}/sign-out`);
    expect([await hasPass(cora), await hasPass(dina)]).toEqual([false, true]);
    expect((await disown(dina, "9999")).status).toBe(400);
    expect(await hasPass(dina)).toBe(true);
    await disown(dina, dina.pin);
    expect(await hasPass(dina)).toBe(false);
  });

  it("made twice is no error", async () => {
    const bea = await signedIn("bea");
    const both = await atOnce(2, () => send(bea, `${path(bea)}/sign-out`));
    for (const { status } of both) expect([200, 303, 400]).toContain(status);
    expect(await rowsOf("SIGN_IN_DISOWNED", "bea")).toHaveLength(1);
    expect(locationIn(await openMe(bea, `${path(bea)}/sign-out`))).toBe("/me");
  });
});

describe("with the PIN", () => {
  it("the phone is out of use as well", async () => {
    const hugo = await signedIn("hugo");
    const other = await elsewhere(hugo);
    expect((await openMe(hugo, path(hugo))).text).toContain("Your PIN");
    expect((await disown(hugo, hugo.pin)).text).toContain("The phone is out of use");
    expect([await isSignedIn(hugo), await isSignedIn(other), await isInUse(hugo)]).toEqual([false, false, false]);
    expect(await rowsOf("SIGN_IN_DISOWNED", "hugo")).toMatchObject([{ serial: hugo.serial, realm: "realm1" }]);
  });

  it("it is, too, while strangers keep the PIN locked, and while a thief's answers have locked the phone", async () => {
    const ida = await signedIn("ida");
    for (const at of ["pin", "vouched"] as const)
      await setFailures(ida.serial, { path: at, failcount: 10, locks: 0, failed_at_ms: Date.now() });
    expect((await disown(ida, ida.pin)).status).toBe(200);
    expect(await isInUse(ida)).toBe(false);
  });

  it("of another phone it is, too, where that one has none", async () => {
    const jan = await signedIn("jan");
    const { serial } = await enrolledUser("jan", "");
    expect((await send(jan, `/me/not-me/${serial}`)).status).toBe(400);
    expect((await send(jan, `/me/not-me/${serial}`, { pin: jan.pin })).status).toBe(200);
    expect((await tokenOf(serial)).active).toBe(false);
  });
});

it("a person without a PIN is asked for none", async () => {
  const kai = await signedIn("kai", "");
  expect((await openMe(kai, path(kai))).text).not.toContain("Your PIN");
  expect((await disown(kai)).status).toBe(200);
  expect(await isInUse(kai)).toBe(false);
});

describe("a stranger at an open browser", () => {
  it("cannot take the phone out of use, by a wrong PIN or by none, and each counts", async () => {
    const lena = await signedIn("lena");
    for (const pin of [undefined, "", "9999"]) {
      const refused = await disown(lena, pin);
      expect([refused.status, refused.text.includes(WRONG)]).toEqual([400, true]);
    }
    expect([await isInUse(lena), await isSignedIn(lena), await readFailCount(lena.serial)]).toEqual([true, true, 3]);
    expect(await rowsOf("PIN_FAIL", "lena")).toMatchObject(
      Array.from({ length: 3 }, () => ({ serial: lena.serial, action: "POST /me/not-me/<serial>", success: 0 })),
    );
    expect(await rowsOf("SIGN_IN_DISOWNED", "lena")).toEqual([]);
  });

  it("is locked out after ten wrong ones, with the right PIN, too, and keeps nobody from signing in elsewhere", async () => {
    const mia = await signedIn("mia");
    for (let guess = 0; guess < 10; guess++) await disown(mia, `900${guess}`);
    const refused = await disown(mia, mia.pin);
    expect([refused.status, refused.text.includes(WRONG), await isInUse(mia)]).toEqual([400, true, true]);
    expect(await opensWith("mia", mia.pin)).toBe(true);
  });

  it("is told to wait after many tries, and may still end the sessions", async () => {
    const nora = await signedIn("nora", undefined, await withSettings({ RATE_LIMITS: "on", MAX_FAIL: "1000" }));
    // The window of a limit follows the clock, and may end meanwhile.
    const limit = 20;
    let status = 0;
    for (let tries = 0; tries <= 2 * limit && status !== 429; tries++) ({ status } = await disown(nora, "9999"));
    expect(status).toBe(429);
    expect((await send(nora, `${path(nora)}/sign-out`)).status).toBe(200);
  });
});
