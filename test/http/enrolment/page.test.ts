// The enrolment page from the first look to the test login, as a person with a browser and a phone
// uses it.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hearEnrolment, saysEnrolment } from "../../support/events.ts";
import {
  codeIn,
  EnrolBrowser,
  enrolmentIn,
  headingIn,
  newLink,
  transactionIn,
  trialIn,
} from "../../support/pages/enrol-page.ts";
import { check, makePhone, namedSend, request, tokenOf } from "../../support/service.ts";

const linkRows = async () => (await env.DB.prepare("SELECT * FROM enrollment_link").all()).results;

describe("the enrolment page", () => {
  it("leads from the link through every state to a test login", async () => {
    const path = await newLink({ user: "anna" });
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    expect(headingIn(await browser.get(path))).toBe("Register your phone");
    expect(await browser.state(path)).toBe("fresh");

    const code = codeIn(await browser.start(path));
    expect(code).toMatch(/^tiqrenroll:\/\/https:\/\/tiqr\.test\/ttype\/tiqr\?action=metadata&session=/);
    expect(await browser.state(path)).toBe("started-0");
    // The same code is shown when the page is loaded again.
    expect(codeIn(await browser.get(path))).toBe(code);

    await request(code.slice("tiqrenroll://https://tiqr.test".length));
    expect(await browser.state(path)).toBe("fetched-1");
    expect((await browser.get(path)).text).not.toContain("tiqrenroll:");

    await browser.step(path, "code");
    const renewed = codeIn(await browser.get(path));
    expect(renewed).not.toBe(code);
    expect((await phone.enroll(renewed)).told).toBe("enrolled");
    expect(await browser.state(path)).toBe("unproven");
    expect(headingIn(await browser.get(path))).toBe("Your phone has sent its key");

    expect((await browser.step(path, "pin", { pin: "4711" })).status).toBe(303);
    const trial = await browser.step(path, "login");
    expect((await phone.login(codeIn(trial))).told).toBe("logged-in");
    const done = await browser.step(path, "finish", trialIn(trial));
    expect([done.status, headingIn(done)]).toEqual([200, "All done"]);
    expect(headingIn(await browser.get(path))).toBe("Your phone is registered");
    // It is used up, and no application could use it.
    const again = await check({ user: "anna", transaction_id: transactionIn(trial) });
    expect(again.json.result.authentication).toBe("REJECT");
    expect((await check({ user: "anna", pass: "4711" })).json.result.authentication).toBe("CHALLENGE");
  });

  it("shows an expired code as such, and a new one under the same serial", async () => {
    const path = await newLink({ user: "berta" });
    const browser = new EnrolBrowser();
    const first = codeIn(await browser.start(path));
    const serial = new URL(first.slice("tiqrenroll://".length)).searchParams.get("serial") as string;
    await env.DB.prepare("UPDATE token SET session_expires_at_ms = 1 WHERE serial = ?").bind(serial).run();
    expect(await browser.state(path)).toBe("code-expired");
    expect((await browser.get(path)).text).toContain("The code has expired");
    await browser.step(path, "code");
    const second = codeIn(await browser.get(path));
    expect(second).toContain(`serial=${serial}`);
    expect((await makePhone().enroll(first)).told).toBe("bad-metadata");
    expect((await makePhone().enroll(second)).told).toBe("enrolled");
  });

  it("warns when another phone has scanned the code", async () => {
    const path = await newLink({ user: "carl" });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    await makePhone().enroll(code);
    expect((await browser.get(path)).text).not.toContain("scanned more than once");
    expect((await makePhone(namedSend("another")).enroll(code)).told).toBe("bad-metadata");
    expect(await browser.state(path)).toBe("unproven");
    expect((await browser.get(path)).text).toContain("The code was scanned more than once");
  });

  it("watches its enrolment until the phone has proved its secret, but not while a PIN is typed", async () => {
    const typed = new EnrolBrowser();
    const asked = await newLink({ user: "dorit" });
    await makePhone().enroll(codeIn(await typed.start(asked)));
    expect(enrolmentIn(await typed.get(asked))).toBe("");
    expect(enrolmentIn(await typed.get(`${asked}?without-pin`))).not.toBe("");
    const path = await newLink({ user: "dora", pin: "none" });
    const browser = new EnrolBrowser();
    const started = await browser.start(path);
    const listener = await hearEnrolment(enrolmentIn(started));
    const phone = makePhone();
    await phone.enroll(codeIn(started));
    const before = [saysEnrolment("started", 0), saysEnrolment("fetched", 1), saysEnrolment("unproven", 1)];
    await listener.hears(...before);
    expect(enrolmentIn(await browser.get(path))).not.toBe("");
    await phone.login(codeIn(await browser.step(path, "login")));
    await listener.hears(...before, saysEnrolment("enrolled", 1), "closed 1000");
    expect(enrolmentIn(await browser.get(path))).toBe("");
  });

  it("shows the new code in each tab, because the previous one has ended", async () => {
    const path = await newLink({ user: "dorothea" });
    const browser = new EnrolBrowser();
    const listener = await hearEnrolment(enrolmentIn(await browser.start(path)));
    await listener.hears(saysEnrolment("started", 0));
    await browser.step(path, "code");
    await listener.hears(saysEnrolment("started", 0), saysEnrolment("unknown", 0), "closed 1000");
  });

  it("says that a test login was not confirmed", async () => {
    const path = await newLink({ user: "emil" });
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    await phone.enroll(codeIn(await browser.start(path)));
    const trial = await browser.step(path, "login");
    const finished = await browser.step(path, "finish", trialIn(trial));
    expect(finished.text).toContain("The test sign-in wasn’t confirmed");
  });

  it("finalizes no login of another token", async () => {
    const [mine, other] = [new EnrolBrowser(), new EnrolBrowser()];
    const [minePath, otherPath] = [await newLink({ user: "fritz" }), await newLink({ user: "gerda" })];
    await makePhone().enroll(codeIn(await mine.start(minePath)));
    const phone = makePhone();
    await phone.enroll(codeIn(await other.start(otherPath)));
    const trial = await other.step(otherPath, "login");
    await phone.login(codeIn(trial));
    const stolen = await mine.step(minePath, "finish", trialIn(trial));
    expect(stolen.text).toContain("wasn’t confirmed");
    expect(headingIn(await other.step(otherPath, "finish", trialIn(trial)))).toBe("All done");
  });

  it("stores nothing that opens the link, the enrolment or the page", async () => {
    const path = await newLink({ user: "hugo" });
    const browser = new EnrolBrowser();
    const code = codeIn(await browser.start(path));
    const session = new URL(code.slice("tiqrenroll://".length)).searchParams.get("session") as string;
    const tables = ["enrollment_link", "token", "audit"];
    const stored = await Promise.all(
      tables.map(async (table) => (await env.DB.prepare(`SELECT * FROM ${table}`).all()).results),
    );
    const text = JSON.stringify(stored);
    expect(text).toContain("hugo");
    for (const secret of [path.slice("/enrol/".length), session, ...browser.cookies.values()])
      expect(text.includes(secret)).toBe(false);
  });

  it("is kept by no cache, and tells no other site where the person comes from", async () => {
    const path = await newLink({ user: "ida" });
    const browser = new EnrolBrowser();
    const page = await browser.get(path);
    expect(browser.setCookies).toHaveLength(1);
    expect(browser.setCookies[0]).toMatch(
      /^__Host-enrol-[0-9a-f]{16}=[\w-]{22}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const replies = [page, await browser.step(path, "start"), await browser.get(path)];
    for (const { headers } of replies) {
      expect(headers.get("Cache-Control")).toBe("no-store");
      // A page sends its address only to its own host; the step in between, which is no page, to no
      // host.
      const isPage = headers.get("Content-Type")?.startsWith("text/html");
      expect(headers.get("Referrer-Policy")).toBe(isPage ? "same-origin" : "no-referrer");
    }
    expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  });

  it("speaks the language of the browser", async () => {
    const path = await newLink({ user: "jan" });
    const said = async (language: string) =>
      headingIn(await request(path, { headers: { "Accept-Language": language } }));
    expect(await Promise.all(["nl", "de", "en", "fr"].map(said))).toEqual([
      "Registreer uw telefoon",
      "Ihr Smartphone registrieren",
      "Register your phone",
      "Register your phone",
    ]);
  });

  it("makes a separate token for each link", async () => {
    const before = (await linkRows()).length;
    const paths = [await newLink({ user: "karl" }), await newLink({ user: "karl" })];
    const browser = new EnrolBrowser();
    const serials = [];
    for (const path of paths) {
      const code = codeIn(await browser.start(path));
      serials.push(new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string);
    }
    expect((await linkRows()).length).toBe(before + 2);
    expect(new Set(serials).size).toBe(2);
    expect(await Promise.all(serials.map(async (serial) => (await tokenOf(serial)).username))).toEqual([
      "karl",
      "karl",
    ]);
    // Both continue in this one browser, each under its own key.
    expect(new Set(browser.cookies.values()).size).toBe(2);
    expect(await Promise.all(paths.map((path) => browser.state(path)))).toEqual(["started-0", "started-0"]);
  });
});
