// Attacks with tokens: unsigned tokens and key confusion (RFC 8725 §2.1), a token of one kind in
// the place of another (§2.8), and hints that are shown by others. Replay of refresh tokens, and
// assertions of clients, are in test/http/oidc.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../../support/login.ts";
import { basic, beginWithClient, type Client, call, configured, registered } from "../../support/oidc/clients.ts";
import { answerIn, follow, newBrowser } from "../../support/oidc/people.ts";
import { insideJwt, refusalOf, type WalkResult, walk } from "../../support/oidc/walk.ts";
import { request } from "../../support/service.ts";

const OFFLINE = { scope: "openid offline_access" };
let person: EnrolledPerson;
let client: Client;
let other: Client;
let config: oidc.Configuration;
let browser: PageBrowser;
let walked: WalkResult;

beforeAll(async () => {
  [person, client, other, browser] = [
    await enrolledUser("robbed"),
    await registered(),
    await registered(),
    newBrowser(),
  ];
  config = await configured(client);
  walked = await walk({ client, person, browser, config, parameters: OFFLINE });
});

const encoded = (value: unknown): string =>
  btoa(typeof value === "string" ? value : JSON.stringify(value))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
/** The token with another header, and the signature that `sign` makes of it. */
async function forged(token: string, header: Record<string, unknown>, sign?: (input: string) => Promise<string>) {
  const inside = insideJwt(token);
  const input = `${encoded({ ...inside.header, ...header })}.${encoded(inside.claims)}`;
  return `${input}.${sign ? await sign(input) : ""}`;
}
const hmacBy = (secret: string) => async (input: string) => {
  const bytes = new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(input));
  return encoded(String.fromCharCode(...new Uint8Array(mac)));
};
async function forgeries(token: string): Promise<readonly string[]> {
  const { keys } = (await request("/oidc/jwks")).json;
  const own = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const jwk = await crypto.subtle.exportKey("jwk", own.publicKey);
  const bySelf = async (input: string) => {
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const signature = await crypto.subtle.sign(algorithm, own.privateKey, new TextEncoder().encode(input));
    return encoded(String.fromCharCode(...new Uint8Array(signature)));
  };
  const [head, , signature] = token.split(".");
  const raised = { ...insideJwt(token).claims, exp: 9_999_999_999 };
  return [
    await forged(token, { alg: "none" }),
    await forged(token, { alg: "None", kid: undefined }),
    await forged(token, { alg: "HS256" }, hmacBy(JSON.stringify(keys[0]))),
    await forged(token, { alg: "HS256" }, hmacBy(keys[0].n ?? keys[0].x)),
    await forged(token, { alg: "ES256", jwk }, bySelf),
    await forged(token, { alg: "ES256", kid: "unknown", jku: "https://evil.test/jwks" }, bySelf),
    await forged(token, { alg: "ES256" }, bySelf),
    `${head}.${encoded(raised)}.${signature}`,
    `${token}.${signature}`,
    token.slice(0, -8),
  ];
}
const statusAtUserinfo = async (token: string): Promise<number> =>
  (await request("/oidc/userinfo", { headers: { Authorization: `Bearer ${token}` } })).status;

describe("none and key confusion", () => {
  it("make no access token: alg none, a public key as an HMAC secret, a key that the token brings along", async () => {
    expect(await statusAtUserinfo(walked.tokens.access_token)).toBe(200);
    for (const [number, token] of (await forgeries(walked.tokens.access_token)).entries())
      expect(await statusAtUserinfo(token), `forgery ${number}`).toBe(401);
  });

  it("make no hint", async () => {
    for (const [number, hint] of (await forgeries(walked.tokens.id_token ?? "")).entries()) {
      const { address } = await beginWithClient(config, client, { prompt: "none", id_token_hint: hint });
      expect(answerIn(await follow(browser, address)), `forgery ${number}`).not.toHaveProperty("code");
    }
  });
});

describe("a token in the place of another", () => {
  it("opens nothing: ID tokens, refresh tokens and codes are no access tokens, and access tokens no hints", async () => {
    const { tokens, back } = walked;
    for (const token of [tokens.id_token ?? "", tokens.refresh_token ?? "", back.searchParams.get("code") ?? ""])
      expect(await statusAtUserinfo(token)).toBe(401);
    const { address } = await beginWithClient(config, client, { prompt: "none", id_token_hint: tokens.access_token });
    expect(answerIn(await follow(browser, address))).not.toHaveProperty("code");
    for (const token of [tokens.access_token, tokens.id_token ?? "", back.searchParams.get("code") ?? ""])
      expect(await refusalOf(oidc.refreshTokenGrant(config, token))).toEqual(["invalid_grant", 400]);
    const fields = {
      grant_type: "authorization_code",
      redirect_uri: client.redirect_uri,
      code: tokens.refresh_token ?? "",
    };
    expect((await call("/oidc/token", fields, basic(client))).error).toBe("invalid_grant");
  });
});

describe("replay of a hint", () => {
  it("signs no one in: in another browser it says at most whom the client means", async () => {
    const { address } = await beginWithClient(config, client, {
      prompt: "none",
      id_token_hint: walked.tokens.id_token ?? "",
    });
    expect(answerIn(await follow(newBrowser(), address)).error).toBe("login_required");
  });

  it("of another client is refused, so that a client cannot ask about a person whom it does not know", async () => {
    const { address } = await beginWithClient(await configured(other), other, {
      prompt: "none",
      id_token_hint: walked.tokens.id_token ?? "",
    });
    expect(answerIn(await follow(browser, address))).not.toHaveProperty("code");
  });
});
