// The doctor of an application in the console: what was refused, what mends it, and the question
// before an address that came is registered.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { auditRowsOnce } from "../../../test/support/audit.ts";
import { authorizePath } from "../../../test/support/oidc/applications.ts";
import { makeClient } from "../../../test/support/oidc/oidc.ts";
import { Browser } from "../../../test/support/pages/browser.ts";
import { asAdmin, resultOf, serviceAccount } from "../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo } from "./support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
});
/** Only the first refusals of a minute get rows. */
const forgetCounts = () => env.DB.prepare("DELETE FROM refusal_count").run();
beforeEach(forgetCounts);

const WIKI = "https://wiki.example/callback";
const client = async (more: object = {}) => (await makeClient({ redirect_uris: [WIKI], ...more })).client_id;
const addressesOf = async (id: string) => resultOf(await asAdmin("GET", `/oidc/clients/${id}`)).redirect_uris;

/** The address is refused this many times. */
async function refused(id: string, redirect_uri: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    await forgetCounts();
    await new Browser().request(authorizePath(id, { redirect_uri }), { redirect: "manual" });
  }
  await auditRowsOnce(times, { action: `GET /oidc/authorize ${id}` });
}

const registerPath = (id: string, address: string) =>
  `/console/clients/${id}/register?address=${encodeURIComponent(address)}`;

describe("the page of an application", () => {
  it("shows its last refusals, equal ones once, each beside what is registered and with what mends it", async () => {
    const id = await client();
    await refused(id, "https://wiki.example/<b>", 3);
    const { text } = await browser.get(`/console/clients/${id}`);
    expect([...text.matchAll(/data-remedy="([^"]*)"/g)].map(([, remedy]) => remedy)).toEqual([
      "send-registered-address",
    ]);
    for (const shown of [
      "3 ×",
      "redirect_uri isn",
      "<code>https://wiki.example/&lt;b",
      "can’t be registered as it came",
    ])
      expect(text).toContain(shown);
    // What came leads nowhere.
    expect(text).not.toMatch(/href="https:\/\/wiki\.example/);
    expect(text).not.toContain("/register?");
  });

  it("says that nothing was refused, and leads further back where there is more", async () => {
    const id = await client();
    expect((await browser.get(`/console/clients/${id}`)).text).toContain("Nothing was refused lately");
    const row = `INSERT INTO audit (id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator, client,
      attempt_id, reason, mac, event, detail)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 101)
      SELECT 'x' || i, i, 'GET /oidc/authorize ${id}', 0, '', '', '', '', '', '', '', '', '', 'x.y', 'AUTHORIZATION_REFUSED',
        'prompt unsupported value' || i FROM n`;
    await env.DB.prepare(row).run();
    const page = await browser.get(`/console/clients/${id}`);
    const [, earlier = ""] = /href="(\/console\/clients\/[^"]*after=[^"]*)"/.exec(page.text) ?? [];
    const last = await browser.get(earlier);
    expect([last.status, page.text.includes("value1<"), last.text.includes("value1<")]).toEqual([200, false, true]);
  });
});

describe("an address that came", () => {
  const OTHER = "https://wiki.exarnple/callback";

  it("is registered after a question that shows its host and warns, with a tick, and not as the first button", async () => {
    const id = await client();
    await refused(id, OTHER, 2);
    const offer = (await browser.get(`/console/clients/${id}`)).text;
    for (const shown of [`href="${registerPath(id, OTHER)}"`, "at this host yet"]) expect(offer).toContain(shown);
    const page = await browser.get(registerPath(id, OTHER));
    expect(/data-host[^>]*>.*?<\/p>/s.exec(page.text)?.[0].replace(/<[^>]*>/g, "")).toContain("wiki.exarnple");
    expect(page.text).toMatch(/class="notice danger"[\s\S]*Anyone can send a request/);
    expect(page.text).toContain("<code>https://wiki.exarnple/callback</code>");
    const [first, second] = [...page.text.matchAll(/class="button (primary|secondary|danger)"/g)].slice(-2);
    expect([first?.[1], second?.[1]]).toEqual(["primary", "danger"]);
    const form = hiddenFields(page);
    const unsure = await browser.post(`/console/clients/${id}/register`, form);
    expect([unsure.status, await addressesOf(id)]).toEqual([400, [WIKI]]);
    const sure = await browser.post(`/console/clients/${id}/register`, { ...form, sure: "on" });
    expect(leadsTo(sure)).toBe(`/console/clients/${id}?done=addressRegistered`);
    expect(await addressesOf(id)).toEqual([WIKI, OTHER]);
    expect((await browser.get(leadsTo(sure) ?? "")).text).toContain('data-remedy="mended"');
    await auditRowsOnce(1, { event: "CLIENT_CHANGED", action: `PATCH /oidc/clients/${id}`, administrator: "admin" });
    // Once it is registered, the form that was open elsewhere does nothing.
    expect((await browser.post(`/console/clients/${id}/register`, { ...form, sure: "on" })).status).toBe(404);
  });

  it("at a host that the application has is asked about, too, with less alarm", async () => {
    const id = await client();
    await refused(id, "https://wiki.example/login");
    const { text } = await browser.get(registerPath(id, "https://wiki.example/login"));
    expect([text.includes('class="notice warning"'), text.includes('class="notice danger"')]).toEqual([true, false]);
  });

  it("with a scheme of its own is at no host of the application, whatever it looks like", async () => {
    const id = await client();
    const address = "evil.app://wiki.example/callback";
    await refused(id, address);
    const { text } = await browser.get(registerPath(id, address));
    expect(/data-host[^>]*>.*?<\/p>/s.exec(text)?.[0].replace(/<[^>]*>/g, "")).toContain("evil.app:");
    expect(text).toContain('class="notice danger"');
  });

  it.each(["org.example.app://[", "org.example.app://cb:99999/"])(
    "that is none, %s, leaves the page whole",
    async (address) => {
      const id = await client();
      await refused(id, address);
      const { status, text } = await browser.get(`/console/clients/${id}`);
      expect([status, text.includes('data-remedy="send-registered-address"')]).toEqual([200, true]);
    },
  );

  it("is shown beside one that was registered before addresses had to be readable", async () => {
    const id = await client();
    await env.DB.prepare("UPDATE oidc_client SET metadata = replace(metadata, ?, ?) WHERE id = ?")
      .bind(WIKI, "org.example.app://[", id)
      .run();
    await refused(id, OTHER);
    const { text } = await browser.get(registerPath(id, OTHER));
    expect(text.replace(/<[^>]*>/g, "")).toMatch(/Hosts so far\s*org\.example\.app:/);
  });

  it("tells of new identifiers where a new host changes them", async () => {
    const id = await client({ subject_type: "pairwise" });
    await refused(id, OTHER);
    expect((await browser.get(registerPath(id, OTHER))).text).toContain("identifiers of its own");
  });

  it("is not chosen by the link or the form: only what was refused of this client, and could be registered", async () => {
    const [id, other] = [await client(), await client()];
    await refused(other, OTHER);
    await refused(id, "https://evil.example/#fragment");
    for (const address of [OTHER, "https://evil.example/", "https://evil.example/#fragment", ""]) {
      expect((await browser.get(registerPath(id, address))).status, address).toBe(404);
      const sent = await browser.post(`/console/clients/${id}/register`, { address, sure: "on" });
      expect([sent.status, await addressesOf(id)], address).toEqual([404, [WIKI]]);
    }
  });

  it("is not registered by a form of another site, nor by an account without the right", async () => {
    const id = await client();
    await refused(id, OTHER);
    const fields = { address: OTHER, sure: "on" };
    const foreign = { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" };
    expect((await browser.post(`/console/clients/${id}/register`, fields, foreign)).status).toBe(403);
    await serviceAccount("looker", ["auditlog", "configread"]);
    const looker = new ConsoleBrowser();
    await looker.signIn("looker", "service");
    expect((await looker.get(`/console/clients/${id}/refusals`)).status).toBe(403);
    expect((await looker.post(`/console/clients/${id}/register`, fields)).status).toBe(403);
    expect(await addressesOf(id)).toEqual([WIKI]);
  });
});

it.each(["de", "nl"])("is told in %s", async (language) => {
  const id = await client();
  await refused(id, "https://wiki.example/b");
  const other = new ConsoleBrowser();
  other.language = language;
  await other.signIn("admin", ADMIN_PASSWORD);
  const { text } = await other.get(`/console/clients/${id}`);
  expect(text).toContain(
    language === "de" ? "redirect_uri ist nicht eingetragen" : "redirect_uri is niet geregistreerd",
  );
});
