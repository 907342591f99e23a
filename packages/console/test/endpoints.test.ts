// Addresses for events in the console: made, changed, tested, switched off, given a new secret and
// removed, as the API does it. Only the network is not real.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { asAdmin, type Reply, resultOf, serviceAccount } from "../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "./support/console-browser.ts";

const browser = new ConsoleBrowser();
let answer: () => Response = () => new Response(null, { status: 204 });
beforeAll(async () => {
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => answer());
  await browser.signIn("admin", ADMIN_PASSWORD);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await env.DB.prepare("DELETE FROM event_endpoint").run();
});

const FORM = {
  url: "https://siem.example.org/in",
  events: "login_success, PIN_FAIL\r\n",
  realms: "staff\nGuests ",
};
const copied = ({ text }: Reply) => /<code class="copied">([^<]*)/.exec(text)?.[1];
const endpointOf = async (id = "") => resultOf(await asAdmin("GET", `/events/endpoints/${id}`));
async function make(more: Record<string, string> = {}) {
  const reply = await browser.post("/console/endpoints/new", { ...FORM, ...more });
  const [, id = ""] = /href="\/console\/endpoints\/([0-9a-f]{24})"/.exec(reply.text) ?? [];
  // The console's own requests would be sent as events, and the test would see their messages.
  await runInDurableObject(env.EVENTS.getByName(id), (_, { storage }) => storage.deleteAlarm());
  return { reply, id, secret: copied(reply) };
}

it("an address is added with its words and realms, and its secret is shown this once", async () => {
  const { reply, id, secret } = await make();
  expect([reply.status, reply.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(secret).toMatch(/^whsec_/);
  expect(await endpointOf(id)).toMatchObject({
    url: FORM.url,
    events: ["LOGIN_SUCCESS", "PIN_FAIL"],
    realms: ["staff", "guests"],
    enabled: true,
  });
  const page = await browser.get(`/console/endpoints/${id}`);
  for (const shown of ["LOGIN_SUCCESS, PIN_FAIL", "staff, guests", "Nothing has been sent yet."])
    expect(page.text.replaceAll(/<wbr\/?>/g, "")).toContain(shown);
  expect(page.text).not.toContain(secret);
  expect((await browser.get("/console/endpoints")).text).toContain(`href="/console/endpoints/${id}"`);
});

it("a form that is refused says why and keeps what was typed in", async () => {
  const reply = await browser.post("/console/endpoints/new", { ...FORM, url: "http://127.0.0.1/<b>" });
  expect(reply.status).toBe(400);
  for (const kept of ["Invalid parameter url", "http://127.0.0.1/&lt;b&gt;", "login_success, PIN_FAIL"])
    expect(reply.text).toContain(kept);
});

it("a change shows the address as it is, and saves what the form says", async () => {
  const { id } = await make();
  expect((await browser.get(`/console/endpoints/${id}/change`)).text).toContain("LOGIN_SUCCESS\nPIN_FAIL");
  const url = "https://other.example.org/";
  const reply = await browser.post(`/console/endpoints/${id}/change`, { url, events: "", realms: "" });
  expect(leadsTo(reply)).toBe(`/console/endpoints/${id}?done=endpointChanged`);
  expect(await endpointOf(id)).toMatchObject({ url, events: [], realms: [], enabled: true });
});

it("a test message says how it went, and stands among the last messages", async () => {
  const { id } = await make();
  expect((await browser.post(`/console/endpoints/${id}/test`)).text).toContain("took the test message");
  answer = () => new Response(null, { status: 500 });
  const failed = await browser.post(`/console/endpoints/${id}/test`);
  expect(failed.text).toContain("did not take the test message: status 500");
  const page = (await browser.get(`/console/endpoints/${id}`)).text;
  for (const shown of ["TEST", "taken (204)", "status 500"]) expect(page).toContain(shown);
  answer = () => new Response(null, { status: 204 });
});

it("an address is switched off and on again", async () => {
  const { id } = await make();
  expect(leadsTo(await browser.post(`/console/endpoints/${id}/disable`))).toContain("done=endpointOff");
  expect((await endpointOf(id)).enabled).toBe(false);
  expect((await browser.get(`/console/endpoints/${id}`)).text).toContain("Off since");
  expect(leadsTo(await browser.post(`/console/endpoints/${id}/enable`))).toContain("done=endpointOn");
  expect((await endpointOf(id)).enabled).toBe(true);
});

it("one that failures have switched off shows that in the list, and why on its page", async () => {
  const { id } = await make();
  const sql = "UPDATE event_endpoint SET disabled_at_ms = 1, disabled_fault = 'status 503' WHERE id = ?";
  await env.DB.prepare(sql).bind(id).run();
  expect((await browser.get("/console/endpoints")).text).toContain("off after failures");
  const page = (await browser.get(`/console/endpoints/${id}`)).text;
  for (const shown of ["status 503", "did not take its messages for three days", `/${id}/enable`])
    expect(page).toContain(shown);
});

it("a new secret, and removing, come after a question", async () => {
  const { id, secret } = await make();
  expect((await browser.get(`/console/endpoints/${id}/secret`)).text).toContain(FORM.url);
  const second = copied(await browser.post(`/console/endpoints/${id}/secret`));
  expect(second).toMatch(/^whsec_/);
  expect(second).not.toBe(secret);
  expect((await browser.get(`/console/endpoints/${id}/remove`)).text).toContain(FORM.url);
  expect(leadsTo(await browser.post(`/console/endpoints/${id}/remove`))).toBe(
    "/console/endpoints?done=endpointRemoved",
  );
  for (const path of ["", "/change", "/secret", "/remove"])
    expect((await browser.get(`/console/endpoints/${id}${path}`)).status).toBe(404);
  for (const path of ["/change", "/enable", "/test", "/secret", "/remove"])
    expect((await browser.post(`/console/endpoints/${id}${path}`, FORM)).status).toBe(404);
});

it.each(["en", "nl", "de"])("the pages have their words in %s", async (language) => {
  const { id } = await make();
  browser.language = language;
  for (const path of ["", "/new", `/${id}`, `/${id}/change`, `/${id}/secret`, `/${id}/remove`]) {
    const { status, text } = await browser.get(`/console/endpoints${path}`);
    expect([path, status]).toEqual([path, 200]);
    expect(text).toContain(`<html lang="${language}"`);
    expect(text).not.toContain("undefined");
  }
  browser.language = undefined;
});

it("the pages are for accounts with the right, and a form of another site changes nothing", async () => {
  await serviceAccount("reader", ["configread"]);
  const reader = new ConsoleBrowser();
  await reader.signIn("reader", "service");
  expect((await reader.get("/console/endpoints")).status).toBe(403);
  const before = resultOf(await asAdmin("GET", "/events/endpoints")).length;
  expect((await reader.post("/console/endpoints/new", FORM)).status).toBe(400);
  const foreign = { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" };
  expect((await browser.post("/console/endpoints/new", FORM, foreign)).status).toBe(403);
  expect(resultOf(await asAdmin("GET", "/events/endpoints"))).toHaveLength(before);
});
