// /login in a browser that is signed in already.

import { expect, it } from "vitest";
import { enrolledUser } from "../../support/login.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";

async function signedIn(user: string): Promise<Browser> {
  const { pin, phone } = await enrolledUser(user);
  const browser = new Browser();
  const { link, transactionId } = await browser.begin({ user, pin });
  await phone.login(link);
  expect(stateIn(await browser.result(transactionId))).toBe("accepted");
  return browser;
}

const stateAt = async (browser: Browser, path: string) => stateIn(await browser.request(path));

it("says who is signed in, and leads to their phones, out, and to the form for somebody else", async () => {
  const browser = await signedIn("alice");
  const reply = await browser.request("/login");
  expect([reply.status, stateIn(reply), reply.headers.get("Refresh")]).toEqual([200, "here", null]);
  for (const part of ["You are signed in as alice.", 'href="/me"', 'action="/oidc/logout"', 'href="/login?as=other"'])
    expect(reply.text).toContain(part);
  expect(await stateAt(browser, "/login?as=other")).toBe("start");
});

it("says so in the language that is chosen there", async () => {
  const browser = await signedIn("anneke");
  const to = hiddenIn(await browser.request("/login?to=%2Fme"), "to");
  expect(to).toBe("/login?to=%2Fme");
  const chosen = await browser.request("/language", {
    method: "POST",
    body: new URLSearchParams({ language: "nl", to: to ?? "" }),
    redirect: "manual",
  });
  expect(chosen.headers.get("Location")).toBe(to);
  expect((await browser.request(to ?? "")).text).toContain("U bent ingelogd als anneke.");
});

it("leads on to the page that was wanted, but not by itself", async () => {
  const browser = await signedIn("berta");
  const { headers, text } = await browser.request("/login?to=%2Fme%2Fpin");
  expect([headers.get("Refresh"), text.includes("data-return")]).toEqual([null, false]);
  expect(text).toContain('href="/me/pin"');
  expect(text).toContain('href="/login?as=other&amp;to=%2Fme%2Fpin"');
  expect((await browser.request("/login?to=%2F%2Fevil.test")).text).not.toContain("evil.test");
});

it("shows the form to a browser without a session, with a made-up one, and after signing out", async () => {
  const browser = await signedIn("carla");
  await browser.post("/oidc/logout", {});
  const other = new Browser();
  other.cookies.set("__Host-session", "a".repeat(96));
  expect(await Promise.all([browser, other, new Browser()].map((one) => stateAt(one, "/login")))).toEqual([
    "start",
    "start",
    "start",
  ]);
});

it("says so to a person who has signed in meanwhile as somebody else, too", async () => {
  const browser = await signedIn("dirk");
  const { pin, phone } = await enrolledUser("emma");
  const { link, transactionId } = await browser.begin({ user: "emma", pin });
  await phone.login(link);
  await browser.result(transactionId);
  expect((await browser.request("/login")).text).toContain("You are signed in as emma.");
});

it("says nothing of the phone to a page that asks by itself, and tells one whose person asks", async () => {
  const { pin } = await enrolledUser("felix");
  const browser = new Browser();
  const { transactionId } = await browser.begin({ user: "felix", pin });
  const asked = { transaction_id: transactionId };
  expect(stateIn(await browser.post("/login/result", { ...asked, unasked: "yes" }))).toBe("waiting");
  expect(stateIn(await browser.post("/login/result", asked))).toBe("not-yet");
});
