// Whoever has no hint of Microsoft, or half of one: what nobody but a stranger would send.

import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { application, authorizePath, followLink } from "../../support/oidc/applications.ts";
import { askCiba, cibaClient, withCiba } from "../../support/oidc/ciba.ts";
import {
  answerFrom,
  askEntra,
  begin,
  confirm,
  employee,
  formTo,
  fromMicrosoft,
  makeTenant,
  useMicrosoft,
} from "../../support/oidc/entra.ts";
import { makeSigningKey } from "../../support/oidc/microsoft.ts";
import { claimsIn } from "../../support/oidc/oidc.ts";
import { Browser, stateIn } from "../../support/pages/browser.ts";
import { asAdmin, post, request, withSettings } from "../../support/service.ts";

const network = useMicrosoft();
const tenant = await makeTenant();
const { microsoft, clientId } = tenant;
const anna = await employee("anna");

afterEach(() => vi.useRealTimers());
const base64 = (bytes: string) => btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const cameIn = ({ text }: { readonly text: string }) => /data-came[^>]*>([^<]*)</.exec(text)?.[1];
const kid = microsoft.keys[0]?.kid ?? "";
const claims = () => JSON.stringify(microsoft.claimsOf(anna));
const right = () => microsoft.sign(microsoft.claimsOf(anna));

describe("a hint", () => {
  it.each<[string, () => string | Promise<string>]>([
    ["whose header is not UTF-8", () => `${base64("\xff\xfe{}")}.${base64(claims())}.AAAA`],
    ["whose claims are deep", () => `${base64(JSON.stringify({ alg: "RS256", kid }))}.${base64("[".repeat(9000))}.A`],
    [
      "whose claims are deep inside",
      async () => (await right()).replace(/\..*\./, `.${base64(`{"a":${"[".repeat(4000)}${"]".repeat(4000)}}`)}.`),
    ],
    [
      "with an iat beyond all numbers",
      () =>
        `${base64(JSON.stringify({ alg: "RS256", kid }))}.${base64(claims().replace(/"iat":\d+/, '"iat":1e999'))}.AAAA`,
    ],
    [
      "with an iat of less than nothing",
      () =>
        `${base64(JSON.stringify({ alg: "RS256", kid }))}.${base64(claims().replace(/"iat":\d+/, '"iat":-1'))}.AAAA`,
    ],
    ["with more parts", async () => `${await right()}.AAAA`],
    ["that is encrypted", async () => `${await right()}.AAAA.AAAA`],
    ["of two parts", async () => (await right()).split(".").slice(0, 2).join(".")],
    ["with an empty signature", async () => `${(await right()).split(".").slice(0, 2).join(".")}.`],
    ["with a broken signature", async () => `${(await right()).split(".").slice(0, 2).join(".")}.!`],
    ["with a line break", async () => (await right()).replace(".", ".\n")],
    ["with padding", async () => (await right()).replace(".", "=.")],
    ["with a kid that is a number", () => `${base64('{"alg":"RS256","kid":1}')}.${base64(claims())}.AAAA`],
    ["with a kid of the language", () => `${base64('{"alg":"RS256","kid":"__proto__"}')}.${base64(claims())}.AAAA`],
    ["with an empty kid", () => `${base64('{"alg":"RS256","kid":""}')}.${base64(claims())}.AAAA`],
    [
      "with a long kid",
      () => `${base64(JSON.stringify({ alg: "RS256", kid: "k".repeat(9000) }))}.${base64(claims())}.AAAA`,
    ],
    ["with a list of algorithms", () => `${base64(JSON.stringify({ alg: ["RS256"], kid }))}.${base64(claims())}.AAAA`],
    ["with another spelling of none", () => `${base64(JSON.stringify({ alg: "nOnE", kid }))}.${base64(claims())}.`],
    [
      "with a part that must be understood",
      () => `${base64(JSON.stringify({ alg: "RS256", kid, crit: ["x"], x: 1 }))}.${base64(claims())}.AAAA`,
    ],
    ["whose claims are no object", () => `${base64(JSON.stringify({ alg: "RS256", kid }))}.${base64("null")}.AAAA`],
    ["of blanks", () => " "],
    ["of dots", () => ".".repeat(16_000)],
  ])("%s is refused, and nothing breaks", async (_, hint) => {
    const reply = await askEntra(tenant, anna, { id_token_hint: await hint() });
    expect([reply.status, /data-entra="([^"]*)"/.exec(reply.text)?.[1]]).toEqual([400, "hint"]);
  });

  it("brings no key of its own, and has none fetched", async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
    const jwk = await exportJWK(publicKey);
    const there = "https://evil.example/keys";
    for (const id of [kid, "own"])
      for (const header of [{ jwk }, { jku: there }, { x5u: there }, { x5c: ["AAAA"] }, { jku: there, jwk }]) {
        const signing = new SignJWT(microsoft.claimsOf(anna)).setProtectedHeader({ alg: "RS256", kid: id, ...header });
        const reply = await askEntra(tenant, anna, { id_token_hint: await signing.sign(privateKey) });
        expect(cameIn(reply)).toBe(id === kid ? "id_token_hint mismatched" : "id_token_hint.kid unknown");
      }
    expect(network.mock.calls.every(([at]) => String(at).startsWith("https://login.microsoftonline.com/"))).toBe(true);
  });

  it("of RS256 by name is refused where the key of that name is of another kind", async () => {
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    const own = await makeTenant();
    const [key] = own.microsoft.keys;
    if (!key) throw new Error("no key");
    own.microsoft.keys = [{ ...key, jwk: { ...(await exportJWK(publicKey)), kid: key.kid, use: "sig" } }];
    const id_token_hint = await own.microsoft.sign(own.microsoft.claimsOf(anna));
    expect(cameIn(await askEntra(own, anna, { id_token_hint }))).toBe("id_token_hint mismatched");
  });

  it.each(["RS384", "RS512", "PS256"])("signed by %s is refused, although the key is Microsoft's", async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const own = await makeTenant();
    own.microsoft.keys = [{ kid: "k", privateKey, jwk: { ...(await exportJWK(publicKey)), kid: "k", use: "sig" } }];
    const id_token_hint = await new SignJWT(own.microsoft.claimsOf(anna))
      .setProtectedHeader({ alg, kid: "k" })
      .sign(privateKey);
    expect(cameIn(await askEntra(own, anna, { id_token_hint }))).toBe("id_token_hint.alg unsupported");
  });

  it("says nothing of who is here unless Microsoft has signed it", async () => {
    const forged = async (oid: string) => {
      const id_token_hint = await microsoft.sign({ ...microsoft.claimsOf(anna), oid }, await makeSigningKey(kid));
      const { status, text } = await askEntra(tenant, anna, { id_token_hint, nonce: "n", state: "s" });
      return [status, text.replaceAll(/nonce="[^"]*"/g, "")];
    };
    expect(await forged(anna.oid)).toEqual(await forged(crypto.randomUUID()));
  });
});

describe("a page's login", () => {
  it("answers its own request, whichever the form of the result brings along", async () => {
    const other = await makeTenant();
    const bert = await employee("bert");
    const [own, foreign] = [
      await askEntra(tenant, bert, { nonce: "own" }),
      await askEntra(other, bert, { nonce: "no" }),
    ];
    const { reply, link } = await begin(bert, own);
    await bert.phone.login(link);
    const fields = { ...formTo(reply, "/login/result"), request: formTo(foreign, "/login/begin")?.request ?? "" };
    const done = await bert.browser.post("/login/result", fields);
    const { fields: sent } = await answerFrom(bert, tenant, done);
    expect(claimsIn(sent?.id_token ?? "")).toMatchObject({ aud: clientId, nonce: "own", sub: bert.sub });
  });

  it("of an application does not become one for Microsoft", async () => {
    const carl = await employee("carl");
    const wiki = await application();
    const start = await followLink(carl.browser, authorizePath(wiki));
    const begun = await carl.browser.begin({
      user: "carl",
      pin: "",
      request: formTo(start, "/login/begin")?.request ?? "",
    });
    await carl.phone.login(begun.link);
    const foreign = formTo(await askEntra(tenant, carl), "/login/begin")?.request ?? "";
    const done = await carl.browser.post("/login/result", { transaction_id: begun.transactionId, request: foreign });
    expect(done.text).not.toContain("/entra/answer");
    expect(done.text).toContain("https://wiki.example/callback");
    // Nor does the session that it began answer a request of Microsoft, at any door.
    for (const path of ["/login/pin", "/oidc/account"]) {
      const reply = await carl.browser.post(path, { request: foreign, account: "this", pin: "1357", repeat: "1357" });
      expect([path, reply.text.includes("id_token")]).toEqual([path, false]);
    }
  });

  it("of a locked token, or with a wrong PIN, shows no code", async () => {
    const strict = await makeTenant({ require_pin: true });
    const dora = await employee("dora", "2468");
    const page = await askEntra(strict, dora);
    for (let time = 0; time < 10; time++) await begin({ ...dora, pin: "1111" }, page);
    const locked = await begin(dora, page);
    expect([stateIn(locked.reply), locked.link]).toEqual(["wrong-user", ""]);
    const rows = await env.DB.prepare(
      "SELECT path, failcount FROM lock JOIN token ON token.id = token_id WHERE user = 'dora'",
    ).all();
    expect(rows.results).toMatchObject([{ path: "pin" }]);
    // Wrong PINs of strangers close their own path alone.
    expect(stateIn((await begin({ ...dora, pin: "" }, await askEntra(tenant, dora))).reply)).toBe("waiting");
  });
});

it("the id_token counts at no other door", async () => {
  const emma = await employee("emma");
  const { fields } = await answerFrom(emma, tenant, await confirm(emma, await askEntra(tenant, emma)));
  const token = fields?.id_token ?? "";
  expect(claimsIn(token)).toMatchObject({ aud: clientId });
  const wiki = await application();
  const over = await withCiba();
  const shop = await cibaClient(over);
  expect((await askCiba(over, shop, { id_token_hint: token })).json.error).toBe("invalid_request");
  const assertion = {
    grant_type: "authorization_code",
    code: "x",
    client_id: clientId,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: token,
  };
  expect((await post("/oidc/token", assertion)).status).toBeGreaterThanOrEqual(400);
  const logout = await request(`/oidc/logout?${new URLSearchParams({ id_token_hint: token, client_id: clientId })}`);
  expect(logout.status).toBeLessThan(500);
  expect(logout.text).not.toContain("microsoftonline");
  const path = authorizePath(wiki, { id_token_hint: token });
  expect((await followLink(new Browser(), path)).headers.get("Location")).toContain("error=invalid_request");
  // Nor is it a hint of Microsoft's.
  expect(cameIn(await askEntra(tenant, emma, { id_token_hint: token }))).toContain("id_token_hint.iss mismatched");
});

it("a tenant's client asks nowhere else", async () => {
  const redirect = { redirect_uri: microsoft.redirectUri, client_id: clientId };
  const asked = await post("/oidc/par", { ...redirect, response_type: "code", scope: "openid" });
  expect(asked.status).toBe(400);
  for (const grant of [
    "client_credentials",
    "urn:openid:params:grant-type:ciba",
    "refresh_token",
    "authorization_code",
  ])
    expect((await post("/oidc/token", { ...redirect, grant_type: grant, code: "x", refresh_token: "x" })).status).toBe(
      400,
    );
  expect((await post("/oidc/device", redirect)).status).toBeGreaterThanOrEqual(400);
});

it("neither hint nor answer is logged, or in the trail", async () => {
  const said: string[] = [];
  const logs = (["log", "error", "warn", "info", "debug"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...all: unknown[]) => void said.push(all.map(String).join(" "))),
  );
  const send = await withSettings({ LOG_REQUESTS: "on" } as unknown as Partial<Env>);
  const fred = await employee("fred", "", send);
  const [nonce, state, id_token_hint] = [
    "nonce-of-fred",
    "state-of-fred",
    await microsoft.sign(microsoft.claimsOf(fred)),
  ];
  const done = await confirm(fred, await askEntra(tenant, fred, { nonce, state, id_token_hint }));
  const { fields } = await answerFrom(fred, tenant, done);
  await askEntra(tenant, fred, { nonce, state, id_token_hint: `${id_token_hint}x` });
  await askEntra(tenant, fred, { nonce, state, id_token_hint, scope: "x" });
  for (const log of logs) log.mockRestore();
  const all = `${said.join("\n")}${JSON.stringify(await auditRows())}`;
  expect(all.match(/"route":"\/entra\/authorize"[^}]*"reason":"authorization-refused"/g)).toHaveLength(2);
  const parts = [...id_token_hint.split("."), ...(fields?.id_token ?? "").split(".").slice(1), nonce, state, fred.sub];
  expect(parts.length).toBe(8);
  for (const part of parts) expect(all).not.toContain(part);
});

it("no other site's script reads the page", async () => {
  const form = await microsoft.form(clientId, anna);
  const page = await new Browser().post("/entra/authorize", form, {
    ...fromMicrosoft(microsoft),
    Origin: "https://evil.example",
  });
  expect([stateIn(page), page.headers.get("Access-Control-Allow-Origin")]).toEqual(["start", null]);
  const asked = await request("/entra/authorize", {
    method: "OPTIONS",
    headers: { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" },
  });
  expect(asked.headers.get("Access-Control-Allow-Origin")).toBeNull();
});

it("a removed tenant's requests lead nowhere", async () => {
  const gone = await makeTenant();
  const form = await gone.microsoft.form(gone.clientId, anna);
  await asAdmin("DELETE", `/oidc/clients/${gone.clientId}`);
  const reply = await new Browser().post("/entra/authorize", form, fromMicrosoft(gone.microsoft));
  expect([reply.status, reply.text.includes("microsoftonline")]).toEqual([400, false]);
});
