// A sign-in at Microsoft Entra whose second factor is the phone: from Microsoft's form to ours.

import { env } from "cloudflare:workers";
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { responseOf } from "../../support/login.ts";
import { application, authorizePath, followLink } from "../../support/oidc/applications.ts";
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
import { CLAIMS } from "../../support/oidc/microsoft.ts";
import { userinfoWith } from "../../support/oidc/oidc.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { passFor, withPasses } from "../../support/phones/day-pass.ts";
import { asAdmin, ORIGIN, request } from "../../support/service.ts";
import { failureRows } from "../../support/storage/rows.ts";

useMicrosoft();
const tenant = await makeTenant();
const { microsoft, clientId } = tenant;

const verified = async (idToken = "") => {
  const { json } = await request("/oidc/jwks");
  return (await jwtVerify(idToken, createLocalJWKSet(json), { algorithms: ["RS256"] })).payload;
};
const sessions = async (user: string) =>
  (await env.DB.prepare("SELECT count(*) AS n FROM browser_session WHERE user = ?").bind(user).first<{ n: number }>())
    ?.n;

describe("a sign-in at Microsoft", () => {
  it("ends with an id_token that says what Microsoft asked, and nothing else", async () => {
    const anna = await employee("anna");
    const form = await microsoft.form(clientId, anna);
    const page = await anna.browser.post("/entra/authorize", form, fromMicrosoft(microsoft));
    expect([page.status, stateIn(page)]).toEqual([200, "start"]);
    expect(page.text).toContain("You are signing in to Contoso as anna.");
    expect(page.text).toContain("entered your password at Microsoft yourself");
    expect(page.text).not.toMatch(/id="(user|pin)"/);
    const done = await confirm(anna, page);
    expect(stateIn(done)).toBe("accepted");
    const { last, fields = {} } = await answerFrom(anna, tenant, done);
    expect(Object.keys(fields)).toEqual(["id_token", "state"]);
    expect(fields.state).toBe(form.state);
    expect(last.text).toContain("data-return");
    const { iat = 0, exp = 0, ...claims } = await verified(fields.id_token);
    expect(claims).toEqual({
      iss: `${ORIGIN}/entra`,
      aud: clientId,
      sub: anna.sub,
      nonce: form.nonce,
      acr: "possessionorinherence",
      amr: ["swk"],
    });
    expect([exp - iat, Math.abs(iat - Date.now() / 1000) < 60]).toEqual([300, true]);
    const header = decodeProtectedHeader(fields.id_token ?? "");
    expect(header).toEqual({ alg: "RS256", typ: "JWT", kid: expect.stringMatching(/^[\w-]+$/) });
  });

  it("says otp for digits that were typed in, and takes only what Microsoft lists", async () => {
    const bob = await employee("bob");
    const digits = (link: string) => responseOf(bob.phone, link);
    const listed = async (values: unknown, typed?: typeof digits) => {
      const claims = JSON.stringify({ id_token: { ...CLAIMS.id_token, amr: { essential: true, values } } });
      return (await answerFrom(bob, tenant, await confirm(bob, await askEntra(tenant, bob, { claims }), typed))).fields;
    };
    expect((await verified((await listed(["swk", "otp"], digits))?.id_token)).amr).toEqual(["otp"]);
    expect((await verified((await listed(["fido", "swk"]))?.id_token)).amr).toEqual(["swk"]);
    expect(await listed(["fido", "swk"], digits)).toEqual({ error: "access_denied", state: expect.any(String) });
    expect(await listed(["otp"])).toEqual({ error: "access_denied", state: expect.any(String) });
  });

  it("takes the first class of possession, and the usual one where none is asked for", async () => {
    const carl = await employee("carl");
    const acr = async (claims: unknown) => {
      const page = await askEntra(tenant, carl, { claims: claims === undefined ? undefined : JSON.stringify(claims) });
      return (await verified((await answerFrom(carl, tenant, await confirm(carl, page))).fields?.id_token)).acr;
    };
    const values = ["knowledge", "knowledgeorpossession", "possessionorinherence"];
    expect(await acr({ id_token: { acr: { values } } })).toBe("knowledgeorpossession");
    expect(await acr({ id_token: { acr: { value: "possession" } } })).toBe("possession");
    expect(await acr({ id_token: null })).toBe("possessionorinherence");
    expect(await acr(undefined)).toBe("possessionorinherence");
  });

  it("sends no state back that did not come", async () => {
    const dora = await employee("dora");
    const page = await askEntra(tenant, dora, { state: undefined });
    expect(Object.keys((await answerFrom(dora, tenant, await confirm(dora, page))).fields ?? {})).toEqual(["id_token"]);
  });

  it.each([
    ["of all kinds", '/+ é&="*'],
    ["of three bytes", "語"],
    ["that JSON escapes", "\u0001"],
  ])("carries as much as Microsoft may send, as it came: characters %s", async (_, characters) => {
    const dean = await employee(`dean-${characters.charCodeAt(0)}`);
    const most = characters.repeat(2048 / characters.length);
    const values = [`possession${"x".repeat(2048)}`, "possession語"];
    const claims = JSON.stringify({ id_token: { acr: { values } } });
    const page = await askEntra(tenant, dean, { state: most, nonce: most, claims });
    const { fields } = await answerFrom(dean, tenant, await confirm(dean, page));
    const { nonce, acr } = await verified(fields?.id_token);
    expect([fields?.state, nonce, acr]).toEqual([most, most, "possession語"]);
  });

  it("begins no session of the browser, whatever the form says, and none answers it", async () => {
    const emma = await employee("emma");
    const { reply, link, transactionId } = await begin(emma, await askEntra(tenant, emma));
    await emma.phone.login(link);
    // The form of a sign-in to the service itself, with this login's id.
    const done = await emma.browser.post("/login/result", { transaction_id: transactionId });
    expect(formTo(done, "/entra/answer")).toMatchObject({ id_token: expect.any(String) });
    expect([await sessions("emma"), [...emma.browser.cookies.keys()]]).toEqual([0, ["__Host-device"]]);
    // Signed in here, the phone is asked all the same.
    const own = await emma.browser.begin({ user: "emma", pin: "" });
    await emma.phone.login(own.link);
    await emma.browser.result(own.transactionId);
    expect(await sessions("emma")).toBe(1);
    const again = await askEntra(tenant, emma);
    expect([stateIn(again), again.text.includes("id_token")]).toEqual(["start", false]);
    const asSignedIn = { ...formTo(reply, "/login/result"), account: "this" };
    expect(stateIn(await emma.browser.post("/oidc/account", asSignedIn))).toBe("start");
  });

  it("leaves the rows of a login, and of the request nothing", async () => {
    const fred = await employee("fred");
    await emptyTrail();
    await answerFrom(fred, tenant, await confirm(fred, await askEntra(tenant, fred)));
    const rows = await auditRowsOnce(3, { user: "fred" });
    expect(rows.map(({ event, action }) => [event, action]).sort()).toEqual([
      ["CHALLENGE_ANSWERED", "POST /ttype/<ttype>"],
      ["CHALLENGE_TRIGGERED", "POST /entra/authorize"],
      ["LOGIN_SUCCESS", `POST /entra/authorize ${clientId}`],
    ]);
  });

  it("asks for the PIN first where the tenant requires one", async () => {
    const strict = await makeTenant({ require_pin: true });
    const gina = await employee("gina", "4711");
    const page = await askEntra(strict, gina);
    expect(page.text).toMatch(/id="pin"/);
    expect(page.text).not.toMatch(/id="user"|data-at-once/);
    for (const pin of ["", "4712"]) expect((await begin({ ...gina, pin }, page)).link).toBe("");
    const { fields } = await answerFrom(gina, strict, await confirm(gina, page));
    expect((await verified(fields?.id_token)).amr).toEqual(["swk"]);
    // Elsewhere Microsoft's password is the first factor, and a PIN is not asked for.
    expect(stateIn(await confirm({ ...gina, pin: "" }, await askEntra(tenant, gina)))).toBe("accepted");
  });

  it("counts wrong digits where those of vouched logins count", async () => {
    const hugo = await employee("hugo");
    const wrong = async (link: string) =>
      String((Number(await responseOf(hugo.phone, link)) + 1) % 1e8).padStart(8, "0");
    expect(stateIn(await confirm(hugo, await askEntra(tenant, hugo), wrong))).toBe("wrong-response");
    expect(await failureRows(hugo.serial)).toMatchObject([{ path: "vouched", failcount: 1 }]);
  });

  it("takes no day pass", async () => {
    const send = await withPasses("pages");
    const ida = await employee("ida", "2580", send);
    const strict = await makeTenant({ require_pin: true });
    await passFor(send, "ida");
    const { reply } = await begin(ida, await askEntra(strict, ida));
    expect(reply.text).toContain("Contoso doesn’t accept day passes");
  });
});

describe("what people do instead", () => {
  it("declines, or goes back before a code was shown: access_denied, with the state", async () => {
    const jane = await employee("jane");
    const page = await askEntra(tenant, jane);
    expect((await answerFrom(jane, tenant, page)).fields).toEqual({
      error: "access_denied",
      state: expect.any(String),
    });
    const { reply } = await begin(jane, page);
    const left = await jane.browser.post("/login/cancel", formTo(reply, "/login/cancel") ?? {});
    expect((await answerFrom(jane, tenant, left)).fields).toEqual({
      error: "access_denied",
      state: expect.any(String),
    });
    await auditRowsOnce(1, { user: "jane", event: "CHALLENGE_CANCELLED", action: "POST /entra/authorize" });
  });

  it("has no usable phone: the page says so, and leads back", async () => {
    const kim = await employee("kim");
    await asAdmin("POST", "/token/disable", { user: "kim" });
    const page = await askEntra(tenant, kim);
    const { reply } = await begin(kim, page);
    expect(reply.text).toContain("can’t be used to sign in");
    expect((await answerFrom(kim, tenant, reply)).fields).toMatchObject({ error: "access_denied" });
    await auditRowsOnce(1, { user: "kim", reason: "token-disabled", action: "POST /entra/authorize" });
    await asAdmin("DELETE", `/token/${kim.serial}`);
    expect((await begin(kim, page)).reply.text).toContain("can’t be used to sign in");
  });

  it("reads the page in another language", async () => {
    const lena = await employee("lena");
    const page = await askEntra(tenant, lena);
    const fields = { ...formTo(page, "/login/language"), language: "de" };
    const german = await lena.browser.post("/login/language", fields);
    expect(german.text).toContain("Ihr Passwort bei Microsoft");
    expect(stateIn(await confirm(lena, german))).toBe("accepted");
  });
});

describe("the id_token for Microsoft", () => {
  it("is no hint for an application, and no access token", async () => {
    const mona = await employee("mona");
    const { fields } = await answerFrom(mona, tenant, await confirm(mona, await askEntra(tenant, mona)));
    const idToken = fields?.id_token ?? "";
    const path = authorizePath(await application(), { id_token_hint: idToken, prompt: "none" });
    const hinted = await followLink(new Browser(), path);
    expect(hinted.headers.get("Location")).toContain("error=invalid_request");
    expect((await userinfoWith(idToken)).status).toBe(401);
    // Not even at the client's own address, which /oidc/authorize does not know.
    const own = authorizePath(clientId, { id_token_hint: idToken, redirect_uri: microsoft.redirectUri });
    expect((await followLink(new Browser(), own)).status).toBe(400);
  });
});

it("all pages keep the window's opener, are never framed, and one alone may send a form elsewhere", async () => {
  const nora = await employee("nora");
  const page = await askEntra(tenant, nora);
  const { reply } = await begin(nora, page);
  const refused = await askEntra(tenant, nora, { nonce: undefined });
  const { last } = await answerFrom(nora, tenant, page);
  const policies = [page, reply, refused, last].map(({ headers }) => [
    headers.get("Cross-Origin-Opener-Policy"),
    /form-action ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1],
    /frame-ancestors ([^;]*)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1],
    headers.get("Cache-Control"),
  ]);
  const own = ["unsafe-none", "'self'", "'none'", "no-store"];
  expect(policies).toEqual([own, own, own, ["unsafe-none", "'self' https:", "'none'", "no-store"]]);
  expect(hiddenIn(last, "error")).toBe("access_denied");
});
