// Keys that sign: made once, published before they sign, kept until their tokens are over, and good
// for nothing else.

import { env } from "cloudflare:workers";
import { CompactSign, createLocalJWKSet, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { keptAfterRetiringMs, PUBLISHED_FIRST_MS, REPLACED_AFTER_MS } from "../../../src/core/oidc/signing-keys.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import { resealBatch, START } from "../../../src/storage/keys/reseal.ts";
import { forgetKeys, isComplete, readSigningKeys, rotateKeys } from "../../../src/storage/oidc/keys.ts";
import { createSigner, KEPT_MS } from "../../../src/storage/oidc/signer.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { keyring } from "../keys/keys.ts";

const keys = await keyring("root");
const START_MS = 1_000_000_000_000;
let nowMs = START_MS;
/** Each is an isolate of its own, which has kept nothing. */
const isolate = () => watchedDatabase(env.DB, (_, next) => next());
const signerNow = (db = isolate()) => createSigner(db, keys, () => nowMs);
const kidOf = (jws: string): string => JSON.parse(atob(jws.split(".")[0] as string)).kid;
const claims = { iss: "https://tiqr.test", sub: "s" };
const day = 24 * 3600 * 1000;

beforeEach(async () => {
  nowMs = START_MS;
  await env.DB.prepare("DELETE FROM oidc_key").run();
});

describe("a key", () => {
  it.each(["RS256", "ES256"] as const)("of %s signs what a client can verify by the public keys", async (alg) => {
    const signer = signerNow();
    const jws = await signer.sign(alg, "JWT", claims);
    // biome-ignore lint/suspicious/noExplicitAny: the port knows no JWK
    const { payload, protectedHeader } = await jwtVerify(jws, createLocalJWKSet((await signer.publicKeys()) as any));
    expect(payload).toEqual(claims);
    expect(protectedHeader).toMatchObject({ alg, typ: "JWT" });
    expect(await signer.verify(jws, "JWT")).toEqual(claims);
  });

  it("shows nothing private, and no symmetric secret", async () => {
    const { keys: shown } = await signerNow().publicKeys();
    expect(shown.map(({ alg, kty, use }) => [alg, kty, use]).sort()).toEqual([
      ["ES256", "EC", "sig"],
      ["RS256", "RSA", "sig"],
    ]);
    for (const key of shown)
      for (const part of ["d", "p", "q", "dp", "dq", "qi", "k"]) expect(key).not.toHaveProperty(part);
  });

  it("is made once when several isolates need the first one at once", async () => {
    const signers = [signerNow(), signerNow(), signerNow()];
    const signed = await Promise.all(signers.map((signer) => signer.sign("ES256", "JWT", claims)));
    expect(new Set(signed.map(kidOf)).size).toBe(1);
    const subjects = await Promise.all(signers.map((signer) => signer.pairwise("a.example", "s")));
    expect(new Set(subjects).size).toBe(1);
  });

  it("signs by a clock that is behind that of the isolate that made it", async () => {
    const ahead = await signerNow().sign("ES256", "JWT", claims);
    nowMs -= 2000;
    expect(kidOf(await signerNow().sign("ES256", "JWT", claims))).toBe(kidOf(ahead));
  });

  it("that has yet to wait signs all the same when those before it are deleted", async () => {
    await signerNow().sign("ES256", "JWT", claims);
    await rotateKeys(env.DB, keys, nowMs);
    await env.DB.prepare("DELETE FROM oidc_key WHERE retired_at_ms IS NOT NULL").run();
    const [waiting] = (await readSigningKeys(env.DB)).filter(({ alg }) => alg === "ES256");
    expect(kidOf(await signerNow().sign("ES256", "JWT", claims))).toBe(waiting?.kid);
  });

  it("is sealed, and opens after a rekey under the new root alone", async () => {
    const jws = await signerNow().sign("ES256", "JWT", claims);
    await resealBatch(env.DB, await keyring("other", "root"), START, 100);
    const after = createSigner(isolate(), await keyring("other"), () => nowMs);
    expect(kidOf(await after.sign("ES256", "JWT", claims))).toBe(kidOf(jws));
    const { results } = await env.DB.prepare("SELECT sealed_private FROM oidc_key").all<{ sealed_private: string }>();
    expect(results).toHaveLength(3);
    for (const row of results) expect(row.sealed_private).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
  });

  it("that was deleted after a leak is replaced at once, and the subjects of pairwise clients stay", async () => {
    const signer = signerNow();
    const jws = await signer.sign("ES256", "JWT", claims);
    const subject = await signer.pairwise("a.example", "s");
    await env.DB.prepare("DELETE FROM oidc_key WHERE alg <> 'pairwise'").run();
    nowMs += KEPT_MS;
    expect(kidOf(await signer.sign("ES256", "JWT", claims))).not.toBe(kidOf(jws));
    expect(await signer.verify(jws, "JWT")).toBeUndefined();
    expect(await signer.pairwise("a.example", "s")).toBe(subject);
  });

  it("costs no call of the database once it is in the isolate, for a while", async () => {
    let calls = 0;
    const db = watchedDatabase(env.DB, (_, next) => {
      calls++;
      return next();
    });
    const signer = signerNow(db);
    await signer.publicKeys();
    calls = 0;
    const jws = await signer.sign("RS256", "JWT", claims);
    await Promise.all([signer.verify(jws, "JWT"), signer.publicKeys(), signer.pairwise("a", "b")]);
    expect(calls).toBe(0);
    nowMs += KEPT_MS;
    await signer.publicKeys();
    expect(calls).toBe(1);
  });
});

it("the keys are complete with one of each algorithm and the secret", async () => {
  await signerNow().publicKeys();
  const all = await readSigningKeys(env.DB);
  expect(isComplete(all)).toBe(true);
  for (const one of all) expect(isComplete(all.filter((other) => other !== one))).toBe(false);
});

describe("a rotation", () => {
  it("publishes the next keys first, and they sign two days later; earlier tokens still verify", async () => {
    const old = await signerNow().sign("RS256", "JWT", claims);
    expect(await rotateKeys(env.DB, keys, nowMs)).toBe(2);
    const published = signerNow();
    expect((await published.publicKeys()).keys).toHaveLength(4);
    expect(kidOf(await published.sign("RS256", "JWT", claims))).toBe(kidOf(old));
    expect(PUBLISHED_FIRST_MS).toBe(2 * 24 * 3600 * 1000);
    nowMs += PUBLISHED_FIRST_MS - 1;
    expect(kidOf(await published.sign("RS256", "JWT", claims))).toBe(kidOf(old));
    nowMs += 1;
    const fresh = await published.sign("RS256", "JWT", claims);
    expect(kidOf(fresh)).not.toBe(kidOf(old));
    for (const jws of [old, fresh]) expect(await signerNow().verify(jws, "JWT")).toEqual(claims);
  });

  it("keeps the earlier keys until their tokens are over, and then forgets them", async () => {
    const old = await signerNow().sign("RS256", "JWT", claims);
    const subject = await signerNow().pairwise("a.example", "s");
    await rotateKeys(env.DB, keys, nowMs);
    const kept = keptAfterRetiringMs({ sessionMaxMs: 12 * 3600 * 1000 });
    nowMs += PUBLISHED_FIRST_MS + kept - 1;
    await forgetKeys(env.DB, nowMs - kept);
    expect(await signerNow().verify(old, "JWT")).toEqual(claims);
    nowMs += 1;
    await forgetKeys(env.DB, nowMs - kept);
    expect(await signerNow().verify(old, "JWT")).toBeUndefined();
    expect((await signerNow().publicKeys()).keys).toHaveLength(2);
    expect(await signerNow().pairwise("a.example", "s")).toBe(subject);
  });

  it("changes nothing while the next keys are waiting, however many ask at once", async () => {
    await signerNow().publicKeys();
    const made = await Promise.all([1, 2, 3].map(() => rotateKeys(env.DB, keys, nowMs)));
    expect(made.sort()).toEqual([0, 0, 2]);
    const waiting = await readSigningKeys(env.DB);
    nowMs += PUBLISHED_FIRST_MS - 1;
    expect(await rotateKeys(env.DB, keys, nowMs)).toBe(0);
    expect(await readSigningKeys(env.DB)).toEqual(waiting);
    nowMs += 1;
    expect(await rotateKeys(env.DB, keys, nowMs)).toBe(2);
  });

  it("makes no key of an algorithm that has none in use", async () => {
    await signerNow().publicKeys();
    const ofEs256 = async () => (await readSigningKeys(env.DB)).filter(({ alg }) => alg === "ES256").length;
    await env.DB.exec("UPDATE oidc_key SET retired_at_ms = 5 WHERE alg = 'ES256'");
    expect([await rotateKeys(env.DB, keys, nowMs), await ofEs256()]).toEqual([1, 1]);
    await env.DB.exec("DELETE FROM oidc_key WHERE alg = 'ES256'");
    nowMs += PUBLISHED_FIRST_MS;
    expect([await rotateKeys(env.DB, keys, nowMs), await ofEs256()]).toEqual([1, 0]);
  });

  it("by age waits for the age, and makes no first keys", async () => {
    expect(await rotateKeys(env.DB, keys, nowMs, nowMs - REPLACED_AFTER_MS)).toBe(0);
    await signerNow().publicKeys();
    nowMs += REPLACED_AFTER_MS - 1;
    expect(await rotateKeys(env.DB, keys, nowMs, nowMs - REPLACED_AFTER_MS)).toBe(0);
    nowMs += 1;
    expect(await rotateKeys(env.DB, keys, nowMs, nowMs - REPLACED_AFTER_MS)).toBe(2);
    expect(REPLACED_AFTER_MS).toBeGreaterThan(30 * day);
  });
});

describe("no token is", () => {
  const refused = async (jws: string, typ = "JWT") => expect(await signerNow().verify(jws, typ)).toBeUndefined();
  const publicKey = async () => {
    const [key] = (await signerNow().publicKeys()).keys.filter(({ alg }) => alg === "RS256");
    return key as Record<string, string>;
  };
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");

  it("a text that none of our keys signed", async () => {
    const { kid = "" } = await publicKey();
    const { privateKey } = await generateKeyPair("RS256");
    await refused(await new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "JWT", kid }).sign(privateKey));
    await refused(
      await new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: "JWT", kid: "x" }).sign(privateKey),
    );
    for (const text of ["", ".", "..", "a.b.c", "{}", "x".repeat(10_000)]) await refused(text);
  });

  it("signed by `none`", async () => {
    const { kid } = await publicKey();
    for (const alg of ["none", "None", "NONE"]) await refused(`${part({ alg, typ: "JWT", kid })}.${part(claims)}.`);
  });

  it("signed by HMAC with a public key as its secret, or by the pairwise secret's name", async () => {
    const key = await publicKey();
    const secrets = [JSON.stringify(key), key.n as string];
    for (const secret of secrets)
      for (const kid of [key.kid as string, "pairwise"])
        await refused(
          await new CompactSign(utf8(JSON.stringify(claims)))
            .setProtectedHeader({ alg: "HS256", typ: "JWT", kid })
            .sign(utf8(secret.padEnd(32))),
        );
  });

  it("one whose header brings its own key", async () => {
    const { kid } = await publicKey();
    const { privateKey, publicKey: jwk } = await generateKeyPair("ES256", { extractable: true });
    const own = (await crypto.subtle.exportKey("jwk", jwk)) as JWK;
    await refused(
      await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: kid as string, jwk: own })
        .sign(privateKey),
    );
    expect(await importJWK(own, "ES256")).toBeDefined();
  });

  it("one of another kind, or one that was changed", async () => {
    const jws = await signerNow().sign("ES256", "at+jwt", claims);
    await refused(jws, "JWT");
    expect(await signerNow().verify(jws, "at+jwt")).toEqual(claims);
    const [header, , signature] = jws.split(".");
    await refused(`${header}.${part({ ...claims, sub: "other" })}.${signature}`, "at+jwt");
    await refused(
      `${part({ alg: "RS256", typ: "at+jwt", kid: kidOf(jws) })}.${jws.split(".")[1]}.${signature}`,
      "at+jwt",
    );
  });
});

describe("a pairwise subject", () => {
  it("differs by sector and by user", async () => {
    const signer = signerNow();
    const subjects = [
      await signer.pairwise("a.example", "s"),
      await signer.pairwise("b.example", "s"),
      await signer.pairwise("a.example", "t"),
    ];
    expect(new Set(subjects).size).toBe(3);
    for (const subject of subjects) expect(subject).toMatch(/^[\w-]{43}$/);
  });
});
