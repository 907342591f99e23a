// The button next to a QR code, where QR codes are universal links. Neither official app opens such
// a link from a browser, so the button uses tiqrauth:// or tiqrenroll://, while the QR code follows
// the setting.

import { describe, expect, it } from "vitest";
import { ConsoleBrowser, hiddenFields } from "../../../packages/console/test/support/console-browser.ts";
import type { Right } from "../../../src/core/caller.ts";
import { readEnrolmentQrText, readLoginQrText } from "../../../src/tiqr/urls.ts";
import { Browser as LoginBrowser } from "../../support/pages/browser.ts";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { enrol, makePhone, type Reply, serviceAccount, withSettings } from "../../support/service.ts";
import { readDataUri } from "../support/read-data-uri.ts";

const send = await withSettings({ TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: "https://link.test" });

/** The QR text on a page. */
const qrIn = ({ text }: Reply) => readDataUri(/<img src="(data:[^"]*)"/.exec(text)?.[1]);

async function expectLogin(reply: Reply): Promise<void> {
  const [qr = "", button] = [await qrIn(reply), codeIn(reply)];
  expect(qr).toMatch(/^https:\/\/link\.test\/tiqrauth\/\?u=/);
  expect(button).toMatch(/^tiqrauth:\/\//);
  expect(readLoginQrText(button)).toEqual(readLoginQrText(qr));
  expect(reply.text).not.toContain('href="https://link.test');
}

describe("the button to the app, with universal links in QR codes,", () => {
  it("is tiqrauth:// on the login page, and on the same page drawn again", async () => {
    await enrol({ user: "anna", pin: "1234" }, { send });
    const browser = new LoginBrowser(send);
    const { reply, transactionId } = await browser.begin({ user: "anna", pin: "1234" });
    await expectLogin(reply);
    await expectLogin(await browser.result(transactionId, "00000000"));
  });

  it("is tiqrenroll:// on the enrolment page, and tiqrauth:// at its test login", async () => {
    const path = await newLink({ user: "bert" });
    const browser = new EnrolBrowser(send);
    const started = await browser.start(path);
    const [qr = "", button] = [await qrIn(started), codeIn(started)];
    expect(qr).toMatch(/^https:\/\/link\.test\/tiqrenroll\/\?metadata=/);
    expect(button).toBe(`tiqrenroll://${readEnrolmentQrText(qr)}`);
    expect((await makePhone(send).enroll(button)).told).toBe("enrolled");
    await expectLogin(await browser.step(path, "login"));
  });

  it("is tiqrauth:// where an administrator's phone confirms, and on the same page shown again", async () => {
    await serviceAccount("confirms", ["*" as Right]);
    await enrol({ user: "confirms", realm: "administrators" }, { send });
    const browser = new ConsoleBrowser(send);
    const asked = await browser.signIn("confirms", "service");
    await expectLogin(asked);
    await expectLogin(await browser.post("/console/sign-in/phone", hiddenFields(asked)));
  });

  it("opens no other service's page, whatever link the form of that page brings back", async () => {
    await serviceAccount("led", ["*" as Right]);
    await enrol({ user: "led", realm: "administrators" }, { send });
    const browser = new ConsoleBrowser(send);
    const step = hiddenFields(await browser.signIn("led", "service"));
    const link = "https://evil.test/tiqrauth/?s=1&q=2&i=tiqr.test";
    const reply = await browser.post("/console/sign-in/phone", { ...step, link });
    expect(codeIn(reply)).toBe("tiqrauth://tiqr.test/1/2/tiqr.test/2");
    expect(reply.text).not.toContain('href="https://evil.test');
  });
});
