// The test login on the enrolment page is valid only for that page, and no application's login is
// valid there.

import { describe, expect, it } from "vitest";
import { tryLogin } from "../../../src/core/enrolment/link-trial.ts";
import type { Ports } from "../../../src/core/ports/index.ts";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { attemptIdFor } from "../../support/house/names.ts";
import { codeIn, EnrolBrowser, headingIn, newLink, transactionIn } from "../../support/pages/enrol-page.ts";
import { asAdmin, check, enrol, makePhone, openLogin, responseOf, resultOf } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";

const TITLE_OF_SUCCESS = "All done";

/** A person who has enrolled by a link made with these fields. */
async function enrolled(fields: Record<string, string>) {
  const path = await newLink(fields);
  const [browser, phone] = [new EnrolBrowser(), makePhone()];
  const code = codeIn(await browser.start(path));
  await phone.enroll(code);
  const serial = new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") as string;
  return { path, browser, phone, serial };
}
const finish = async (browser: EnrolBrowser, path: string, transaction_id: string, factor = "none") =>
  headingIn(await browser.step(path, "finish", { transaction_id, factor }));

describe("a test login", () => {
  it("works for no application, so a person who enrols cannot get around the PIN", async () => {
    const { serial } = await enrol({ user: "anna", pin: "1234" });
    const { path, browser, phone } = await enrolled({ serial });
    const trial = await browser.step(path, "login");
    const transaction_id = transactionIn(trial);
    expect((await phone.login(codeIn(trial))).told).toBe("logged-in");
    expect(resultOf(await check({ user: "anna", transaction_id }))).toBe(false);
    expect(resultOf(await check({ serial, transaction_id }))).toBe(false);
    expect(await finish(browser, path, transaction_id, "unasked")).toBe(TITLE_OF_SUCCESS);
  });

  it("accepts no digits through an application", async () => {
    const { path, browser, phone } = await enrolled({ user: "ben" });
    const trial = await browser.step(path, "login");
    const response = await responseOf(phone, codeIn(trial));
    expect(resultOf(await check({ user: "ben", transaction_id: transactionIn(trial), response }))).toBe(false);
    expect((await phone.login(codeIn(trial))).told).toBe("logged-in");
  });

  it("is no login in the statistics", async () => {
    await emptyTrail();
    const { path, browser, phone } = await enrolled({ user: "dora" });
    const trial = await browser.step(path, "login");
    const transaction_id = transactionIn(trial);
    await phone.login(codeIn(trial));
    await finish(browser, path, transaction_id);
    const rows = await auditRowsOnce(3, { attempt_id: await attemptIdFor(transaction_id) });
    expect(rows.map(({ action }) => action).sort()).toEqual([
      "POST /enrol/<link>/finish",
      "POST /enrol/<link>/login",
      "POST /ttype/<ttype>",
    ]);
    const { logins, median_answer_ms } = resultOf(await asAdmin("GET", "/audit/statistics"));
    expect(logins.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(0);
    expect(median_answer_ms).toBe(null);
  });

  it("is refused when the token has been changed since the look", async () => {
    const { path, browser, serial } = await enrolled({ user: "emil" });
    const ports = await realPorts();
    const late: Ports = {
      ...ports,
      management: {
        ...ports.management,
        viewFor: async (...about) => {
          await asAdmin("POST", "/token/setpin", { serial, otppin: "4711" });
          return ports.management.viewFor(...about);
        },
      },
    };
    const [browserKey] = browser.cookies.values();
    const visitor = { key: path.slice("/enrol/".length), browserKey };
    const refused = await tryLogin(late, visitor, "", callAt(Date.now()));
    expect(refused).toEqual({ ok: false, reason: { code: "link-not-open" } });
    expect((await tryLogin(ports, visitor, "", callAt(Date.now()))).ok).toBe(true);
  });
});

it("an application's login is not finished on the page", async () => {
  const { path, browser, phone } = await enrolled({ user: "fritz" });
  const login = await openLogin({ user: "fritz", pass: "" });
  await phone.login(login.link);
  expect(await finish(browser, path, login.id)).not.toBe(TITLE_OF_SUCCESS);
  expect(resultOf(await check({ user: "fritz", transaction_id: login.id }))).toBe(true);
});
