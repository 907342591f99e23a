// The tokens of ADMIN_REALM are only for /auth: without the password no one reaches their lock.

import { describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { auditRows } from "../../support/audit.ts";
import { Browser as LoginBrowser } from "../../support/pages/browser.ts";
import { codeIn, EnrolBrowser, headingIn, newLink, trialIn } from "../../support/pages/enrol-page.ts";
import { asAdmin, check, enrol, makePhone, post, resultOf } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";
import { rowOf } from "../../support/storage/rows.ts";

const REALM = "administrators";

describe("a token of an administrator", () => {
  it.each([
    ["/validate/check", (name: string) => ({ user: name, realm: REALM })],
    ["/validate/check", (name: string) => ({ user: name, realm: REALM.toUpperCase() })],
    ["/validate/check", (name: string) => ({ user: `${name}@${REALM}` })],
    ["/validate/samlcheck", (name: string) => ({ user: name, realm: REALM })],
    ["/validate/radiuscheck", (name: string) => ({ user: name, realm: REALM })],
  ] as const)("counts no PIN at %s", async (path, fields) => {
    const { serial } = await enrol({ user: "anna", realm: REALM, pin: "1234" });
    for (const pass of ["no", "1234"]) await post(path, { ...fields("anna"), pass });
    await post(path, { serial, pass: "no" });
    expect((await rowOf(serial)).failcount).toBe(0);
    expect(await auditRows({ serial, authentication: "CHALLENGE" })).toEqual([]);
  });

  it("does not exist for an application, even with the right PIN", async () => {
    const { serial } = await enrol({ user: "ben", realm: REALM, pin: "1234" });
    const { json } = await check({ user: "ben", realm: REALM, pass: "1234" });
    expect([json.result.value, json.detail.message]).toEqual([false, "The user has no tokens assigned"]);
    expect((await check({ serial, pass: "1234" })).json.result.authentication).not.toBe("CHALLENGE");
    const triggered = await asAdmin("POST", "/validate/triggerchallenge", { user: "ben", realm: REALM });
    expect(resultOf(triggered)).toBe(0);
  });

  it("is noted in the batch that refuses, as a name of no user, if users are hidden", async () => {
    const { serial } = await enrol({ user: "hidden", realm: REALM, pin: "1234" });
    const { tokens } = await realPorts({ hidesUsers: "everywhere" });
    const entry = entryOf(callAt(Date.now()), { success: false, reason: "no-tokens" });
    const noted = async (user: string) => {
      const subject = { serial: undefined, named: { user, realm: REALM } };
      const refusal = { entry, counts: [], shown: await tokens.view(subject), ofParty: false };
      return (await tokens.viewAndCount(subject, "pin", refusal, Date.now())).noted;
    };
    expect([await noted("hidden"), await noted("nobody")]).toEqual([true, true]);
    expect((await rowOf(serial)).failcount).toBe(0);
  });

  it("counts no PIN on the login page", async () => {
    const { serial } = await enrol({ user: "cleo", realm: REALM, pin: "1234" });
    await new LoginBrowser().post("/login/begin", { user: `cleo@${REALM}`, pin: "no" });
    expect((await rowOf(serial)).failcount).toBe(0);
  });

  it("can be tried on the enrolment page", async () => {
    const path = await newLink({ user: "dora", realm: REALM });
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    await phone.enroll(codeIn(await browser.start(path)));
    const trial = await browser.step(path, "login");
    expect((await phone.login(codeIn(trial))).told).toBe("logged-in");
    const done = await browser.step(path, "finish", trialIn(trial));
    expect(headingIn(done)).toBe("All done");
  });

  it("leaves one of the same name in another realm as it is", async () => {
    await enrol({ user: "emma", realm: REALM, pin: "1234" });
    await enrol({ user: "emma", pin: "1234" });
    expect((await check({ user: "emma", pass: "1234" })).json.result.authentication).toBe("CHALLENGE");
  });
});
