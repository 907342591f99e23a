// The second step of the console's sign-in, and every way in which it can fail.

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { sessionKeyIn, wrongOnes } from "../../../../test/support/login.ts";
import {
  asAdmin,
  enrol,
  poll,
  post,
  responseOf,
  resultOf,
  serviceAccount,
  tokenOf,
} from "../../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo } from "../support/console-browser.ts";

const PHONE = "/console/sign-in/phone";
afterEach(() => vi.useRealTimers());

async function beginStep(name: string) {
  await serviceAccount(name, ["*" as Right]);
  const enrolled = await enrol({ user: name, realm: "administrators" });
  const browser = new ConsoleBrowser();
  const reply = await browser.signIn(name, "service");
  return { ...enrolled, browser, text: reply.text, step: hiddenFields(reply) };
}
const wrong = (response: string) => response.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

describe("a sign-in whose phone can no longer confirm leads to the password, and says why", () => {
  it("expired", async () => {
    const { browser, step } = await beginStep("late");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 121_000 });
    const late = await browser.post(PHONE, step);
    vi.useRealTimers();
    expect(late.status).toBe(401);
    expect(late.text).toContain("The QR code has expired");
    expect(late.text).toContain('name="password"');
    expect(late.text).toContain('value="late"');
    expect(late.text).not.toContain("/assets/console-sign-in");
  });

  it("cancelled", async () => {
    const { browser, step } = await beginStep("taken back");
    await asAdmin("DELETE", `/token/challenges/transaction/${step.transaction_id}`);
    const reply = await browser.post(PHONE, step);
    expect([reply.status, reply.text]).toEqual([401, expect.stringContaining("This sign-in was cancelled")]);
    expect(reply.text).not.toContain("Account or password");
  });

  it("blocked", async () => {
    const { browser, step, phone } = await beginStep("guessed");
    const { link = "" } = step;
    const sessionKey = sessionKeyIn(link);
    for (const response of wrongOnes(await responseOf(phone, link), 10))
      await post("/ttype/tiqr", { sessionKey, userId: "guessed", response, operation: "login" });
    const reply = await browser.post(PHONE, step);
    expect([reply.status, reply.text]).toEqual([401, expect.stringContaining("too many failed attempts")]);
  });

  it("finalized, or invented", async () => {
    const { browser, step, phone } = await beginStep("twice");
    await phone.login(step.link ?? "");
    expect(leadsTo(await browser.post(PHONE, step))).toBe("/console/sign-in/done");
    for (const fields of [step, { ...step, transaction_id: "1" }, {}]) {
      const reply = await new ConsoleBrowser().post(PHONE, fields as Record<string, string>);
      expect([reply.status, reply.text]).toEqual([401, expect.stringContaining("This sign-in has ended")]);
    }
  });

  it("as script heard it, by an address", async () => {
    for (const [ended, said] of [
      ["expired", "The QR code has expired"],
      ["cancelled", "was cancelled"],
      ["used", "This sign-in has ended"],
      ["toString", "This sign-in has ended"],
    ]) {
      const reply = await new ConsoleBrowser().get(`/console/sign-in?ended=${ended}`);
      expect([reply.status, reply.text]).toEqual([200, expect.stringContaining(said as string)]);
    }
  });
});

it("a link that does not belong to a login is neither drawn nor offered", async () => {
  const { browser, step } = await beginStep("foreign");
  for (const link of ["javascript:alert(1)", "https://evil.example/"]) {
    const reply = await browser.post(PHONE, { ...step, link });
    expect(reply.text).not.toContain('<img src="data:');
    expect(reply.text).toContain('name="password"');
  }
  expect(resultOf(await poll(step.transaction_id ?? ""))).toBe(false);
});

describe("a phone without a network", () => {
  it("shows digits, which sign in; wrong ones say so, and are counted", async () => {
    const { browser, step, phone, serial } = await beginStep("offline");
    const response = await responseOf(phone, step.link ?? "");
    const refused = await browser.post(PHONE, { ...step, response: wrong(response) });
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining("That code isn’t right.")]);
    expect(refused.text).toContain("<details open");
    expect((await tokenOf(serial)).failcount).toBe(1);
    expect(
      leadsTo(await browser.post(PHONE, { ...step, response: `${response.slice(0, 3)} ${response.slice(3)} ` })),
    ).toBe("/console/sign-in/done");
    expect((await tokenOf(serial)).failcount).toBe(0);
  });

  it("may be on the phone itself: a button opens the app, with the link of the QR code", async () => {
    const { text, step } = await beginStep("handy");
    const [, href] = /class="actions in-app"><a [^>]*href="([^"]*)"/.exec(text) ?? [];
    expect(href?.replaceAll("&amp;", "&")).toBe(step.link);
  });

  it("has a link of up to as many bytes as a QR code holds", async () => {
    const { browser, step } = await beginStep("wide");
    const link = `${step.link}?${"x".repeat(1500)}`;
    expect(hiddenFields(await browser.post(PHONE, { ...step, link })).link).toBe(link);
  });
});
