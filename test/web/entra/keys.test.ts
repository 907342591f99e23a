// Microsoft's keys: when they are read, and what is done if they cannot be.

import { afterEach, expect, it, vi } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { askEntra, employee, formTo, makeTenant, type Tenant, useMicrosoft } from "../../support/oidc/entra.ts";
import { makeSigningKey } from "../../support/oidc/microsoft.ts";
import { stateIn } from "../../support/pages/browser.ts";
import { asAdmin, resultOf } from "../../support/service.ts";

const network = useMicrosoft();
const silent = vi.spyOn(console, "error").mockImplementation(() => {});
const HOUR = 3600_000;
const anna = await employee("anna");

afterEach(() => vi.useRealTimers());
const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

const asked = async (tenant: Tenant, key = tenant.microsoft.keys[0]) => {
  const id_token_hint = await tenant.microsoft.sign(tenant.microsoft.claimsOf(anna), key);
  const reply = await askEntra(tenant, anna, { id_token_hint });
  const state = stateIn(reply);
  return state === "left" ? "away" : (state ?? /data-came[^>]*>([^<]*)</.exec(reply.text)?.[1]);
};

it("are read once a day", async () => {
  const tenant = await makeTenant();
  const { read } = tenant.microsoft;
  for (let time = 0; time < 3; time++) expect(await asked(tenant)).toBe("start");
  later(23 * HOUR);
  expect([await asked(tenant), read.length]).toEqual(["start", 2]);
  later(2 * HOUR);
  expect([await asked(tenant), read.length]).toEqual(["start", 4]);
});

it("are read again for an unknown one, once in five minutes", async () => {
  const tenant = await makeTenant();
  const { microsoft } = tenant;
  await asked(tenant);
  const next = await makeSigningKey();
  expect([await asked(tenant, next), microsoft.read.length]).toEqual(["id_token_hint.kid unknown", 4]);
  microsoft.keys = [...microsoft.keys, next];
  expect([await asked(tenant, next), microsoft.read.length]).toEqual(["id_token_hint.kid unknown", 4]);
  later(6 * 60_000);
  expect([await asked(tenant, next), microsoft.read.length]).toEqual(["start", 6]);
  // An answer that does not come leaves those of before.
  later(6 * 60_000);
  microsoft.instead = () => new Response(null, { status: 500 });
  expect(await asked(tenant, await makeSigningKey())).toBe("id_token_hint.kid unknown");
  expect(await asked(tenant, next)).toBe("start");
});

it.each<[string, (address: string) => Response | undefined]>([
  ["an error", () => new Response(null, { status: 503 })],
  ["a redirect", () => new Response(null, { status: 302, headers: { Location: "https://evil.example/" } })],
  ["no JSON", () => new Response("<html>busy")],
  ["null", () => Response.json(null)],
  [
    "another host",
    (at) => (at.endsWith("configuration") ? Response.json({ jwks_uri: "https://evil.example/k" }) : undefined),
  ],
  [
    "a host that only begins alike",
    (at) =>
      at.endsWith("configuration")
        ? Response.json({ jwks_uri: "https://login.microsoftonline.com.evil.example/k" })
        : undefined,
  ],
  [
    "http",
    (at) =>
      at.endsWith("configuration") ? Response.json({ jwks_uri: "http://login.microsoftonline.com/k" }) : undefined,
  ],
  ["no list", (at) => (at.endsWith("keys") ? Response.json({ keys: "x" }) : undefined)],
  ["too much", (at) => (at.endsWith("keys") ? new Response(" ".repeat(300_000)) : undefined)],
])("sends the browser back at once where they are %s", async (_, instead) => {
  const tenant = await makeTenant();
  tenant.microsoft.instead = instead;
  const reply = await askEntra(tenant, anna, { state: "st" });
  const back = { error: "temporarily_unavailable", state: "st" };
  expect([reply.status, formTo(reply, tenant.microsoft.redirectUri)]).toEqual([200, back]);
  const [row] = await auditRowsOnce(1, { action: `POST /entra/authorize ${tenant.clientId}` });
  expect(row).toMatchObject({ event: "AUTHORIZATION_REFUSED", detail: "id_token_hint.kid unreadable" });
  expect(network.mock.calls.every(([at]) => String(at).startsWith("https://login.microsoftonline.com/"))).toBe(true);
  expect(network.mock.calls.every(([, init]) => init?.redirect === "manual" && init.signal)).toBe(true);
  expect(silent).toHaveBeenCalled();
  expect(silent.mock.calls.flat().join(" ")).not.toContain("<html>");
  // A little later a request asks again.
  tenant.microsoft.instead = () => undefined;
  later(11_000);
  expect(await asked(tenant)).toBe("start");
});

it("count for their tenant alone where they name an issuer", async () => {
  const tenant = await makeTenant();
  const { microsoft } = tenant;
  const [key] = microsoft.keys;
  const published = (more: object) => (at: string) =>
    at.endsWith("keys") ? Response.json({ keys: [{ ...key?.jwk, ...more }] }) : undefined;
  microsoft.instead = published({
    issuer: "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
  });
  expect(await asked(tenant)).toBe("id_token_hint.kid unknown");
  later(6 * 60_000);
  microsoft.instead = published({ issuer: microsoft.issuer });
  expect(await asked(tenant)).toBe("start");
  later(25 * HOUR);
  microsoft.instead = published({ issuer: undefined });
  expect(await asked(tenant)).toBe("start");
});

it("are never asked for by a hint that is not the tenant's, or not fresh", async () => {
  const tenant = await makeTenant();
  const { microsoft } = tenant;
  for (const changed of [{ aud: "x" }, { iss: "x" }, { tid: "x" }, { iat: 1 }, { oid: "x" }]) {
    const id_token_hint = await microsoft.sign({ ...microsoft.claimsOf(anna), ...changed });
    await askEntra(tenant, anna, { id_token_hint });
  }
  expect(microsoft.read).toEqual([]);
});
it("that cannot be read are not asked for by each stranger", async () => {
  const tenant = await makeTenant();
  const { microsoft } = tenant;
  microsoft.instead = () => new Response(null, { status: 503 });
  const stranger = await makeSigningKey();
  for (let time = 0; time < 5; time++) expect(await asked(tenant, stranger)).toBe("away");
  expect(microsoft.read.length).toBe(1);
  microsoft.instead = () => undefined;
  later(11_000);
  expect(await asked(tenant)).toBe("start");
});

it("that cannot be read are no mistake of the tenant's, where an operator looks for one", async () => {
  const tenant = await makeTenant();
  tenant.microsoft.instead = () => new Response(null, { status: 503 });
  expect(await asked(tenant)).toBe("away");
  await auditRowsOnce(1, { action: `POST /entra/authorize ${tenant.clientId}` });
  const { refusals } = resultOf(await asAdmin("GET", `/oidc/clients/${tenant.clientId}/refusals`));
  expect(refusals).toMatchObject([{ parameter: "id_token_hint.kid", fault: "unreadable", remedy: "begin-again" }]);
});
