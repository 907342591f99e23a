// Assertions of clients: what a good signature says is taken only if it has the form of claims, and
// each id once.

import { CompactSign, exportJWK, generateKeyPair } from "jose";
import { expect, it } from "vitest";
import type { OidcClient } from "../../../src/core/ports/oidc/clients.ts";
import { toBase64Url, utf8 } from "../../../src/lib/bytes.ts";
import { realPorts } from "../../support/storage/ports.ts";

const { assertions } = await realPorts();
const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "key", alg: "ES256" }] };

const signed = (payload: string, key = privateKey) =>
  new CompactSign(utf8(payload)).setProtectedHeader({ alg: "ES256", kid: "key" }).sign(key);
const verify = (jws: string, keys: NonNullable<OidcClient["jwks"]> = jwks) =>
  assertions.verify(jws, { clientId: "wiki", jwks: keys, jwksUri: undefined }, 1000);

it("claims are what a key of the client has signed", async () => {
  expect(await verify(await signed('{"sub":"wiki"}'))).toEqual({ claims: { sub: "wiki" }, typ: undefined });
  const other = await generateKeyPair("ES256");
  expect(await verify(await signed('{"sub":"wiki"}', other.privateKey))).toBeUndefined();
  expect(await verify("no JWS")).toBeUndefined();
  const keyless = { clientId: "wiki", jwks: undefined, jwksUri: undefined };
  expect(await assertions.verify(await signed('{"sub":"wiki"}'), keyless, 1000)).toBeUndefined();
});

it("a key that is not a point of its curve verifies nothing, and the service does not fail", async () => {
  const [x, y] = [1, 2].map((byte) => toBase64Url(new Uint8Array(32).fill(byte)));
  const off = { keys: [{ kty: "EC", crv: "P-256", x: String(x), y: String(y), kid: "key" }] };
  expect(await verify(await signed('{"sub":"wiki"}'), off)).toBeUndefined();
});

it.each(["null", '"text"', "5", "[]", "no JSON"])("a signed %s has no claims", async (payload) => {
  expect(await verify(await signed(payload))).toBeUndefined();
});

it("an id is spent once for each client", async () => {
  const spend = (client: string) => assertions.spend(client, "id", 1000.5);
  expect([await spend("wiki"), await spend("wiki"), await spend("chat")]).toEqual([true, false, true]);
});

it("an id that one page has spent is spent for every other, but not for that one", async () => {
  const spend = (client: string, page: string) => assertions.spendAs(client, "request", page, 1000.5);
  const both = await Promise.all([spend("wiki", "one"), spend("wiki", "two")]);
  expect(both.toSorted()).toEqual([false, true]);
  const [winner, loser] = both[0] ? ["one", "two"] : ["two", "one"];
  for (let times = 0; times < 2; times++)
    expect([await spend("wiki", winner), await spend("wiki", loser)]).toEqual([true, false]);
  expect(await spend("chat", loser)).toBe(true);
});
