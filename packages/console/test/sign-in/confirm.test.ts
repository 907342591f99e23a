// The console when the API requires the phone to confirm first: it asks the phone, and leads back.

import { describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { enrol, responseOf, serviceAccount, tokenOf } from "../../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo, newPerson } from "../support/console-browser.ts";

const REALM = "administrators";
const CONFIRM = "/console/confirm";

/** An administrator whose phone was enrolled after the sign-in, so it has not confirmed yet. */
async function signedIn(name: string) {
  await serviceAccount(name, ["*" as Right]);
  const browser = new ConsoleBrowser();
  await browser.follow(await browser.signIn(name, "service"));
  const { phone } = await enrol({ user: name, realm: REALM });
  const other = await enrol({ user: `colleague of ${name}`, realm: REALM });
  return { browser, phone, other: other.serial };
}
/** The address of the page that a form leads to, and the form on that page. */
async function questionAt(browser: ConsoleBrowser, path: string, fields: Record<string, string> = {}) {
  const page = leadsTo(await browser.post(path, fields)) ?? "";
  expect(page).toMatch(/^\/console\/confirm\?to=/);
  return hiddenFields(await browser.get(page));
}

describe("the console", () => {
  it("asks the phone before an administrator's token is changed, and leads back to the token", async () => {
    const { browser, phone, other } = await signedIn("anna");
    const { to = "" } = await questionAt(browser, `/console/tokens/${other}/disable`);
    expect(to).toBe(`/console/tokens/${other}`);
    expect(await tokenOf(other)).toMatchObject({ active: true });
    const step = hiddenFields(await browser.post(CONFIRM, { to }));
    const early = await browser.post(`${CONFIRM}/phone`, step);
    expect([early.status, early.text]).toEqual([401, expect.stringContaining("hasn’t confirmed yet")]);
    await phone.login(step.link ?? "");
    const back = leadsTo(await browser.post(`${CONFIRM}/phone`, hiddenFields(early)));
    expect(back).toBe(`/console/tokens/${other}?done=confirmed`);
    expect((await browser.get(back ?? "")).text).toContain("Now press the button again.");
    expect(leadsTo(await browser.post(`/console/tokens/${other}/disable`))).toContain("?done=disabled");
    expect(await tokenOf(other)).toMatchObject({ active: false });
  });

  it("accepts the digits of a phone without a network", async () => {
    const { browser, phone, other } = await signedIn("ben");
    const { to = "" } = await questionAt(browser, `/console/tokens/${other}/setpin`, { pin: "123456" });
    const step = hiddenFields(await browser.post(CONFIRM, { to }));
    const response = await responseOf(phone, step.link ?? "");
    expect(leadsTo(await browser.post(`${CONFIRM}/phone`, { ...step, response }))).toContain("?done=confirmed");
  });

  it.each([
    ["/console/enrol", { user: "new", realm: REALM, person: newPerson("new") }],
    ["/console/links/new", { user: "new", realm: REALM, person: newPerson("new") }],
  ] as const)("leads back to the form at %s", async (path, fields) => {
    const { browser } = await signedIn(`at ${path}`);
    expect((await questionAt(browser, path, fields)).to).toBe(path);
  });

  it("leads nowhere else, wherever the page's address was made", async () => {
    const { browser } = await signedIn("dora");
    for (const to of [
      "https://evil.example/",
      "//evil.example",
      "/console//evil.example",
      "/token/",
      "javascript:alert(1)",
    ])
      expect(hiddenFields(await browser.get(`${CONFIRM}?to=${encodeURIComponent(to)}`)).to).toBe("/console");
  });

  it("says when the code has expired, and asks again; the session continues", async () => {
    const { browser, phone } = await signedIn("emma");
    const step = hiddenFields(await browser.post(CONFIRM, { to: "/console/enrol" }));
    await phone.login(step.link ?? "");
    await browser.post(`${CONFIRM}/phone`, step);
    const again = await browser.post(`${CONFIRM}/phone`, step);
    expect([again.status, again.text]).toEqual([401, expect.stringContaining("Please try again")]);
    expect(hiddenFields(again).to).toBe("/console/enrol");
    expect((await browser.get("/console/tokens")).status).toBe(200);
  });

  it("says that there is no phone, and the session continues", async () => {
    await serviceAccount("fred", ["*" as Right]);
    const browser = new ConsoleBrowser();
    await browser.signIn("fred", "service");
    const reply = await browser.post(CONFIRM, { to: "/console" });
    expect([reply.status, reply.text]).toEqual([
      403,
      expect.stringContaining("Your account needs a phone but has none."),
    ]);
    expect((await browser.get("/console/tokens")).status).toBe(200);
  });
});
