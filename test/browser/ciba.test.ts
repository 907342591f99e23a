// /confirm, /me/asked and /device in a real browser, with and without a script: what an application
// asks is read, declined and confirmed, and appears at /me while somebody looks.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { EnrolledPerson } from "../../scripts/lib/service-client.ts";
import { LANGUAGES } from "../../src/lib/words.ts";
import { itLooksAtItsPages } from "./support/axe.ts";
import { asAdministrator } from "./support/enrol-link.ts";
import { beginAt, enrolAt, scanLogin, waitForState } from "./support/login.ts";
import { expectWell } from "./support/look.ts";
import { type Look, THEMES, useSite, WIDTHS } from "./support/site.ts";

const site = useSite({ CIBA: "on", DEVICE_GRANT: "on" });
const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ language: "en", theme, width }) as const));

async function client(metadata: Record<string, unknown>): Promise<{ client_id: string; client_secret: string }> {
  const headers = { "Content-Type": "application/json", ...(await asAdministrator(site)) };
  const body = JSON.stringify({ scope: "openid profile email", ...metadata });
  const made = await fetch(`${site.server.origin}/oidc/clients`, { method: "POST", headers, body });
  return (await made.json()).result.value;
}

const shopClient = () =>
  client({
    client_name: "Shop of the city",
    grant_types: ["urn:openid:params:grant-type:ciba"],
    backchannel_token_delivery_mode: "poll",
  });

async function post(path: string, fields: Record<string, string>) {
  const reply = await fetch(site.server.origin + path, { method: "POST", body: new URLSearchParams(fields) });
  return { status: reply.status, json: await reply.json() };
}

const MESSAGE = "Pay EUR 12.50 to Example, order 2026-000041";

async function asked(user: string, message = MESSAGE) {
  const shop = await shopClient();
  const { json } = await post("/oidc/ciba", { ...shop, scope: "openid", login_hint: user, binding_message: message });
  return { shop, auth_req_id: json.auth_req_id as string };
}

async function atMe(person: EnrolledPerson, look: Look = {}): Promise<Page> {
  const page = await beginAt(site, person, look);
  await scanLogin(person, page);
  if (look.javaScript === false) await page.locator('form[action="/login/result"] button').first().click();
  await waitForState(page, "accepted");
  await page.goto(`${site.server.origin}/me`);
  return page;
}

it("reads well in each language and theme, at each width", async () => {
  const person = await enrolAt(site, "anna");
  for (const language of LANGUAGES) {
    const { shop, auth_req_id } = await asked("anna");
    const page = await atMe(person, { language });
    await page.locator("[data-live] a").waitFor();
    await expectWell(page, `me-question-${language}`, LOOKS);
    await page.goto(`${site.server.origin}/me/asked`);
    await expectWell(page, `me-asked-${language}`, LOOKS);
    await page.locator("[data-live] a").click();
    await page.locator("blockquote.asked").waitFor();
    expect(await page.locator("blockquote.asked").textContent()).toBe(MESSAGE);
    const [decline, confirm] = await Promise.all(
      ["form[action$='/decline'] button", "form:not([action$='/decline']) button.primary"].map((one) =>
        page.locator(`main ${one}`).first().boundingBox(),
      ),
    );
    expect(decline?.y).toBeLessThan(confirm?.y ?? 0);
    expect([decline?.height, decline?.width]).toEqual([confirm?.height, confirm?.width]);
    await expectWell(page, `confirm-${language}`, LOOKS);
    await page.locator("#pin").fill(person.pin);
    await page.locator("main button.primary").click();
    await page.locator(".qr img").waitFor();
    await expectWell(page, `confirm-phone-${language}`, LOOKS);
    await scanLogin(person, page);
    await page.locator('[data-confirmation="approved"]').waitFor();
    await expectWell(page, `confirm-done-${language}`, LOOKS);
    const { status } = await post("/oidc/token", {
      ...shop,
      auth_req_id,
      grant_type: "urn:openid:params:grant-type:ciba",
    });
    expect(status).toBe(200);
  }
});

it("shows a question at /me by itself, and takes it away when it is declined elsewhere", async () => {
  const person = await enrolAt(site, "bea");
  const page = await atMe(person);
  expect(await page.locator("[data-live] a").count()).toBe(0);
  await asked("bea");
  await page.locator("[data-live] a").waitFor();
  const href = (await page.locator("[data-live] a").getAttribute("href")) ?? "";
  const elsewhere = await site.openPage(href);
  await elsewhere.locator("form[action$='/decline'] button").click();
  await elsewhere.locator('[data-confirmation="denied"]').waitFor();
  await page.locator("[data-live] a").waitFor({ state: "detached" });
});

it("leads from /me to the newest question, though it has the words of the one before", async () => {
  const person = await enrolAt(site, "edda");
  const page = await atMe(person);
  const link = page.locator("[data-live] a");
  await asked("edda");
  await link.waitFor();
  const first = (await link.getAttribute("href")) ?? "";
  const headers = { Origin: site.server.origin, "Sec-Fetch-Site": "same-origin" };
  await fetch(`${site.server.origin}${first}/decline`, { method: "POST", headers });
  await asked("edda");
  await expect.poll(() => link.getAttribute("href"), { timeout: 10_000 }).not.toBe(first);
  await link.click();
  await page.locator("form[action$='/decline']").waitFor();
});

it("is confirmed without a script", async () => {
  const person = await enrolAt(site, "cleo");
  const { shop, auth_req_id } = await asked("cleo", "No script");
  const page = await atMe(person, { javaScript: false });
  await page.locator("[data-live] a").click();
  await page.locator("#pin").fill(person.pin);
  await page.locator("main button.primary").click();
  await scanLogin(person, page);
  await page.locator("form[data-when-changed] button").click();
  await page.locator('[data-confirmation="approved"]').waitFor();
  const polled = await post("/oidc/token", { ...shop, auth_req_id, grant_type: "urn:openid:params:grant-type:ciba" });
  expect(polled.status).toBe(200);
});

it("signs a device in, and reads well in each language", async () => {
  const person = await enrolAt(site, "dora");
  const { client_id } = await client({
    client_name: "Terminal",
    grant_types: ["urn:ietf:params:oauth:grant-type:device_code"],
    token_endpoint_auth_method: "none",
  });
  for (const language of LANGUAGES) {
    const { json } = await post("/oidc/device", { client_id, scope: "openid profile email" });
    const page = await atMe(person, { language });
    await page.goto(json.verification_uri_complete);
    await expectWell(page, `device-${language}`, LOOKS);
    await page.locator("main form button").click();
    await page.locator(".user-code").waitFor();
    expect(await page.locator(".user-code").textContent()).toBe(json.user_code);
    await expectWell(page, `device-asks-${language}`, LOOKS);
    await page.locator('button[value="allow"]').click();
    await page.locator(".notice.success").waitFor();
    await expectWell(page, `device-done-${language}`, LOOKS);
  }
});

it("says what went wrong, and how it ended, in each language", async () => {
  const person = await enrolAt(site, "finn");
  const { client_id } = await client({
    client_name: "Terminal",
    grant_types: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
    token_endpoint_auth_method: "none",
    scope: "openid profile email groups offline_access",
  });
  const scope = "openid profile email groups offline_access";
  for (const language of LANGUAGES) {
    const page = await atMe(person, { language });
    /** By the keyboard alone, up to the next page. */
    const sent = (control: string) => Promise.all([page.waitForEvent("load"), page.locator(control).press("Enter")]);
    const type = async (code: string) => {
      await page.goto(`${site.server.origin}/device`);
      await page.locator("#user_code").fill(code);
      await sent("#user_code");
    };
    await type("BBBB-BBBB");
    expect(await page.locator("#user_code").getAttribute("aria-invalid")).toBe("true");
    await expectWell(page, `device-wrong-${language}`);
    const { json } = await post("/oidc/device", { client_id, scope });
    await type(json.user_code.toLowerCase());
    await expectWell(page, `device-asks-all-${language}`);
    await sent('button[value="decline"]');
    await expectWell(page, `device-declined-${language}`);
    await type(json.user_code);
    await expectWell(page, `device-decided-${language}`);

    await asked("finn", "Pay EUR 12.50");
    await page.goto(`${site.server.origin}/me`);
    await sent("[data-live] a");
    const address = page.url();
    await page.locator("#pin").fill("9999");
    await sent("#pin");
    await expectWell(page, `confirm-wrong-${language}`);
    await sent("form[action$='/decline'] button");
    await expectWell(page, `confirm-declined-${language}`);
    await page.goto(address);
    await page.locator('[data-confirmation="denied"]').waitFor();
    await page.goto(`${site.server.origin}/confirm/made-up`);
    await expectWell(page, `confirm-unknown-${language}`);
  }
});

itLooksAtItsPages();
