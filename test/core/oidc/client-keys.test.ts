// Keys of clients: public ones are taken without what nothing needs, all others are refused.

import { describe, expect, it } from "vitest";
import { readPublicKeys } from "../../../src/core/oidc/clients/client-keys.ts";
import { toBase64Url } from "../../../src/lib/bytes.ts";

const filled = (length: number, value = 0xc3) => toBase64Url(new Uint8Array(length).fill(value));
const RSA = { kty: "RSA", n: filled(256), e: "AQAB" };
const EC = { kty: "EC", crv: "P-256", x: filled(32), y: filled(32) };
const read = (...keys: unknown[]) => readPublicKeys({ keys });

it("keeps of a key what verifies and what finds it", () => {
  const key = { ...EC, kid: "one", alg: "ES256", use: "sig" };
  expect(read({ ...key, x5c: ["MII"], note: { deep: true }, key_ops: ["verify"] })).toEqual({ keys: [key] });
  expect(read({ ...RSA, alg: "PS256" })).toEqual({ keys: [{ ...RSA, alg: "PS256" }] });
});

it("takes several keys when each has an id of its own", () => {
  expect(read({ ...RSA, kid: "a" }, { ...EC, kid: "b" })).toMatchObject({ keys: [{ kid: "a" }, { kid: "b" }] });
  expect(read({ ...RSA, kid: "a" }, { ...EC, kid: "a" })).toMatch(/kid of its own/);
  expect(read(RSA, { ...EC, kid: "b" })).toMatch(/kid of its own/);
});

describe("refuses", () => {
  it.each(["d", "p", "q", "dp", "dq", "qi", "oth", "k"])("a key with the private member %s", (name) => {
    expect(read({ ...RSA, [name]: "AQAB" })).toMatch(/only public keys/);
    expect(read({ ...EC, [name]: undefined })).toMatch(/only public keys/);
  });

  it.each([
    [{ kty: "oct", n: "AQAB" }, /other than RSA and EC/],
    [{ ...RSA, kty: "__proto__" }, /other than RSA and EC/],
    [{ kty: "OKP", crv: "Ed25519", x: filled(32) }, /other than RSA and EC/],
    [{ ...RSA, kty: ["RSA"] }, /no text/],
    [{ ...RSA, alg: "none" }, /alg other than/],
    [{ ...RSA, alg: "HS256" }, /alg other than/],
    [{ ...EC, alg: "RS256" }, /alg other than/],
    [{ ...RSA, use: "enc" }, /use is not sig/],
    [{ ...RSA, kid: "k".repeat(201) }, /kid of more than 200/],
    [{ ...RSA, n: filled(255) }, /2040 bits/],
    [{ ...RSA, n: filled(256, 0) }, /RSA key of 0 bits/],
    [{ ...RSA, n: filled(1025) }, /8200 bits/],
    [{ ...RSA, n: "no base64!" }, /without n and e/],
    [{ ...RSA, e: undefined }, /without n and e/],
    [{ ...RSA, e: "AQ" }, /unusable e/],
    [{ ...RSA, e: "AQAA" }, /unusable e/],
    [{ ...RSA, e: filled(5) }, /unusable e/],
    [{ ...EC, crv: "P-384" }, /other than P-256/],
    [{ ...EC, crv: undefined }, /other than P-256/],
    [{ ...EC, x: filled(31) }, /without its x and y/],
    [{ ...EC, y: undefined }, /without its x and y/],
    ["text", /no object/],
    [null, /no object/],
  ])("%j", (key, why) => {
    expect(read(key)).toMatch(why);
  });

  it.each([undefined, null, "", [], {}, { keys: [] }, { keys: {} }, { keys: "RSA" }])("%j as a set", (set) => {
    expect(readPublicKeys(set)).toMatch(/must be a JWK set/);
  });

  it("more keys than a client needs", () => {
    expect(read(...Array.from({ length: 11 }, (_, index) => ({ ...RSA, kid: String(index) })))).toMatch(/more than 10/);
  });
});
