// What of Microsoft's request is refused, and where that leads: one bad thing each.

import { env } from "cloudflare:workers";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { askEntra, employee, formTo, fromMicrosoft, makeTenant, useMicrosoft } from "../../support/oidc/entra.ts";
import { CLAIMS, makeSigningKey, somebody } from "../../support/oidc/microsoft.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { asAdmin, request, resultOf, withSettings } from "../../support/service.ts";

useMicrosoft();
const tenant = await makeTenant();
const other = await makeTenant();
const { microsoft, clientId } = tenant;
const anna = await employee("anna");
const foreignKey = await makeSigningKey();

const MINUTE = 60;
const now = () => Math.floor(Date.now() / 1000);
const problemIn = ({ text }: { readonly text: string }) => /data-(?:entra|problem)="([^"]*)"/.exec(text)?.[1];
const cameIn = ({ text }: { readonly text: string }) => /data-came[^>]*>([^<]*)</.exec(text)?.[1];

const hintWith = (changed: Record<string, unknown>) => microsoft.sign({ ...microsoft.claimsOf(anna), ...changed });

describe("a hint", () => {
  it.each<[string, () => Promise<string>, string]>([
    [
      "without a signature",
      async () => new UnsecuredJWT(microsoft.claimsOf(anna)).encode(),
      "id_token_hint.alg unsupported",
    ],
    [
      "signed by another key under a published name",
      () => microsoft.sign(microsoft.claimsOf(anna), { ...foreignKey, kid: microsoft.keys[0]?.kid ?? "" }),
      "id_token_hint mismatched",
    ],
    [
      "signed by a key that nobody publishes",
      () => microsoft.sign(microsoft.claimsOf(anna), foreignKey),
      "id_token_hint.kid unknown",
    ],
    ["of another tenant", () => other.microsoft.sign(other.microsoft.claimsOf(anna)), "id_token_hint.iss mismatched"],
    [
      "of another tenant, which says it is this one",
      () => hintWith({ tid: other.microsoft.tenant }),
      "id_token_hint.tid mismatched",
    ],
    [
      "of another issuer",
      () => hintWith({ iss: `https://sts.windows.net/${microsoft.tenant}/` }),
      "id_token_hint.iss mismatched",
    ],
    ["of an older kind", () => hintWith({ ver: "1.0" }), "id_token_hint.ver mismatched"],
    ["for another application", () => hintWith({ aud: clientId }), "id_token_hint.aud mismatched"],
    ["for several applications", () => hintWith({ aud: [microsoft.appId, clientId] }), "id_token_hint.aud mismatched"],
    ["for nobody", () => hintWith({ aud: undefined }), "id_token_hint.aud missing"],
    ["that is six minutes old", () => hintWith({ iat: now() - 6 * MINUTE }), "id_token_hint.iat over"],
    ["of the future", () => hintWith({ iat: now() + 3 * MINUTE }), "id_token_hint.iat mismatched"],
    ["without a time", () => hintWith({ iat: undefined }), "id_token_hint.iat mismatched"],
    ["with a time that is a text", () => hintWith({ iat: String(now()) }), "id_token_hint.iat mismatched"],
    ["without sub", () => hintWith({ sub: undefined }), "id_token_hint.sub missing"],
    ["with an empty sub", () => hintWith({ sub: "" }), "id_token_hint.sub missing"],
    ["with a long sub", () => hintWith({ sub: "s".repeat(256) }), "id_token_hint.sub missing"],
    ["without oid", () => hintWith({ oid: undefined }), "id_token_hint.oid missing"],
    ["with an oid that is a name", () => hintWith({ oid: "anna" }), "id_token_hint.oid missing"],
    ["that is no token", async () => "anna", "id_token_hint malformed"],
    ["of no JSON", async () => `${btoa("x")}.${btoa("y")}.z`.replaceAll("=", ""), "id_token_hint malformed"],
    ["of lists", async () => `${btoa("[]")}.${btoa("[]")}.z`.replaceAll("=", ""), "id_token_hint malformed"],
  ])("%s is refused on a page that leads back to Microsoft", async (_, hint, came) => {
    const reply = await askEntra(tenant, anna, { id_token_hint: await hint(), state: "st" });
    expect([reply.status, problemIn(reply), cameIn(reply)?.split(" ", 2).join(" ")]).toEqual([400, "hint", came]);
    const back = { redirect_uri: microsoft.redirectUri, error: "access_denied", state: "st", nonce: "" };
    expect(formTo(reply, "/entra/answer")).toEqual(back);
    expect(reply.text).not.toContain("tiqrauth");
  });

  it("for another application tells the operator for which, and nobody else's sentence", async () => {
    const mine = await makeTenant();
    const refusedFor = async (changed: Record<string, unknown>) => {
      const id_token_hint = await mine.microsoft.sign({ ...mine.microsoft.claimsOf(anna), ...changed });
      return cameIn(await askEntra(mine, anna, { id_token_hint }));
    };
    expect(await refusedFor({ aud: mine.clientId })).toBe(`id_token_hint.aud mismatched ${mine.clientId}`);
    // No stranger has a sentence of theirs read on our page, not even without blanks.
    expect(await refusedFor({ tid: "call-us:+1-555-0100" })).toBe("id_token_hint.tid mismatched");
    expect(await refusedFor({ oid: crypto.randomUUID() })).toContain("id_token_hint.oid unknown");
    const rows = await auditRowsOnce(3, { action: `POST /entra/authorize ${mine.clientId}` });
    expect(rows.map(({ detail }) => detail)).toContain("id_token_hint.tid mismatched call-us:+1-555-0100");
    const { refusals } = resultOf(await asAdmin("GET", `/oidc/clients/${mine.clientId}/refusals`));
    expect(
      refusals.map(({ parameter, remedy, registered }: Record<string, unknown>) => [parameter, remedy, registered]),
    ).toEqual([
      ["id_token_hint.oid", "link-person", []],
      ["id_token_hint.tid", "compare-tenant", [mine.microsoft.tenant]],
      ["id_token_hint.aud", "compare-tenant", [mine.microsoft.appId]],
    ]);
  });

  it.each([
    [-6.5, "over 6min"],
    [-6, "over 6min"],
    [2.5, "mismatched -3min"],
  ])("that Microsoft has issued at another time than now (%d minutes) tells its age", async (minutes, age) => {
    await emptyTrail();
    const reply = await askEntra(tenant, anna, { id_token_hint: await hintWith({ iat: now() + minutes * MINUTE }) });
    const [row] = await auditRowsOnce(1, { event: "AUTHORIZATION_REFUSED" });
    expect([cameIn(reply), row?.detail]).toEqual(Array(2).fill(`id_token_hint.iat ${age}`));
  });

  it("signed with the public key as a shared secret is refused", async () => {
    const [key] = microsoft.keys;
    const secrets = [new TextEncoder().encode(JSON.stringify(key?.jwk)), new TextEncoder().encode(String(key?.jwk.n))];
    for (const secret of secrets) {
      const header = { alg: "HS256", kid: key?.kid ?? "" };
      const id_token_hint = await new SignJWT(microsoft.claimsOf(anna)).setProtectedHeader(header).sign(secret);
      expect(cameIn(await askEntra(tenant, anna, { id_token_hint }))).toBe("id_token_hint.alg unsupported");
    }
  });

  it("whose end is past is right, as Microsoft issues it, and so is a clock that is a little off", async () => {
    for (const changed of [
      { exp: now() - 3600 },
      { exp: undefined },
      // Entra's own date, and the browser's way.
      { iat: now() - 5.5 * MINUTE },
      { iat: now() + MINUTE },
    ])
      expect(stateIn(await askEntra(tenant, anna, { id_token_hint: await hintWith(changed) }))).toBe("start");
    const capitals = await hintWith({ oid: anna.oid.toUpperCase() });
    expect(stateIn(await askEntra(tenant, anna, { id_token_hint: capitals }))).toBe("start");
  });

  it("of a person whom nobody has linked is refused, and tells the help desk whom", async () => {
    const stranger = somebody();
    // A name proves nothing: it can be changed, and come to another person.
    const id_token_hint = await microsoft.sign({
      ...microsoft.claimsOf(stranger),
      preferred_username: "anna",
      upn: "anna",
    });
    await emptyTrail();
    const reply = await askEntra(tenant, { ...anna, ...stranger }, { id_token_hint });
    const came = `id_token_hint.oid unknown ${stranger.oid}`;
    expect([reply.status, problemIn(reply), cameIn(reply)]).toEqual([400, "unbound", came]);
    const [row] = await auditRowsOnce(1, { event: "AUTHORIZATION_REFUSED" });
    expect(row).toMatchObject({ action: `POST /entra/authorize ${clientId}`, detail: came, user: "" });
  });

  it("finds people in the client's realm alone", async () => {
    const elsewhere = await makeTenant({ realms: ["realm2"] });
    expect(problemIn(await askEntra(elsewhere, anna))).toBe("unbound");
  });
});

describe("a request", () => {
  it.each<[Record<string, string | undefined>, string]>([
    [{ scope: "profile" }, "scope unsupported"],
    [{ scope: undefined }, "scope missing"],
    [{ response_type: "code" }, "response_type unsupported"],
    [{ response_type: "id_token token" }, "response_type unsupported"],
    [{ response_mode: "query" }, "response_mode unsupported"],
    [{ nonce: undefined }, "nonce missing"],
    [{ nonce: "n".repeat(2049) }, "nonce too-long"],
    [{ id_token_hint: "" }, "id_token_hint missing"],
    [{ id_token_hint: "h".repeat(16_385) }, "id_token_hint too-long"],
    [{ claims: "{" }, "claims malformed"],
    [{ claims: "[]" }, "claims malformed"],
    [{ claims: '{"id_token":1}' }, "claims malformed"],
    [{ claims: `{"id_token":{},"x":"${"x".repeat(4096)}"}` }, "claims too-long"],
    [{ claims: JSON.stringify({ id_token: { acr: { values: ["knowledge"] } } }) }, "claims.acr unmet"],
    [{ claims: JSON.stringify({ id_token: { ...CLAIMS.id_token, amr: { values: ["fido"] } } }) }, "claims.amr unmet"],
  ])("with %o is refused on a page that leads back", async (changed, came) => {
    const reply = await askEntra(tenant, anna, changed);
    expect([reply.status, problemIn(reply), cameIn(reply)]).toEqual([400, "request", came]);
    expect(formTo(reply, "/entra/answer")).toMatchObject({
      redirect_uri: microsoft.redirectUri,
      error: "access_denied",
    });
  });

  it("may say a thing once, and no state that is too long comes back", async () => {
    const form = await microsoft.form(clientId, anna);
    for (const name of ["scope", "nonce", "state", "id_token_hint", "claims"]) {
      const body = new URLSearchParams([...Object.entries(form), [name, form[name] ?? ""]]);
      const reply = await anna.browser.request("/entra/authorize", {
        method: "POST",
        body,
        headers: fromMicrosoft(microsoft),
      });
      expect([problemIn(reply), cameIn(reply)?.split(" ").slice(0, 2)]).toEqual(["request", [name, "repeated"]]);
    }
    const long = await askEntra(tenant, anna, { state: "s".repeat(2049) });
    expect([cameIn(long), formTo(long, "/entra/answer")?.state]).toEqual(["state too-long", undefined]);
  });

  it("has nothing that it says read on our page, and all of it in the trail", async () => {
    await emptyTrail();
    const reply = await askEntra(tenant, anna, { scope: "call 555-0100 now" });
    expect([cameIn(reply), reply.text.includes("555")]).toEqual(["scope unsupported", false]);
    const [row] = await auditRowsOnce(1, { event: "AUTHORIZATION_REFUSED" });
    expect(row?.detail).toBe("scope unsupported call 555-0100 now");
  });

  it("may have anything besides", async () => {
    const more = { prompt: "none", max_age: "0", login_hint: "bob", request_uri: "x", ui_locales: "de", mkt: "nl-NL" };
    const reply = await askEntra(tenant, anna, more);
    expect([stateIn(reply), reply.text.includes('lang="en"')]).toEqual(["start", true]);
  });

  // An isolate remembers for some seconds that there was no tenant, so these ask another one.
  it.each<[string, Record<string, string | undefined>, string]>([
    ["an unknown client", { client_id: "unknown" }, "unknown-client"],
    ["no client", { client_id: undefined }, "unknown-client"],
    ["another address", { redirect_uri: "https://login.microsoftonline.com.evil.example/" }, "unregistered-address"],
    [
      "the address of another cloud",
      { redirect_uri: "https://login.microsoftonline.us/common/federation/externalauthprovider" },
      "unregistered-address",
    ],
    ["no address", { redirect_uri: undefined }, "missing-address"],
  ])("of %s leads nowhere", async (_, changed, problem) => {
    const reply = await askEntra(tenant, { ...anna, browser: new Browser(await withSettings({})) }, changed);
    expect([reply.status, problemIn(reply)]).toEqual([400, problem]);
    expect(reply.text).not.toMatch(/<form[^>]*(microsoftonline|entra)/);
    expect(reply.headers.get("Content-Security-Policy")).toMatch(/form-action 'self'(;|$)/);
  });

  it("of an application that is no tenant leads nowhere either", async () => {
    await env.DB.prepare(
      `INSERT INTO oidc_client (id, metadata, created_at_ms, changed_at_ms)
       SELECT 'wiki', json_remove(metadata, '$.entra'), 1, 1 FROM oidc_client WHERE id = ?`,
    )
      .bind(clientId)
      .run();
    const browser = new Browser(await withSettings({}));
    expect(problemIn(await askEntra(tenant, { ...anna, browser }, { client_id: "wiki" }))).toBe("unknown-client");
  });

  it("is a form: other methods are refused, and so is a body that is none", async () => {
    const asked = await request(`/entra/authorize?${new URLSearchParams(await microsoft.form(clientId, anna))}`);
    expect([asked.status, asked.headers.get("Allow")]).toEqual([405, "POST, OPTIONS"]);
    const headers = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-16" };
    expect(problemIn(await request("/entra/authorize", { method: "POST", headers, body: "x=1" }))).toBe(
      "unreadable-request",
    );
    const big = { method: "POST", body: new URLSearchParams({ state: "s".repeat(70_000) }) };
    expect(problemIn(await new Browser().request("/entra/authorize", big))).toBe("unreadable-request");
  });
});
