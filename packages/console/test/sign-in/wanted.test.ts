// A sign-in leads to the page that was wanted before it, in every way to get there. Anyone can make
// such an address, so it leads only to pages of the console.

import { afterEach, describe, expect, it, vi } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { enrol, initToken, type Reply, serviceAccount } from "../../../../test/support/service.ts";
import { wantedIn } from "../../frame/wanted.ts";
import { ConsoleBrowser, hiddenFields, leadsTo, signInLeadingTo } from "../support/console-browser.ts";

afterEach(() => vi.useRealTimers());

/** Follows the redirect, fills in the form there, and follows to the page after the sign-in. */
async function signInAt(browser: ConsoleBrowser, led: Reply, name = "admin", password = ADMIN_PASSWORD) {
  const form = await browser.get(leadsTo(led) ?? "");
  const fields = { ...hiddenFields(form), username: name, password };
  return leadsTo(await browser.follow(await browser.post("/console/sign-in", fields)));
}

describe("the sign-in leads to the page that was wanted", () => {
  it.each([
    "/console/tokens",
    "/console/tokens?user=anna&page=2",
    "/console/tokens/TiQR1/revoke",
    "/console/audit?user=a%26b%3Dc&event=PIN_*",
    "/console/confirm?to=%2Fconsole%2Ftokens%2FX",
  ])("%s", async (path) => {
    const browser = new ConsoleBrowser();
    const led = await browser.get(path);
    expect(leadsTo(led)).toBe(signInLeadingTo(path));
    expect(await signInAt(browser, led)).toBe(path);
  });

  it("after a wrong password, too", async () => {
    const browser = new ConsoleBrowser();
    const form = await browser.get(leadsTo(await browser.get("/console/audit")) ?? "");
    const refused = await browser.post("/console/sign-in", { ...hiddenFields(form), username: "admin", password: "x" });
    expect(refused.status).toBe(401);
    const fields = { ...hiddenFields(refused), username: "admin", password: ADMIN_PASSWORD };
    expect(leadsTo(await browser.follow(await browser.post("/console/sign-in", fields)))).toBe("/console/audit");
  });

  it("after the phone, too, and if that starts again", async () => {
    await serviceAccount("wanting", ["*" as Right]);
    const { phone } = await enrol({ user: "wanting", realm: "administrators" });
    const browser = new ConsoleBrowser();
    const form = await browser.get(leadsTo(await browser.get("/console/settings")) ?? "");
    const fields = { ...hiddenFields(form), username: "wanting", password: "service" };
    const stepPage = await browser.post("/console/sign-in", fields);
    expect(stepPage.text).toContain(`href="${signInLeadingTo("/console/settings")}"`);
    expect(stepPage.text).toContain(`data-ended="${signInLeadingTo("/console/settings")}&amp;ended="`);
    const ended = await browser.get(`${signInLeadingTo("/console/settings")}&ended=expired`);
    expect([ended.text, hiddenFields(ended).to]).toEqual([
      expect.stringContaining("The QR code has expired"),
      "/console/settings",
    ]);
    const step = hiddenFields(stepPage);
    expect((await phone.login(step.link ?? "")).told).toBe("logged-in");
    const signedIn = await browser.post("/console/sign-in/phone", step);
    expect(leadsTo(await browser.follow(signedIn))).toBe("/console/settings");
  });

  it("is remembered even if the browser keeps no cookie", async () => {
    const browser = new ConsoleBrowser();
    const fields = { to: "/console/audit", username: "admin", password: ADMIN_PASSWORD };
    const reply = await browser.post("/console/sign-in", fields);
    browser.cookie = undefined;
    const page = await browser.follow(reply);
    expect([page.status, hiddenFields(page).to]).toEqual([400, "/console/audit"]);
  });
});

describe("a session that has ended leads back to where it was", () => {
  async function idle(): Promise<ConsoleBrowser> {
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 60_000 + 1000 });
    return browser;
  }

  it("with the page, and says that it has ended", async () => {
    const browser = await idle();
    const led = await browser.get("/console/tokens?user=anna");
    expect(leadsTo(led)).toBe(signInLeadingTo("/console/tokens?user=anna", "over"));
    expect((await browser.get(leadsTo(led) ?? "")).text).toContain("Your session has ended");
    expect(await signInAt(browser, led)).toBe("/console/tokens?user=anna");
  });

  it.each([
    ["/console/tokens/GONE1/disable", "/console/tokens/GONE1"],
    ["/console/tokens/GONE1/setpin", "/console/tokens/GONE1"],
    ["/console/enrol", "/console/enrol"],
    ["/console/enrol/state", "/console/enrol"],
    ["/console/links/17/withdraw", "/console/links"],
    ["/console/links/new", "/console/links/new"],
    ["/console/transactions/17/cancel", "/console/transactions"],
    ["/console/audit/check", "/console/audit"],
    ["/console/unlock/preview", "/console/unlock"],
    ["/console/confirm/phone", "/console/confirm"],
  ])("from the form %s with the page that has it, and nothing is done", async (form, page) => {
    const browser = await idle();
    const led = await browser.post(form, { pin: "1234" });
    expect(await signInAt(browser, led)).toBe(page);
    expect((await browser.get(page)).status).toBeLessThan(500);
  });

  it("without the notices of earlier actions", async () => {
    await initToken({ user: "said", serial: "SAIDONCE" });
    const browser = await idle();
    const led = await browser.get("/console/tokens/SAIDONCE?done=enabled");
    expect(await signInAt(browser, led)).toBe("/console/tokens/SAIDONCE");
  });

  it("when the API no longer knows it, too", async () => {
    await serviceAccount("ousted", ["tokenlist"]);
    const [browser, elsewhere] = [new ConsoleBrowser(), new ConsoleBrowser()];
    await browser.signIn("ousted", "service");
    await elsewhere.signIn("ousted", "service");
    await elsewhere.post("/console/sign-out/everywhere");
    const led = await browser.get("/console/tokens?page=2");
    expect(leadsTo(led)).toBe(signInLeadingTo("/console/tokens?page=2", "over"));
    expect(await signInAt(browser, led, "ousted", "service")).toBe("/console/tokens?page=2");
  });
});

describe("no address leads anywhere but to the console", () => {
  const ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\evil.example",
    "\\\\evil.example",
    "/console\\..\\..\\\\evil.example",
    "https://evil.example/console",
    "https:/console",
    "https:evil.example",
    "javascript:alert(1)",
    "/console@evil.example",
    "/console.evil.example",
    "/console//evil.example",
    "/console/..//evil.example",
    "/console/../login",
    "/console/%2e%2e/login",
    "/console/%2E./%2e%2e//evil.example",
    "/\t/evil.example",
    "/con\nsole/../\n/evil.example",
    "%2F%2Fevil.example",
    "/%2Fevil.example",
    "/%5Cevil.example",
    " /console/tokens",
    "console/tokens",
    "/login",
    "",
    "/console/sign-in",
    "/console/%73ign%2Din?over",
    "/console/sign-out/everywhere",
    `/console/tokens?user=${"x".repeat(2000)}`,
    `/console/tokens?user=${"é".repeat(900)}`,
    `/console/${"é".repeat(900)}`,
  ];

  it.each(ELSEWHERE)("%j", (to) => {
    expect(wantedIn(to)).toBe("/console");
  });

  it.each(["//evil.example", "/con\nsole/../\n/evil.example", "/console/sign-out/everywhere"])(
    "%j by any way",
    async (to) => {
      expect(ELSEWHERE).toContain(to);
      const fields = { username: "admin", password: ADMIN_PASSWORD };
      // The page may be in the address, encoded once or twice, in the form, and at the end.
      for (const value of [encodeURIComponent(to), encodeURIComponent(encodeURIComponent(to))]) {
        const form = await new ConsoleBrowser().get(`/console/sign-in?to=${value}`);
        expect(hiddenFields(form).to).toBe("/console");
      }
      const browser = new ConsoleBrowser();
      expect(leadsTo(await browser.follow(await browser.post("/console/sign-in", { ...fields, to })))).toBe("/console");
      expect(leadsTo(await browser.get(`/console/sign-in/done?to=${encodeURIComponent(to)}`))).toBe("/console");
      expect((await browser.get(`/console/confirm?to=${encodeURIComponent(to)}`)).text).toContain(
        'name="to" value="/console"',
      );
    },
  );

  it("and no address can end a line of the header or a field of the page", async () => {
    const to = '/console/tokens?user="><script>\r\nSet-Cookie: a=b';
    const browser = new ConsoleBrowser();
    const form = await browser.get(`/console/sign-in?to=${encodeURIComponent(to)}`);
    expect(form.text).not.toContain('"><script>');
    const fields = { ...hiddenFields(form), username: "admin", password: ADMIN_PASSWORD };
    const led = leadsTo(await browser.follow(await browser.post("/console/sign-in", fields)));
    expect(led).toMatch(/^\/console\/tokens\?user=[\w%.:=+-]+$/);
  });
});
