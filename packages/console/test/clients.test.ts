// Applications in the console: made, changed, given a new secret and removed, as the API does it.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { deviceClient } from "../../../test/support/oidc/device.ts";
import { asAdmin, ORIGIN, type Reply, resultOf, serviceAccount, withSettings } from "../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "./support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const FORM = {
  client_name: "Wiki",
  redirect_uris: "https://wiki.example.org/cb\r\n\r\n http://localhost/cb ",
  scope: "openid",
};
const copied = ({ text }: Reply) => [...text.matchAll(/<code class="copied">([^<]*)/g)].map(([, code]) => code);
const clientOf = async (id = "") => resultOf(await asAdmin("GET", `/oidc/clients/${id}`));
async function make(more: Record<string, string> = {}) {
  const reply = await browser.post("/console/clients/new", { ...FORM, ...more });
  const [, , id = "", secret] = copied(reply);
  return { reply, id, secret };
}

it("an application is added, and the page shows what to copy into it, the secret this once", async () => {
  const { reply, id, secret } = await make({ require_pin: "true", realms: "staff\nGuests of the house" });
  expect([reply.status, reply.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(copied(reply)).toEqual([
    ORIGIN,
    `${ORIGIN}/.well-known/openid-configuration`,
    expect.stringMatching(/^[0-9a-f]{32}$/),
    expect.stringMatching(/^[\w-]{43}$/),
  ]);
  expect(await clientOf(id)).toMatchObject({
    client_name: "Wiki",
    redirect_uris: ["https://wiki.example.org/cb", "http://localhost/cb"],
    scope: "openid",
    require_pin: true,
    require_pkce: false,
    realms: ["staff", "guests of the house"],
    token_endpoint_auth_method: "client_secret_basic",
  });
  const page = await browser.get(`/console/clients/${id}`);
  expect(copied(page)).toEqual(copied(reply).slice(0, 3));
  expect(page.text).not.toContain(secret);
  expect((await browser.get("/console/clients")).text).toContain(`href="/console/clients/${id}"`);
});

it("a tenant of Microsoft Entra is added by its ids, and shows what to enter there", async () => {
  const [tenant, app] = ["8a2b6f0e-0c64-4c1c-9a57-3f0d5f1f6a11", "5b6e7c39-57c1-4c39-8a0e-7f6f1f8f2d22"];
  const contoso = { client_name: "Contoso", scope: FORM.scope, realms: "staff", require_pin: "true" };
  const entra = { entra_tenant: tenant.toUpperCase(), entra_app_id: app, entra_cloud: "usgov" };
  const reply = await browser.post("/console/clients/new", { ...contoso, ...entra });
  const [discovery, id = "", ...more] = copied(reply);
  expect(discovery).toBe(`${ORIGIN}/entra/.well-known/openid-configuration`);
  expect(more).toEqual([app, `${ORIGIN}/entra/authorize`]);
  const made = await clientOf(id);
  expect(made).toMatchObject({ entra: { tenant, app_id: app, cloud: "usgov" }, realms: ["staff"], require_pin: true });
  expect((await browser.get(`/console/clients/${id}`)).text).toContain(tenant);
  // The form has no field that would count for nothing. The address follows from the cloud.
  const form = await browser.get(`/console/clients/${id}/change`);
  expect(form.text).toContain(`value="${tenant}"`);
  for (const fixed of ["redirect_uris", "token_endpoint_auth_method", "scope", "day_pass"])
    expect(form.text).not.toContain(`name="${fixed}"`);
  const moved = { ...contoso, ...entra, entra_cloud: "china" };
  expect(leadsTo(await browser.post(`/console/clients/${id}/change`, moved))).toContain("done=clientChanged");
  expect((await clientOf(id)).redirect_uris[0]).toContain("microsoftonline.cn");
  const refused = await browser.post("/console/clients/new", { ...contoso, ...entra, entra_app_id: "" });
  expect([refused.status, refused.text.includes("Invalid parameter entra")]).toEqual([400, true]);
});

it("a form that is refused says why and keeps what was typed in", async () => {
  const reply = await browser.post("/console/clients/new", { ...FORM, jwks: "no JSON <b>", logo_uri: "ftp://x" });
  expect(reply.status).toBe(400);
  expect(reply.text).toContain("Invalid parameter logo_uri");
  for (const kept of ['value="Wiki"', "https://wiki.example.org/cb", "no JSON &lt;b&gt;", 'value="ftp://x"'])
    expect(reply.text).toContain(kept);
});

it("what most applications leave as it is stands behind a summary, which is open if it differs or was refused", async () => {
  const isOpen = ({ text }: Reply) => text.includes("<details open");
  const [usual, strict] = [await make({ scope: "openid profile email groups" }), await make({ require_pin: "true" })];
  expect(isOpen(await browser.get("/console/clients/new"))).toBe(false);
  expect(isOpen(await browser.get(`/console/clients/${usual.id}/change`))).toBe(false);
  expect(isOpen(await browser.get(`/console/clients/${strict.id}/change`))).toBe(true);
  expect(isOpen(await browser.post("/console/clients/new", { ...FORM, redirect_uris: "no address" }))).toBe(true);
});

it("a change shows the application as it is, and saves what the form says", async () => {
  const key = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) };
  const { id } = await make({ token_endpoint_auth_method: "private_key_jwt", jwks: JSON.stringify({ keys: [key] }) });
  expect(await clientOf(id)).toMatchObject({ jwks: { keys: [key] } });
  const form = await browser.get(`/console/clients/${id}/change`);
  expect(form.text).toContain("https://wiki.example.org/cb\nhttp://localhost/cb");
  const reply = await browser.post(`/console/clients/${id}/change`, {
    ...FORM,
    client_name: "Wiki & Blog",
    redirect_uris: "https://blog.example.org/cb",
    subject_type: "pairwise",
  });
  expect(leadsTo(reply)).toBe(`/console/clients/${id}?done=clientChanged`);
  expect(await clientOf(id)).toMatchObject({
    client_name: "Wiki & Blog",
    redirect_uris: ["https://blog.example.org/cb"],
    token_endpoint_auth_method: "client_secret_basic",
    subject_type: "pairwise",
  });
  expect((await browser.get(`/console/clients/${id}`)).text).toContain("Wiki &amp; Blog");
  expect((await browser.post(`/console/clients/${id}/change`, { ...FORM, scope: "all" })).status).toBe(400);
});

it("an application may publish its keys, and have to push its requests", async () => {
  const jwks_uri = "https://wiki.example.org/jwks";
  const { id } = await make({
    token_endpoint_auth_method: "private_key_jwt",
    jwks_uri,
    require_pushed_authorization_requests: "true",
  });
  expect(await clientOf(id)).toMatchObject({ jwks_uri, require_pushed_authorization_requests: true });
  expect((await browser.get(`/console/clients/${id}`)).text).toContain(jwks_uri);
  expect((await browser.get(`/console/clients/${id}/change`)).text).toContain(`value="${jwks_uri}"`);
});

it("an application whose form names no way of authentication shows its secret either way, and keeps it so", async () => {
  const { id } = await make();
  expect(await clientOf(id)).toMatchObject({ secret_either_way: true });
  const form = await browser.get(`/console/clients/${id}/change`);
  expect(form.text).toMatch(/name="token_endpoint_auth_method"><option value="" selected/);
  await browser.post(`/console/clients/${id}/change`, { ...FORM, token_endpoint_auth_method: "" });
  expect(await clientOf(id)).toMatchObject({ secret_either_way: true });
  await browser.post(`/console/clients/${id}/change`, { ...FORM, token_endpoint_auth_method: "client_secret_basic" });
  expect(await clientOf(id)).toMatchObject({ secret_either_way: false });
  expect((await browser.get(`/console/clients/${id}/change`)).text).toContain('value="client_secret_basic" selected');
});

it("a new secret comes after a question, is shown once, and the earlier one stays", async () => {
  const { id, secret } = await make();
  const question = await browser.get(`/console/clients/${id}/secret`);
  expect(question.text).toContain(`action="/console/clients/${id}/secret"`);
  expect((await clientOf(id)).client_secrets).toBe(1);
  const reply = await browser.post(`/console/clients/${id}/secret`);
  const [, , , second] = copied(reply);
  expect(second).toMatch(/^[\w-]{43}$/);
  expect(second).not.toBe(secret);
  expect((await clientOf(id)).client_secrets).toBe(2);
});

it("removing comes after a question, too", async () => {
  const { id } = await make({ client_name: "Short-lived" });
  expect((await browser.get(`/console/clients/${id}/remove`)).text).toContain("Short-lived");
  expect(leadsTo(await browser.post(`/console/clients/${id}/remove`))).toBe("/console/clients?done=clientRemoved");
  expect((await browser.get(`/console/clients/${id}`)).status).toBe(404);
  expect((await browser.post(`/console/clients/${id}/remove`)).status).toBe(404);
});

describe("a page", () => {
  it("of a client without a secret offers no new one", async () => {
    const { reply, id } = await make({ token_endpoint_auth_method: "none" });
    expect(copied(reply)).toHaveLength(3);
    expect((await browser.get(`/console/clients/${id}`)).text).not.toContain("/secret");
  });

  it.each(["en", "nl", "de"])("has its words in %s", async (language) => {
    const { id } = await make();
    browser.language = language;
    for (const path of ["", "/new", `/${id}`, `/${id}/change`, `/${id}/secret`, `/${id}/remove`]) {
      const { status, text } = await browser.get(`/console/clients${path}`);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain(`<html lang="${language}"`);
      expect(text).not.toContain("undefined");
    }
    browser.language = undefined;
  });

  it("is for accounts with the right, and a form of another site changes nothing", async () => {
    await serviceAccount("reader", ["configread"]);
    const reader = new ConsoleBrowser();
    await reader.signIn("reader", "service");
    expect((await reader.get("/console/clients")).status).toBe(403);
    expect((await reader.post("/console/clients/new", FORM)).status).toBe(400);
    const count = async () => (await env.DB.prepare("SELECT count(*) AS n FROM oidc_client").first())?.n;
    const before = await count();
    const foreign = { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" };
    expect((await browser.post("/console/clients/new", FORM, foreign)).status).toBe(403);
    expect(await count()).toBe(before);
  });
});

describe("an application without a browser", () => {
  const BROWSER = "authorization_code refresh_token";
  const DEVICE = "refresh_token urn:ietf:params:oauth:grant-type:device_code";
  const CIBA = "refresh_token urn:openid:params:grant-type:ciba";
  const NO_ADDRESS = { client_name: "Terminal", redirect_uris: "", scope: "openid profile" };

  it("is offered where it is set, added by the form, and kept by a change", async () => {
    const over = new ConsoleBrowser(await withSettings({ CIBA: "on", DEVICE_GRANT: "on" } as Partial<Env>));
    await over.signIn("admin", ADMIN_PASSWORD);
    expect((await over.get("/console/clients/new")).text).toContain(`value="${CIBA}"`);
    const added = async (fields: Record<string, string>) => {
      const reply = await over.post("/console/clients/new", { ...NO_ADDRESS, ...fields });
      expect(reply.status, reply.text).toBe(200);
      return copied(reply)[2] as string;
    };
    const device = await added({ grant_types: DEVICE, token_endpoint_auth_method: "none" });
    expect(await clientOf(device)).toMatchObject({ grant_types: DEVICE.split(" "), redirect_uris: [] });
    expect((await over.get(`/console/clients/${device}`)).text).toContain("with a code that a device shows");
    const ping = {
      backchannel_token_delivery_mode: "ping",
      backchannel_client_notification_endpoint: "https://shop.example/ping",
    };
    const asks = await added({ ...ping, grant_types: CIBA, require_binding_message: "false" });
    const stored = { ...ping, require_binding_message: false, backchannel_user_code_parameter: false };
    expect(await clientOf(asks)).toMatchObject(stored);
    const page = await over.get(`/console/clients/${asks}/change`);
    expect(page.text).toContain(`<option value="${CIBA}" selected`);
    expect(page.text).toContain('value="https://shop.example/ping"');
    // What goes with a grant type goes with it.
    const changed = await over.post(`/console/clients/${asks}/change`, { ...FORM, ...ping, grant_types: BROWSER });
    expect(leadsTo(changed)).toBe(`/console/clients/${asks}?done=clientChanged`);
    expect(await clientOf(asks)).not.toHaveProperty("backchannel_token_delivery_mode");
  });

  it("is told by the same words without refresh tokens, and offered once", async () => {
    const over = await withSettings({ DEVICE_GRANT: "on" } as Partial<Env>);
    const [, alone = ""] = DEVICE.split(" ");
    const { client_id } = await deviceClient(over, { grant_types: [alone], scope: "openid" });
    const at = new ConsoleBrowser(over);
    await at.signIn("admin", ADMIN_PASSWORD);
    const { text } = await at.get(`/console/clients/${client_id}/change`);
    expect(text.match(/with a code that a device shows/g)).toHaveLength(1);
    expect(text).toContain(`value="${alone}" selected`);
  });

  it("is not offered where it is not set, and keeps what it has", async () => {
    expect((await browser.get("/console/clients/new")).text).not.toContain('name="grant_types"');
    const over = await withSettings({ DEVICE_GRANT: "on" } as Partial<Env>);
    const { client_id } = await deviceClient(over);
    expect((await browser.get(`/console/clients/${client_id}/change`)).text).toContain(`value="${DEVICE}" selected`);
    const fields = { ...NO_ADDRESS, scope: "openid", token_endpoint_auth_method: "none" };
    await browser.post(`/console/clients/${client_id}/change`, { ...fields, client_name: "Television" });
    expect(await clientOf(client_id)).toMatchObject({ client_name: "Television", grant_types: DEVICE.split(" ") });
  });
});
