// What Microsoft Entra reads, on the real server: OpenSSL takes each certificate for what it says,
// and both answers tell their length to whoever would take them compressed.
import { execFileSync } from "node:child_process";
import { createPublicKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificateOf } from "../../../src/storage/entra/certificate.ts";
import { withService } from "../support/with-service.ts";

const service = withService();
const folder = mkdtempSync(join(tmpdir(), "certificate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const entra = {
    tenant: "8a2b6f0e-0c64-4c1c-9a57-3f0d5f1f6a11",
    app_id: "5b6e7c39-57c1-4c39-8a0e-7f6f1f8f2d22",
    cloud: "global",
  };
  const made = await service().postAsAdmin("/oidc/clients", { client_name: "Contoso", realms: ["staff"], entra });
  expect(made.status).toBe(200);
});

/** `fetch` would unpack an answer and drop its Content-Length. */
async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  const sent = request(service().origin + path, { headers, method }).end();
  const [reply] = (await once(sent, "response")) as [IncomingMessage];
  return { status: reply.statusCode, headers: reply.headers, body: await text(reply) };
}

const configuration = "/entra/.well-known/openid-configuration";

describe.each([configuration, "/entra/jwks"])("%s", (path) => {
  it("tells its length, whatever the caller takes", async () => {
    const { status, headers, body } = await get(path, { "Accept-Encoding": "gzip, br" });
    expect([status, headers["content-encoding"], headers["transfer-encoding"]]).toEqual([200, undefined, undefined]);
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
    expect(headers["cache-control"]).toContain("no-transform");
    expect(() => JSON.parse(body)).not.toThrow();
    // As docs/entra.md has an operator look.
    expect((await get(path, {}, "HEAD")).headers["content-length"]).toBe(headers["content-length"]);
  });
});

it("the issuer is where the configuration was found, also at an http address", async () => {
  const { issuer, jwks_uri } = JSON.parse((await get(configuration)).body);
  expect(`${issuer}/.well-known/openid-configuration`).toBe(service().origin + configuration);
  expect(jwks_uri).toBe(`${service().origin}/entra/jwks`);
});

it("OpenSSL reads the certificate, verifies its signature, and finds the key of the JWK", async () => {
  const { keys } = JSON.parse((await get("/entra/jwks")).body);
  expect(keys).toHaveLength(1);
  for (const { x5c, x5t, ...jwk } of keys) {
    const path = join(folder, `${jwk.kid}.der`);
    writeFileSync(path, Buffer.from(x5c[0], "base64"));
    const openssl = (...args: string[]) => execFileSync("openssl", args, { encoding: "utf8" });
    const about = openssl("x509", "-inform", "DER", "-in", path, "-noout", "-text");
    expect(about).toContain("Version: 3 (0x2)");
    expect(about).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\n/);
    expect(about).toMatch(/Signature Algorithm: sha256WithRSAEncryption/);
    const pem = createPublicKey({ key: jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
    expect(openssl("x509", "-inform", "DER", "-in", path, "-noout", "-pubkey")).toBe(pem);
    const certificate = new X509Certificate(Buffer.from(x5c[0], "base64"));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const { validFromDate, validToDate, fingerprint } = certificate;
    expect(validFromDate.getTime()).toBeLessThanOrEqual(Date.now());
    expect(validToDate.getUTCFullYear()).toBe(validFromDate.getUTCFullYear() + 10);
    expect(Buffer.from(x5t, "base64url").toString("hex")).toBe(fingerprint.replaceAll(":", "").toLowerCase());
  }
});

it.each([
  ["2026-12-01T12:34:56.789Z", "UTCTIME 261201123456Z", "UTCTIME 361201123456Z"],
  ["2039-12-31T23:59:59.999Z", "UTCTIME 391231235959Z", "UTCTIME 491231235959Z"],
  ["2040-02-29T00:00:00.000Z", "UTCTIME 400229000000Z", "GENERALIZEDTIME 20500301000000Z"],
  ["2051-06-01T00:00:00.000Z", "GENERALIZEDTIME 20510601000000Z", "GENERALIZEDTIME 20610601000000Z"],
])("one of %s has each time in the form of its year, and OpenSSL and Node read the same", async (at, from, until) => {
  const pair = await generateKeyPair("RS256", { extractable: true, modulusLength: 2048 });
  const made = Date.parse(at);
  const { x5c } = await certificateOf(pair, made);
  const bytes = Buffer.from(x5c[0], "base64");
  const parsed = execFileSync("openssl", ["asn1parse", "-inform", "DER"], { input: bytes, encoding: "utf8" });
  const times = [...parsed.matchAll(/(UTCTIME|GENERALIZEDTIME) *:(\S+)/g)].map(([, kind, text]) => `${kind} ${text}`);
  expect(times).toEqual([from, until]);
  const read = new X509Certificate(bytes);
  expect(read.validFromDate.getTime()).toBe(Math.floor(made / 1000) * 1000);
  expect(read.validToDate.getUTCFullYear()).toBe(new Date(made).getUTCFullYear() + 10);
  expect([read.serialNumber.length, read.serialNumber.slice(0, 2), read.issuer]).toEqual([34, "01", read.subject]);
  expect(read.verify(read.publicKey)).toBe(true);
});
