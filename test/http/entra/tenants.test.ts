// A tenant of Microsoft Entra over the API, and what stands below /entra because of it.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { entraMetadata } from "../../../src/core/entra/discovery.ts";
import { entraRedirectUri } from "../../../src/core/oidc/clients/entra-client.ts";
import { countedApp, countFromZero, counts, sendTo } from "../../storage/counted.ts";
import { admin, errorOf, ORIGIN, requestOver, resultOf, withSettings } from "../../support/service.ts";

const ENTRA = {
  tenant: "8a2b6f0e-0c64-4c1c-9a57-3f0d5f1f6a11",
  app_id: "5b6e7c39-57c1-4c39-8a0e-7f6f1f8f2d22",
  cloud: "global",
};
const CONTOSO = { client_name: "Contoso", realms: ["realm1"], entra: ENTRA };
const CONFIGURATION = "/entra/.well-known/openid-configuration";

// Each is an isolate of its own, which knows of no tenant yet.
let app: Awaited<ReturnType<typeof withSettings>>;
beforeEach(async () => {
  await env.DB.prepare("DELETE FROM oidc_client").run();
  app = await withSettings({});
});

const send = async (method: string, path: string, body?: object) =>
  requestOver(app, `/oidc/clients${path}`, {
    method,
    headers: { ...(await admin()), "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
const get = (path: string, headers: Record<string, string> = {}) => requestOver(app, path, { headers });

describe("a tenant", () => {
  it("is made without a secret, shown with Microsoft's address, and may come back as it is shown", async () => {
    const made = resultOf(await send("POST", "", CONTOSO));
    expect(made).toMatchObject({
      ...CONTOSO,
      redirect_uris: [entraRedirectUri("global")],
      token_endpoint_auth_method: "none",
      scope: "openid",
      client_secrets: 0,
    });
    expect(made).not.toHaveProperty("client_secret");
    const { client_id: id } = made;
    expect(resultOf(await send("PATCH", `/${id}`, made))).toEqual(made);
    const moved = { ...ENTRA, cloud: "usgov" };
    expect(resultOf(await send("PATCH", `/${id}`, { entra: moved, require_pin: true }))).toEqual({
      ...made,
      entra: moved,
      require_pin: true,
      redirect_uris: [entraRedirectUri("usgov")],
    });
  });

  it("is not made of an application with a secret, nor an application of a tenant that leads nowhere", async () => {
    const wiki = { client_name: "Wiki", redirect_uris: ["https://wiki.example.org/cb"] };
    const { client_id: id } = resultOf(await send("POST", "", wiki));
    expect(errorOf(await send("PATCH", `/${id}`, { entra: ENTRA, realms: ["realm1"] }))[0]).toBe(400);
    const tenant = resultOf(await send("POST", "", CONTOSO));
    expect(errorOf(await send("PATCH", `/${tenant.client_id}`, { entra: null }))[2]).toContain("redirect_uris");
  });

  it("can ask for nothing at the endpoints of other applications", async () => {
    const { client_id } = resultOf(await send("POST", "", CONTOSO));
    const redirect_uri = entraRedirectUri("global");
    const asked = { client_id, redirect_uri, response_type: "code", scope: "openid", code_challenge_method: "S256" };
    const query = new URLSearchParams({ ...asked, code_challenge: "a".repeat(43) });
    const page = await get(`/oidc/authorize?${query}`, { Accept: "text/html" });
    expect([page.status, page.headers.get("Location")]).toEqual([400, null]);
    const form = (path: string, fields: Record<string, string>) =>
      requestOver(app, path, { method: "POST", body: new URLSearchParams(fields) });
    expect((await form("/oidc/par", Object.fromEntries(query))).status).toBe(400);
    const redemption = { client_id, redirect_uri, grant_type: "authorization_code", code: "x", code_verifier: "x" };
    expect((await form("/oidc/token", redemption)).json.error).toBe("invalid_grant");
  });
});

describe.each([CONFIGURATION, "/entra/jwks"])("%s", (path) => {
  it("is not there while no client is a tenant", async () => {
    await send("POST", "", { client_name: "Wiki", redirect_uris: ["https://wiki.example.org/cb"] });
    expect((await get(path)).status).toBe(404);
  });

  it("may be kept, and must not be compressed on the way", async () => {
    await send("POST", "", CONTOSO);
    const { status, headers, text } = await get(path, { "Accept-Encoding": "gzip, br" });
    expect(status).toBe(200);
    expect(headers.get("Cache-Control")).toMatch(/^public, max-age=\d+, no-transform$/);
    expect(headers.get("Content-Length")).toBe(String(text.length));
  });

  it("comes and goes with the tenant, within seconds in each isolate", async () => {
    expect((await get(path)).status).toBe(404);
    const { client_id: id } = resultOf(await send("POST", "", CONTOSO));
    app = await withSettings({});
    expect((await get(path)).status).toBe(200);
    await send("DELETE", `/${id}`);
    app = await withSettings({});
    expect((await get(path)).status).toBe(404);
  });
});

it("the configuration has an issuer of its own, and the main one says nothing of it", async () => {
  await send("POST", "", CONTOSO);
  const { json, headers } = await get(CONFIGURATION);
  expect([json, headers.get("Content-Type")]).toEqual([entraMetadata(ORIGIN), "application/json"]);
  expect(`${json.issuer}/.well-known/openid-configuration`).toBe(ORIGIN + CONFIGURATION);
  expect((await get("/.well-known/openid-configuration")).text).not.toContain("entra");
});

it("the keys have a certificate here and none at /oidc/jwks", async () => {
  await send("POST", "", CONTOSO);
  const [certified, others] = [(await get("/entra/jwks")).json.keys, (await get("/oidc/jwks")).json.keys];
  expect(certified).toEqual([
    {
      kty: "RSA",
      n: expect.any(String),
      e: "AQAB",
      alg: "RS256",
      use: "sig",
      kid: expect.stringMatching(/^[\w-]{43}$/),
      x5t: expect.stringMatching(/^[\w-]{27}$/),
      x5c: [expect.stringMatching(/^MII[A-Za-z0-9+/]+=*$/)],
    },
  ]);
  const [{ x5c: _, x5t: __, ...key }] = certified;
  expect(others).toContainEqual(key);
  for (const other of others) expect(Object.keys(other).filter((name) => name.startsWith("x5"))).toEqual([]);
});

describe("once warm in the isolate", () => {
  afterEach(() => {
    vi.useRealTimers();
    countFromZero();
  });

  it.each([true, false])("costs one read every ten seconds, with a tenant: %s", async (isThere) => {
    if (isThere) await send("POST", "", CONTOSO);
    const counted = await countedApp();
    const ask = async () => {
      countFromZero();
      for (const path of [CONFIGURATION, "/entra/jwks", CONFIGURATION]) await sendTo(counted, path);
      return counts().database.length;
    };
    await ask();
    expect(await ask()).toBe(0);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
    expect(await ask()).toBe(1);
  });
});
