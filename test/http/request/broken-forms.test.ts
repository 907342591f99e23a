// Forms that do not match their Content-Type are refused as such on every page that takes a form,
// and make nothing fail.

import { beforeAll, describe, expect, it } from "vitest";
import { CONSOLE_COOKIE, ConsoleBrowser, SAME_ORIGIN } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { initToken, request } from "../../support/service.ts";

const FORMS: [what: string, type: string, body: string | Uint8Array][] = [
  ["multipart without its boundary", "multipart/form-data", "username=admin"],
  ["multipart with an empty boundary", "multipart/form-data; boundary=", "--\r\n"],
  [
    "multipart that breaks off",
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="pin"\r\n',
  ],
  ["multipart that never begins", "multipart/form-data; boundary=x", "pin=1234"],
  ["multipart in another charset", "multipart/form-data; boundary=x; charset=utf-7", "--x--\r\n"],
  ["a form in UTF-16", "application/x-www-form-urlencoded; charset=utf-16", Uint8Array.of(0x70, 0, 0x3d, 0, 0x31, 0)],
  ["a form with bytes that are no UTF-8", "application/x-www-form-urlencoded", Uint8Array.of(0x70, 0x3d, 0xe9)],
  ["a form in Latin-1", 'application/x-www-form-urlencoded;charset="ISO-8859-1"', "pin=%e9"],
];
const PLACES = [
  "/console/sign-in",
  "/console/sign-in/phone",
  "/console/sign-out",
  "/console/enrol",
  "/console/links/new",
  "/console/tokens/BROKEN/setpin",
  "/console/tokens/BROKEN/disable",
  "/login/begin",
  "/login/result",
  "/login/cancel",
];
let cookie: string | undefined;
beforeAll(async () => {
  await initToken({ user: "broken", serial: "BROKEN" });
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  cookie = browser.cookie;
});
const send = (path: string, type: string, body: string | Uint8Array, cookies = `${CONSOLE_COOKIE}=${cookie}`) =>
  request(path, {
    method: "POST",
    redirect: "manual",
    headers: { ...SAME_ORIGIN, Cookie: cookies, "Content-Type": type },
    body,
  });

describe.each(FORMS)("%s", (_, type, body) => {
  it.each(PLACES)("is 400 at %s, as a page", async (path) => {
    const reply = await send(path, type, body);
    expect([reply.status, reply.headers.get("Content-Type")]).toEqual([400, "text/html; charset=UTF-8"]);
  });

  it("is 400 on the page of an enrolment link, and does not spend it", async () => {
    const path = await newLink({ user: "linked" });
    const browser = new EnrolBrowser();
    await browser.get(path);
    const cookies = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    expect((await send(`${path}/start`, type, body, cookies)).status).toBe(400);
    expect(await browser.state(path)).toBe("fresh");
  });

  it("is 400/905 to an application", async () => {
    expect((await send("/validate/check", type, body)).json.result.error.code).toBe(905);
  });
});

it("a form whose charset is UTF-8, in upper or lower case, is read", async () => {
  const type = "application/x-www-form-urlencoded; charset=UTF8";
  expect((await send("/validate/check", type, "user=broken&pass=x")).json.detail.message).toBe("wrong otp pin");
  expect((await send("/console/sign-in", type, "username=nosuch&password=x")).status).toBe(401);
});
