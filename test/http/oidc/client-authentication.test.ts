// How a client authenticates at the endpoints of machines: in the way that it is registered for,
// and in one way a request.

import { env } from "cloudflare:workers";
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import { auditRowsOnce } from "../../support/audit.ts";
import {
  askAs,
  basic,
  beginSession,
  codeFor,
  type MadeClient,
  makeClient,
  redemption,
} from "../../support/oidc/oidc.ts";
import { admin, asAdmin, ORIGIN, request } from "../../support/service.ts";

const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

let alice: BrowserSession;
let viaEither: MadeClient;
let viaBasic: MadeClient;
let viaPost: MadeClient;
let viaNone: MadeClient;
let viaKey: MadeClient;
const keys = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one" };
beforeAll(async () => {
  alice = await beginSession("alice");
  viaEither = await makeClient();
  viaBasic = await makeClient({ token_endpoint_auth_method: "client_secret_basic" });
  viaPost = await makeClient({ token_endpoint_auth_method: "client_secret_post" });
  viaNone = await makeClient({ token_endpoint_auth_method: "none" });
  viaKey = await makeClient({ token_endpoint_auth_method: "private_key_jwt", jwks: { keys: [jwk] } });
});

const errorIn = ({ status, json }: { status: number; json: { error?: string } }) => [status, json.error];
/** A redemption with these fields and headers on top. */
const send = async (client: MadeClient, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  errorIn(await askAs("/oidc/token", client, { ...redemption(await codeFor(client, alice)), ...fields }, headers));
const ids = ({ client_id, client_secret }: MadeClient) => ({ client_id, client_secret });
const OK = [200, undefined];
const REFUSED = [401, "invalid_client"];
const seconds = () => Math.floor(Date.now() / 1000);

const assertion = (
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key: CryptoKey = keys.privateKey,
) =>
  new SignJWT({
    iss: viaKey.client_id,
    sub: viaKey.client_id,
    aud: ORIGIN,
    jti: crypto.randomUUID(),
    exp: seconds() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
    .sign(key);
const shown = (client_assertion: string) => ({ client_assertion, client_assertion_type: JWT_BEARER });

describe("a client", () => {
  it("is accepted in the way for which it is registered", async () => {
    expect(await send(viaBasic, {}, basic(viaBasic))).toEqual(OK);
    expect(await send(viaPost, ids(viaPost))).toEqual(OK);
    expect(await send(viaNone, { client_id: viaNone.client_id })).toEqual(OK);
    expect(await send(viaKey, shown(await assertion()))).toEqual(OK);
  });

  it("that names no way shows its secret in the header or in the form", async () => {
    expect(await send(viaEither, {}, basic(viaEither))).toEqual(OK);
    expect(await send(viaEither, ids(viaEither))).toEqual(OK);
  });

  it("that names another way than it uses is told so, once its secret is right, and so is the trail", async () => {
    const tell = async (client: MadeClient, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const { status, json } = await askAs("/oidc/token", client, { grant_type: "refresh_token", ...fields }, headers);
      return [status, json.error, json.error_description];
    };
    const [form, header] = ["client_secret_post", "client_secret_basic"];
    const says = (shown: string, registered: string) => [
      ...REFUSED,
      `The client's secret is right, but shown by ${shown}, registered for ${registered}.`,
    ];
    expect(await tell(viaBasic, ids(viaBasic))).toEqual(says(form, header));
    expect(await tell(viaPost, {}, basic(viaPost))).toEqual(says(header, form));
    for (const [client, reason] of [
      [viaBasic, "secret-in-form"],
      [viaPost, "secret-in-header"],
    ] as const) {
      const [row] = await auditRowsOnce(1, { reason });
      expect(row).toMatchObject({ event: "TOKENS_REFUSED", action: `POST /oidc/token ${client.client_id}` });
    }
    const wrong = (client: MadeClient) => ({ ...client, client_secret: client.client_secret.replace(/^./, "~") });
    for (const told of [await tell(viaBasic, ids(wrong(viaBasic))), await tell(viaPost, {}, basic(wrong(viaPost)))])
      expect(told).toEqual([...REFUSED, expect.not.stringContaining("registered for")]);
  });

  it("that was registered before this difference was made keeps to the way that it has", async () => {
    const earlier = await makeClient();
    await env.DB.prepare("UPDATE oidc_client SET metadata = json_remove(metadata, '$.secret_either_way') WHERE id = ?")
      .bind(earlier.client_id)
      .run();
    expect(await send(earlier, {}, basic(earlier))).toEqual(OK);
    expect(await send(earlier, ids(earlier))).toEqual(REFUSED);
    const headers = { ...(await admin()), "Content-Type": "application/json" };
    const body = JSON.stringify({ token_endpoint_auth_method: null });
    await request(`/oidc/clients/${earlier.client_id}`, { method: "PATCH", headers, body });
    expect(await send(earlier, ids(earlier))).toEqual(OK);
  });

  it("is refused in any other way", async () => {
    for (const client of [viaEither, viaBasic, viaPost, viaKey])
      expect(await send(client, { client_id: client.client_id })).toEqual(REFUSED);
    const claims = { iss: viaBasic.client_id, sub: viaBasic.client_id };
    expect(await send(viaBasic, shown(await assertion(claims)))).toEqual(REFUSED);
  });

  it("must not show two ways at once, nor two names", async () => {
    const both = [
      send(viaBasic, { client_secret: viaBasic.client_secret }, basic(viaBasic)),
      send(viaEither, { client_secret: viaEither.client_secret }, basic(viaEither)),
      send(viaEither, ids(viaEither), basic(viaEither)),
      send(viaBasic, shown(await assertion()), basic(viaBasic)),
      send(viaPost, { ...ids(viaPost), ...shown(await assertion()) }),
      send(viaBasic, { client_id: viaPost.client_id }, basic(viaBasic)),
      send(viaKey, { client_assertion_type: JWT_BEARER }),
      send(viaKey, { client_assertion: await assertion() }),
    ];
    for (const refused of both) expect(await refused).toEqual([400, "invalid_request"]);
    expect(await send(viaBasic, { client_id: viaBasic.client_id }, basic(viaBasic))).toEqual(OK);
  });

  it("hears the same whether it is unknown or its secret is wrong, with the scheme", async () => {
    const unknown = { client_id: "0".repeat(32), client_secret: viaBasic.client_secret };
    const wrong = { ...viaBasic, client_secret: viaBasic.client_secret.replace(/^./, "~") };
    const replies = [];
    for (const each of [unknown, wrong]) replies.push(await askAs("/oidc/token", viaBasic, {}, basic(each)));
    expect(replies[0]?.text).toBe(replies[1]?.text);
    for (const reply of replies) {
      expect(errorIn(reply)).toEqual(REFUSED);
      expect(reply.headers.get("WWW-Authenticate")).toMatch(/^Basic realm=/);
    }
    expect((await auditRowsOnce(1, { reason: "invalid-client", client: "unknown" }))[0]).toMatchObject({
      event: "TOKENS_REFUSED",
      action: expect.stringMatching(/^POST \/oidc\/token/),
    });
  });

  it.each(["Basic", "Basic ", "Basic !", "Bearer abc", "Basic bm9jb2xvbg==", "Basic OnNlY3JldA=="])(
    "is not read from the header %j",
    async (Authorization) => {
      expect(await send(viaBasic, {}, { Authorization })).toEqual(REFUSED);
    },
  );

  it("decodes name and secret of the header as a form (RFC 6749 section 2.3.1)", async () => {
    const encode = (text: string) =>
      [...text].map((each) => `%${each.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
    const pair = `${encode(viaBasic.client_id)}:${encode(viaBasic.client_secret)}`;
    expect(await send(viaBasic, {}, { Authorization: `Basic ${btoa(pair)}` })).toEqual(OK);
    expect(await send(viaBasic, {}, { Authorization: `Basic ${btoa(`${viaBasic.client_id}:%ZZ`)}` })).toEqual(REFUSED);
  });

  it("without a secret may show an empty one, in the header as in the form, which other clients may not", async () => {
    const empty = ({ client_id }: MadeClient) => basic({ client_id, client_secret: "" });
    expect(await send(viaNone, { client_id: viaNone.client_id, client_secret: "" })).toEqual(OK);
    expect(await send(viaNone, {}, empty(viaNone))).toEqual(OK);
    expect(await send(viaNone, { client_id: viaNone.client_id }, empty(viaNone))).toEqual(OK);
    for (const client of [viaEither, viaBasic, viaPost, viaKey])
      expect(await send(client, {}, empty(client))).toEqual(REFUSED);
    const other = await send(viaNone, { client_id: viaBasic.client_id }, empty(viaNone));
    expect(other).toEqual([400, "invalid_request"]);
  });

  it("keeps the previous secret until the next rotation", async () => {
    const rotating = await makeClient();
    const rotated = async () => ({
      ...rotating,
      client_secret: (await asAdmin("POST", `/oidc/clients/${rotating.client_id}/secret`)).json.result.value
        .client_secret as string,
    });
    const second = await rotated();
    for (const client of [rotating, second]) expect(await send(client, {}, basic(client))).toEqual(OK);
    const third = await rotated();
    expect(await send(rotating, {}, basic(rotating))).toEqual(REFUSED);
    for (const client of [second, third]) expect(await send(client, {}, basic(client))).toEqual(OK);
  });
});

describe("an assertion", () => {
  const refused = async (text: string, more: Record<string, string> = {}) =>
    expect(await send(viaKey, { ...shown(text), ...more })).toEqual(REFUSED);

  it("counts once, even when it comes twice at the same moment", async () => {
    const text = await assertion();
    const replies = await Promise.all([1, 2, 3].map(() => send(viaKey, shown(text))));
    expect(replies.map(([status]) => status).sort()).toEqual([200, 401, 401]);
    await refused(text);
    const { results } = await env.DB.prepare("SELECT id FROM oidc_assertion").all<{ id: string }>();
    for (const { id } of results) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  /** As RFC 7523bis has it: a hostile provider could have called our endpoints its own. */
  it("is for the issuer alone, or in the older form for the token endpoint alone", async () => {
    const TOKEN = `${ORIGIN}/oidc/token`;
    for (const aud of [ORIGIN, [ORIGIN], TOKEN, [TOKEN]])
      expect(await send(viaKey, shown(await assertion({ aud })))).toEqual(OK);
    const elsewhere = [`${ORIGIN}/oidc/par`, `${ORIGIN}/oidc/introspect`, "https://other.example", `${ORIGIN}/`];
    const several = [["https://other.example", ORIGIN], [ORIGIN, TOKEN], [ORIGIN, ORIGIN], [] as string[]];
    for (const aud of [...elsewhere, ...several, viaKey.client_id, undefined]) await refused(await assertion({ aud }));
  });

  it("of the new form is for the issuer alone", async () => {
    for (const typ of ["client-authentication+jwt", "application/Client-Authentication+JWT"]) {
      expect(await send(viaKey, shown(await assertion({}, { typ })))).toEqual(OK);
      await refused(await assertion({ aud: `${ORIGIN}/oidc/token` }, { typ }));
    }
    expect(await send(viaKey, shown(await assertion({}, { typ: "JWT" })))).toEqual(OK);
    for (const typ of ["at+jwt", "logout+jwt", "oauth-authz-req+jwt"]) await refused(await assertion({}, { typ }));
  });

  it("that its key has signed is told what is wrong with it", async () => {
    const says = async (text: string) => {
      const reply = await askAs("/oidc/token", viaKey, { ...redemption("x"), ...shown(text) }, {});
      return [...errorIn(reply), reply.json.error_description];
    };
    const used = await assertion();
    await send(viaKey, shown(used));
    const told: [string, string][] = [
      [await assertion({ aud: `${ORIGIN}/oidc/par` }), `has the aud '${ORIGIN}/oidc/par'; expected ${ORIGIN} alone`],
      [await assertion({ aud: ['a"\u00e4', ORIGIN] }), `has the aud ['a?'?','${ORIGIN}']; expected ${ORIGIN} alone`],
      [await assertion({ aud: undefined }), `has the aud (none); expected ${ORIGIN} alone`],
      [await assertion({}, { typ: "at+jwt" }), "has the typ 'at+jwt'; expected client-authentication+jwt, JWT or none"],
      [await assertion({ exp: seconds() - 120 }), "is over, by its exp"],
      [await assertion({ exp: seconds() + 7200 }), "must have an exp within an hour"],
      [await assertion({ nbf: seconds() + 300 }), "is not valid yet, by its nbf"],
      [await assertion({ iss: "https://idp.example" }), "must have the client_id as iss and sub"],
      [used, "came before, by its jti"],
    ];
    for (const [text, description] of told)
      expect(await says(text)).toEqual([...REFUSED, `The assertion ${description}.`]);
    // By another's key the same is of no client.
    const { privateKey } = await generateKeyPair("ES256");
    expect((await says(await assertion({ aud: "x" }, {}, privateKey)))[2]).not.toContain("aud");
  });

  it.each([
    ["without exp", { exp: undefined }],
    ["that is over", { exp: seconds() - 120 }],
    ["that lives too long", { exp: seconds() + 7200 }],
    ["that begins later", { nbf: seconds() + 300 }],
    ["made in the future", { iat: seconds() + 300 }],
    ["without jti", { jti: undefined }],
    ["with an empty jti", { jti: "" }],
    ["with a jti without end", { jti: "x".repeat(600) }],
    ["by another issuer", { iss: "https://idp.example" }],
    ["about another client", { sub: "0".repeat(32) }],
  ])("%s is refused", async (_, claims) => {
    await refused(await assertion(claims));
  });

  it("must name the same client as the client_id next to it", async () => {
    await refused(await assertion(), { client_id: viaBasic.client_id });
    expect(await send(viaKey, { ...shown(await assertion()), client_id: viaKey.client_id })).toEqual(OK);
  });

  it("by another key, by `none`, or by HMAC with the public key is refused", async () => {
    const other = await generateKeyPair("ES256");
    await refused(await assertion({}, {}, other.privateKey));
    const payload = (await assertion()).split(".")[1];
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
    for (const alg of ["none", "None"]) await refused(`${part({ alg, kid: "one" })}.${payload}.`);
    const claims = { iss: viaKey.client_id, sub: viaKey.client_id, aud: ORIGIN, jti: "h", exp: seconds() + 60 };
    for (const secret of [JSON.stringify(jwk), String(jwk.x)])
      await refused(
        await new CompactSign(utf8(JSON.stringify(claims)))
          .setProtectedHeader({ alg: "HS256", kid: "one" })
          .sign(utf8(secret.padEnd(32))),
      );
  });

  it("names its key by kid where the client has several", async () => {
    const other = await generateKeyPair("ES256", { extractable: true });
    const both = { keys: [jwk, { ...(await exportJWK(other.publicKey)), kid: "two" }] };
    const { client_id } = await makeClient({ token_endpoint_auth_method: "private_key_jwt", jwks: both });
    const client = { client_id, client_secret: "" };
    const its = { iss: client_id, sub: client_id };
    expect(await send(client, shown(await assertion(its, { kid: "two" }, other.privateKey)))).toEqual(OK);
    for (const header of [{ kid: undefined }, { kid: "one" }, { kid: "three" }])
      expect(await send(client, shown(await assertion(its, header, other.privateKey)))).toEqual(REFUSED);
  });

  it("names its key also where the client's keys are of two kinds, and need not where there is one", async () => {
    const rsa = await generateKeyPair("RS256", { extractable: true });
    const both = { keys: [jwk, { ...(await exportJWK(rsa.publicKey)), kid: "two" }] };
    const method = { token_endpoint_auth_method: "private_key_jwt" };
    const [two, one] = [
      await makeClient({ ...method, jwks: both }),
      await makeClient({ ...method, jwks: { keys: [jwk] } }),
    ];
    const its = ({ client_id }: MadeClient) => ({ iss: client_id, sub: client_id });
    const unnamed = { kid: undefined };
    expect(await send(two, shown(await assertion(its(two), unnamed)))).toEqual(REFUSED);
    expect(await send(two, shown(await assertion(its(two), { ...unnamed, alg: "RS256" }, rsa.privateKey)))).toEqual(
      REFUSED,
    );
    expect(await send(two, shown(await assertion(its(two), { alg: "RS256", kid: "two" }, rsa.privateKey)))).toEqual(OK);
    expect(await send(one, shown(await assertion(its(one), unnamed)))).toEqual(OK);
  });

  it("of a client without keys is refused, and so is a text that is not a JWT", async () => {
    for (const text of ["x", "a.b.c", `a.${btoa("null")}.c`, `a.${btoa("[]")}.c`, `a.${btoa('{"sub":1}')}.c`])
      await refused(text);
  });
});
