// The test login of a new phone signs the browser in: two scans from the link to recovery codes.

import { describe, expect, it } from "vitest";
import { signInEnrolled } from "../../../src/core/enrolment/first-sign-in.ts";
import { lookAtLink } from "../../../src/core/enrolment/link.ts";
import { markOf } from "../../../src/core/user.ts";
import { auditRowsOnce } from "../../support/audit.ts";
import { block } from "../../support/house/blocks.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { codeIn, EnrolBrowser, headingIn, newLink, trialIn } from "../../support/pages/enrol-page.ts";
import { asAdmin, enrol, makePhone, resultOf, withSettings } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";

const SETTINGS = { SELF_SERVICE: "recovery" };

/** The first scan: a phone enrols by a link made with these fields. */
async function enrolled(fields: Record<string, string>, settings: Record<string, string> = SETTINGS) {
  const path = await newLink(fields);
  const [browser, phone] = [new EnrolBrowser(await withSettings(settings)), makePhone()];
  await phone.enroll(codeIn(await browser.start(path)));
  return { path, browser, phone };
}

type Enrolled = Awaited<ReturnType<typeof enrolled>>;

/** The second scan. */
async function tried({ path, browser, phone }: Enrolled, pin?: string, factor?: string) {
  const trial = await browser.step(path, "login", pin === undefined ? {} : { pin });
  await phone.login(codeIn(trial));
  return browser.step(path, "finish", factor === undefined ? trialIn(trial) : { ...trialIn(trial), factor });
}

const makeCodes = async ({ browser }: Enrolled, user: string) =>
  browser.post("/me/recovery", { whose: await markOf({ user, realm: "realm1" }) });

const CODE = /[0-9a-z]{4}(?:-[0-9a-z]{4}){3}/g;

const sessionsOf = async (user: string) =>
  resultOf(await asAdmin("GET", `/user/realm1/${user}`)).sessions as { serial: string }[];

describe("the test login", () => {
  it("signs in who has chosen a PIN, and the recovery codes need no third scan", async () => {
    const one = await enrolled({ user: "two-scans" });
    one.browser.headers = {
      "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:149.0) Gecko/20100101 Firefox/149.0",
    };
    await one.browser.step(one.path, "pin", { pin: "4711" });
    const done = await tried(one);
    expect([headingIn(done), done.text.includes("you are signed in on this browser")]).toEqual(["All done", true]);
    expect((await one.browser.get("/me")).text).toContain("Firefox on Windows");
    expect(new Set((await makeCodes(one, "two-scans")).text.match(CODE)).size).toBe(10);
    // More codes need the phone again.
    expect((await makeCodes(one, "two-scans")).text.match(CODE)).toBe(null);
    const [begun] = await auditRowsOnce(1, { user: "two-scans", event: "BROWSER_SESSION_BEGUN" });
    expect(begun).toMatchObject({ action: "POST /enrol/<link>/finish", authentication: "ACCEPT" });
  });

  it("signs in without a PIN, and confirms no codes", async () => {
    const one = await enrolled({ user: "scans-open", pin: "none" });
    await tried(one);
    expect((await one.browser.get("/me")).status).toBe(200);
    expect((await makeCodes(one, "scans-open")).text.match(CODE)).toBe(null);
  });

  it("of a replaced phone asks for the PIN that the token keeps", async () => {
    const { serial } = await enrol({ user: "scans-again", pin: "1234" });
    const one = await enrolled({ user: "scans-again", serial });
    expect((await one.browser.get(one.path)).text).toContain('name="pin"');
    const wrong = await one.browser.step(one.path, "login", { pin: "9999" });
    expect([wrong.status, wrong.text.includes("That isn’t your PIN")]).toEqual([400, true]);
    expect((await tried(one)).text).not.toContain("you are signed in");
    expect(await sessionsOf("scans-again")).toEqual([]);
    expect((await tried(one, "1234")).text).toContain("you are signed in");
    expect((await sessionsOf("scans-again")).map((session) => session.serial)).toEqual([serial]);
  });

  it("with a PIN of the help desk signs nobody in: the sign-in after it asks for another one", async () => {
    const { serial } = await enrol({ user: "scans-given", pin: "1234" });
    const { pin } = (await asAdmin("POST", "/token/setrandompin", { serial })).json.detail;
    const one = await enrolled({ user: "scans-given", serial });
    const done = await tried(one, pin);
    expect([headingIn(done), done.text.includes("you are signed in")]).toEqual(["All done", false]);
    expect(await sessionsOf("scans-given")).toEqual([]);
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "scans-given", pin });
    await one.phone.login(link);
    expect(stateIn(await browser.result(transactionId))).toBe("new-pin");
  });

  it.each(["before", "after"])("of a person who is blocked %s it begins signs nobody in", async (when) => {
    const user = `scans-blocked-${when}`;
    const { path, browser, phone } = await enrolled({ user, pin: "none" });
    if (when === "before") await block(user);
    const trial = await browser.step(path, "login");
    if (when === "after") {
      await phone.login(codeIn(trial));
      await block(user);
    }
    expect((await browser.step(path, "finish", trialIn(trial))).text).not.toContain("you are signed in");
    expect([await sessionsOf(user), (await browser.get("/me")).status]).toEqual([[], 303]);
  });

  it("that began without the PIN cannot end with it", async () => {
    const { serial } = await enrol({ user: "scans-forged", pin: "1234" });
    const one = await enrolled({ user: "scans-forged", serial });
    for (const factor of ["pin", "none"]) expect(headingIn(await tried(one, undefined, factor))).not.toBe("All done");
    expect(await sessionsOf("scans-forged")).toEqual([]);
  });

  it("in another browser than the link's signs nobody in", async () => {
    const one = await enrolled({ user: "scans-other" });
    const trial = await one.browser.step(one.path, "login");
    await one.phone.login(codeIn(trial));
    const other = await new EnrolBrowser().step(one.path, "finish", trialIn(trial));
    expect([other.status, await sessionsOf("scans-other")]).toEqual([410, []]);
  });

  it("of an administrator begins no session", async () => {
    const one = await enrolled({ user: "boss", realm: "admins" }, { ...SETTINGS, ADMIN_REALM: "admins" });
    const done = await tried(one);
    expect([headingIn(done), done.text.includes("you are signed in")]).toEqual(["All done", false]);
  });

  it("more than ten minutes after the enrolment signs nobody in", async () => {
    const { path, browser } = await enrolled({ user: "scans-late" });
    const ports = await realPorts();
    const [browserKey] = browser.cookies.values();
    const view = await lookAtLink(ports, path.slice("/enrol/".length), browserKey, Date.now());
    if (view.state !== "unproven") throw new Error(view.state);
    const inMinutes = (minutes: number) =>
      signInEnrolled(
        ports,
        view,
        "none",
        { name: "", earlier: undefined, known: [] },
        callAt((view.token.sessionExpiresAtMs ?? 0) + minutes * 60_000 + 1),
      );
    expect([await inMinutes(10), typeof (await inMinutes(9))?.keep]).toEqual([undefined, "string"]);
  });
});
