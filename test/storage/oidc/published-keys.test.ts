// The keys that a client publishes at its jwks_uri: how long they are kept, when they are read again,
// and what of the address and its answer is refused. The network is the only thing that is not real.

import { env } from "cloudflare:workers";
import { CompactSign, exportJWK, generateKeyPair } from "jose";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { utf8 } from "../../../src/lib/bytes.ts";
import { createAssertions } from "../../../src/storage/oidc/assertions.ts";

const URI = "https://wiki.example/jwks";
const NOW = Date.UTC(2027, 0, 1);
const MINUTE = 60_000;
const [one, two] = [await generateKeyPair("ES256", { extractable: true }), await generateKeyPair("ES256")];
const [oneJwk, twoJwk] = [
  { ...(await exportJWK(one.publicKey)), kid: "one" },
  { ...(await exportJWK(two.publicKey)), kid: "two" },
];
const signed = (kid: string, { privateKey }: { privateKey: CryptoKey }) =>
  new CompactSign(utf8('{"sub":"wiki"}')).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);
const [byOne, byTwo] = [await signed("one", one), await signed("two", two)];
const GOOD = { claims: { sub: "wiki" }, typ: undefined };

let published: () => Response;
const fetches = vi.spyOn(globalThis, "fetch").mockImplementation(async () => published());
beforeEach(() => {
  fetches.mockClear();
  published = () => Response.json({ keys: [oneJwk] });
});
const logged = vi.spyOn(console, "error").mockImplementation(() => {});
afterEach(() => logged.mockClear());

/** As a new isolate verifies. */
function isolate(jwksUri = URI, webhookAllowPrivate = false) {
  const { verify } = createAssertions(env.DB, { webhookAllowPrivate });
  return (jws: string, atMs: number) => verify(jws, { clientId: "wiki", jwks: undefined, jwksUri }, NOW + atMs);
}

it("are read once, and kept for ten minutes", async () => {
  const verify = isolate();
  for (const atMs of [0, 1, 10 * MINUTE - 1]) expect(await verify(byOne, atMs)).toEqual(GOOD);
  expect(fetches).toHaveBeenCalledTimes(1);
  expect(fetches.mock.calls[0]).toMatchObject([URI, { redirect: "manual" }]);
  published = () => Response.json({ keys: [twoJwk] });
  expect(await verify(byOne, 10 * MINUTE)).toBeUndefined();
  expect(await verify(byTwo, 10 * MINUTE)).toEqual(GOOD);
});

it("are read again at once for a key that is not among them", async () => {
  const verify = isolate();
  expect(await verify(byOne, 0)).toEqual(GOOD);
  published = () => Response.json({ keys: [oneJwk, twoJwk] });
  expect(await verify(byTwo, 1)).toEqual(GOOD);
  expect(fetches).toHaveBeenCalledTimes(2);
});

it("are read five times a minute at most, whoever sends made-up assertions", async () => {
  const verify = isolate();
  expect(await verify(byTwo, 0)).toBeUndefined();
  expect(fetches).toHaveBeenCalledTimes(1);
  for (let atMs = 1; atMs < 20; atMs++) expect(await verify(byTwo, atMs)).toBeUndefined();
  expect(fetches).toHaveBeenCalledTimes(5);
  expect(await verify(byOne, 20)).toEqual(GOOD);
  expect(await verify(byTwo, MINUTE)).toBeUndefined();
  expect(fetches).toHaveBeenCalledTimes(6);
});

it("of an address that never answers are asked for five times a minute at most, too", async () => {
  const verify = isolate();
  published = () => new Response(null, { status: 503 });
  for (let atMs = 0; atMs < 20; atMs++) expect(await verify(byOne, atMs)).toBe("keys-unread");
  expect(fetches).toHaveBeenCalledTimes(5);
});

it("count for an hour while the address cannot be read", async () => {
  const verify = isolate();
  expect(await verify(byOne, 0)).toEqual(GOOD);
  published = () => new Response(null, { status: 503 });
  expect(await verify(byOne, 60 * MINUTE - 1)).toEqual(GOOD);
  expect(await verify(byOne, 60 * MINUTE)).toBe("keys-unread");
});

it("are those for signatures alone, and no private ones", async () => {
  const [rsa, leaked] = [
    { kty: "RSA", use: "enc", kid: "enc", n: "AA", e: "AQAB" },
    { ...twoJwk, d: "AAAA" },
  ];
  published = () => Response.json({ keys: [rsa, leaked, { kty: "OKP" }, oneJwk] });
  const verify = isolate();
  expect([await verify(byOne, 0), await verify(byTwo, 0)]).toEqual([GOOD, undefined]);
});

it.each([
  [
    "leads elsewhere",
    () => new Response(null, { status: 302, headers: { Location: "https://10.0.0.1/" } }),
    "status 302",
  ],
  ["is an error", () => new Response("{}", { status: 500 }), "status 500"],
  ["has no body", () => new Response(null, { status: 200 }), "status 200"],
  ["is too long", () => new Response(`{"keys":[],"x":"${"x".repeat(70_000)}"}`), "more than 65536 bytes"],
  ["is no JSON", () => new Response("<html>secret"), "the answer is no JSON"],
  ["is no set of keys", () => Response.json([oneJwk]), "is no JWK set"],
  ["breaks off", () => Response.error(), "status 0"],
])("are not read from an answer that %s", async (_, answer, says) => {
  published = answer as () => Response;
  expect(await isolate()(byOne, 0)).toBe("keys-unread");
  expect(String(logged.mock.calls[0])).toMatch(/^keys of client wiki were not read/);
  expect(String(logged.mock.calls[0])).toContain(says);
  expect(String(logged.mock.calls[0])).not.toContain("secret");
});

it("are not read from the operator's own network, also at an address that is older than the rule", async () => {
  for (const address of ["https://10.0.0.1/jwks", "http://wiki.example/jwks", "https://wiki.internal/jwks"])
    expect(await isolate(address)(byOne, 0)).toBe("keys-unread");
  expect(fetches).not.toHaveBeenCalled();
  expect(await isolate("https://10.0.0.1/jwks", true)(byOne, 0)).toEqual(GOOD);
});
