// The PIN that a person chooses on the enrolment page, and the test login.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { admin, asAdmin, check, makePhone, ORIGIN, openLogin, withSettings } from "../../support/service.ts";

const serialIn = (code: string): string =>
  new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;

describe("the PIN", () => {
  const enrolled = async (fields: Record<string, string>, browser = new EnrolBrowser()) => {
    const path = await newLink(fields);
    const code = codeIn(await browser.start(path));
    const phone = makePhone();
    await phone.enroll(code);
    return { path, browser, phone, serial: serialIn(code) };
  };
  const authentication = async (user: string, pass: string) => (await check({ user, pass })).json.result.authentication;

  it("is set once, by the browser that enrolled, and ends earlier logins", async () => {
    const { path, browser, phone } = await enrolled({ user: "pins" });
    const before = await openLogin({ user: "pins", pass: "" });
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(303);
    expect((await phone.login(before.link)).told).toBe("refused");
    expect((await browser.step(path, "pin", { pin: "0815" })).status).toBe(400);
    expect(await authentication("pins", "0815")).toBe("REJECT");
    expect(await authentication("pins", "4711")).toBe("CHALLENGE");
    expect((await browser.get(path)).text).not.toContain('name="pin"');
  });

  it("is typed twice, and one that was mistyped is not set", async () => {
    const { path, browser } = await enrolled({ user: "slips" });
    for (const repeat of ["4771", ""]) {
      const refused = await browser.step(path, "pin", { pin: "4711", repeat });
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("two PINs don’t match")]);
      expect(refused.text).toMatch(/<input id="repeat"[^>]*aria-invalid="true"/);
      expect(refused.text).not.toContain("4711");
    }
    expect(await authentication("slips", "4711")).toBe("REJECT");
    expect((await browser.step(path, "pin", { pin: "4711", repeat: "4711" })).status).toBe(303);
    expect(await authentication("slips", "4711")).toBe("CHALLENGE");
  });

  it("is not set before the phone has enrolled", async () => {
    const path = await newLink({ user: "early" });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(400);
    const row = await env.DB.prepare("SELECT sealed_pin FROM token WHERE serial = ?").bind(serialIn(code)).first();
    expect(row).toEqual({ sealed_pin: null });
  });

  it("is not requested by a link made with none", async () => {
    const { path, browser } = await enrolled({ user: "pinless", pin: "none" });
    expect((await browser.get(path)).text).not.toContain('name="pin"');
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(400);
    expect(await authentication("pinless", "4711")).toBe("REJECT");
  });

  it("is requested before the test login is offered, which is possible without one if the person chooses so", async () => {
    const { path, browser, phone } = await enrolled({ user: "first" });
    const asked = await browser.get(path);
    expect(asked.text).not.toContain(`action="${path}/login"`);
    const skip = /href="([^"]*)">Continue without a PIN/.exec(asked.text)?.[1] ?? "";
    const skipped = await browser.get(skip);
    expect(skipped.text).toContain(`action="${path}/login"`);
    expect(skipped.text).not.toContain('name="pin"');
    // A failed test login can be tried again from where it ended.
    const failed = await browser.step(path, "finish", { transaction_id: "1" });
    expect(failed.text).toContain(`action="${path}/login"`);
    expect((await phone.login(codeIn(await browser.step(path, "login")))).told).toBe("logged-in");
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(303);
    const done = await browser.get(path);
    expect([done.text.includes('name="pin"'), done.text.includes(`action="${path}/login"`)]).toEqual([false, true]);
  });

  it("cannot be avoided if tokens must have one", async () => {
    const send = await withSettings({ PIN_REQUIRED: "on" });
    const { path, browser } = await enrolled({ user: "firm" }, new EnrolBrowser(send));
    const { text } = await browser.get(`${path}?without-pin`);
    const skip = `href="${path}?without-pin"`;
    expect([text.includes('name="pin"'), text.includes(skip), text.includes("/login")]).toEqual([true, false, false]);
  });

  it("that is shorter than the settings require is refused", async () => {
    const { path, browser } = await enrolled({ user: "brief" });
    const short = await browser.step(path, "pin", { pin: "471" });
    expect([short.status, short.text.includes("At least 4 characters")]).toEqual([400, true]);
    expect(await authentication("brief", "471")).toBe("REJECT");
  });

  it("that is empty is no PIN", async () => {
    const { path, browser } = await enrolled({ user: "empty" });
    expect((await browser.step(path, "pin", { pin: "" })).status).toBe(400);
    expect((await browser.get(path)).text).toContain('name="pin"');
  });

  it("is needed if tokens must have one: without it no one logs in", async () => {
    const send = await withSettings({ PIN_REQUIRED: "on" });
    const { path, browser, phone } = await enrolled({ user: "needed" }, new EnrolBrowser(send));
    expect((await browser.get(path)).text).not.toContain(`action="${path}/login"`);
    expect((await browser.step(path, "login")).status).toBe(400);
    expect(await authentication("needed", "")).toBe("REJECT");
    const short = await browser.step(path, "pin", { pin: "471" });
    expect([short.status, short.text.includes("At least 4 characters")]).toEqual([400, true]);
    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(303);
    expect((await phone.login(codeIn(await browser.step(path, "login")))).told).toBe("logged-in");
    expect(await authentication("needed", "4711")).toBe("CHALLENGE");
  });

  it("may not be none for a new token if tokens must have one", async () => {
    const send = await withSettings({ PIN_REQUIRED: "on" });
    const body = new URLSearchParams({ user: "x", pin: "none" });
    const response = await send(
      new Request(`${ORIGIN}/token/enrollmentlink`, { method: "POST", body, headers: await admin() }),
    );
    expect(response.status).toBe(400);
  });
});

describe("a test login", () => {
  it("is refused for a token that was disabled", async () => {
    const path = await newLink({ user: "disabled" });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    await makePhone().enroll(code);
    await asAdmin("POST", "/token/disable", { serial: serialIn(code) });
    const refused = await browser.step(path, "login");
    expect([refused.status, codeIn(refused)]).toEqual([400, ""]);
  });

  it("has to wait after too many, by link", async () => {
    const path = await newLink({ user: "eager" });
    const browser = new EnrolBrowser();
    await makePhone().enroll(codeIn(await browser.start(path)));
    const keys: string[] = [];
    const limit = async ({ key }: { key: string }) => ({ success: keys.push(key) < 2 });
    const limited = new EnrolBrowser(await withSettings({ RATE_LIMITS: "on", RATE_CHECK: { limit } as never }));
    limited.cookies = browser.cookies;
    expect(codeIn(await limited.step(path, "login"))).not.toBe("");
    const refused = await limited.step(path, "login");
    expect([refused.status, codeIn(refused)]).toEqual([429, ""]);
    expect(keys[0]).toMatch(/^enrol [0-9a-f]{64}$/);
  });
});
