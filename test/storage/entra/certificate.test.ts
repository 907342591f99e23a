// The certificate of a signing key: made with it, or by cron for a key of an earlier release.
// test/serve/entra/certificate.test.ts has OpenSSL read it.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { calculateJwkThumbprint, importX509, type JWK } from "jose";
import { beforeEach, expect, it } from "vitest";
import worker from "../../../src/index.ts";
import { fromBase64, toBase64Url } from "../../../src/lib/bytes.ts";
import { certifyKeys, rotateKeys } from "../../../src/storage/oidc/keys.ts";
import { createSigner } from "../../../src/storage/oidc/signer.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { realKeyring } from "../../support/storage/ports.ts";

const keys = await realKeyring();
const NOW = Date.UTC(2026, 11, 1);
const signerNow = () =>
  createSigner(
    watchedDatabase(env.DB, (_, next) => next()),
    keys,
    () => NOW,
  );
const certified = async () => (await signerNow().certifiedKeys()).keys as readonly (JWK & { x5c: [string] })[];

beforeEach(async () => {
  await env.DB.prepare("DELETE FROM oidc_key").run();
  await signerNow().publicKeys();
});

it("is of the key that it stands with, which signs tokens under the same kid", async () => {
  const [key, ...others] = await certified();
  if (!key) throw new Error("no key");
  expect(others).toEqual([]);
  const { x5c, x5t, kid } = key;
  const pem = `-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----`;
  const inside = await importX509(pem, "RS256", { extractable: true });
  const jwk = (await crypto.subtle.exportKey("jwk", inside as CryptoKey)) as JsonWebKey;
  expect([jwk.n, jwk.e]).toEqual([key.n, key.e]);
  const digest = await crypto.subtle.digest("SHA-1", fromBase64(x5c[0]) as Uint8Array<ArrayBuffer>);
  expect(x5t).toBe(toBase64Url(new Uint8Array(digest)));
  expect(kid).toBe(await calculateJwkThumbprint(key));
  const jws = await signerNow().sign("RS256", "JWT", {});
  expect(JSON.parse(atob(jws.split(".")[0] as string)).kid).toBe(kid);
});

it("is another one for each key", async () => {
  await rotateKeys(env.DB, keys, NOW);
  const all = await certified();
  expect(new Set(all.flatMap(({ x5c, x5t, kid }) => [x5c[0], x5t, kid])).size).toBe(6);
});

it("is given by cron to a key of an earlier release, once, and changes nothing else of it", async () => {
  const strip = `UPDATE oidc_key SET public_jwk = json_remove(public_jwk, '$.x5c', '$.x5t') WHERE alg = 'RS256'`;
  const before = await certified();
  await env.DB.prepare(strip).run();
  expect(await certified()).toEqual([]);
  expect((await signerNow().publicKeys()).keys).toHaveLength(2);
  await worker.scheduled(createScheduledController({ scheduledTime: new Date(NOW) }), env);
  const after = await certified();
  // RS256 has no randomness, so at the same time the same key has the same certificate.
  expect(after).toEqual(before);
  await certifyKeys(env.DB, keys, NOW + 1000);
  expect(await certified()).toEqual(after);
  const jws = await signerNow().sign("RS256", "JWT", { sub: "s" });
  expect(await signerNow().verify(jws, "JWT")).toEqual({ sub: "s" });
});
