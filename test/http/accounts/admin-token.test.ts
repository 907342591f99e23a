// The JWT of /auth, as java-client reads it: its payload must be standard base64, whatever the
// administrator's name is.

import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { RIGHTS } from "../../../src/core/caller.ts";
import { type AdminTokens, createAdminTokens } from "../../../src/http/guard/admin-token.ts";
import { type Bytes, fromBase64, fromBase64Url, toBase64Url, utf8 } from "../../../src/lib/bytes.ts";
import { deriveKeyring, type Keyring } from "../../../src/storage/keys/keyring.ts";

const ADDRESS = "https://tiqr.example";
const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const roots: readonly Bytes[] = [1, 2].map((fill) => new Uint8Array(32).fill(fill));
let keyring: Keyring;
let tokens: AdminTokens;
beforeAll(async () => {
  keyring = await deriveKeyring(roots as [Bytes, Bytes]);
  tokens = createAdminTokens([keyring.newest], ADDRESS, randomBytes);
});

const issue = (name: string, by = tokens, nowMs = Date.now(), byPhone = false) =>
  by.issue(
    { name, generation: 3, rights: ["*"], sealedPassword: "", isDisabled: false, isPerson: false },
    byPhone,
    nowMs,
  );

/** Reads it as java-client does: the middle part, with the standard alphabet. */
function payloadOf(token: string) {
  const [, part = ""] = token.split(".");
  return JSON.parse(new TextDecoder().decode(fromBase64(part + "=".repeat((4 - (part.length % 4)) % 4))));
}

/** Makes a token with any header and payload, signed with the newest key. */
async function sign(header: object, payload: object): Promise<string> {
  const signed = [header, payload].map((part) => toBase64Url(utf8(JSON.stringify(part)))).join(".");
  const mac = await crypto.subtle.sign("HMAC", keyring.newest.jwt, utf8(signed));
  return `${signed}.${toBase64Url(new Uint8Array(mac))}`;
}

describe("the payload", () => {
  it("never holds - or _ and reads as standard base64, whatever the name", async () => {
    const awkward = fc.string({
      unit: fc.constantFrom(">", "?", "~", "ü", "\x7f", "🔐", "\ud800", "a", "<", "\\", '"'),
    });
    const name = fc.oneof(awkward, fc.string({ unit: "binary" }), fc.string());
    await fc.assert(
      fc.asyncProperty(name, async (username) => {
        const token = await issue(username);
        expect(token.split(".")).toHaveLength(3);
        expect(token.split(".")[1]).toMatch(/^[A-Za-z0-9+/]+$/);
        expect(payloadOf(token).username).toBe(username);
        expect(await tokens.verify(token)).toEqual({
          ok: true,
          caller: { name: username, generation: 3, session: expect.anything() },
          tellsAddresses: true,
        });
      }),
    );
  });

  it("names role, realm, each right, session, how and when, a hex nonce and an integer end in an hour", async () => {
    const payload = payloadOf(await issue("admin", tokens, 1_795_527_061_391));
    expect(payload).toEqual({
      username: "admin",
      realm: "",
      nonce: expect.stringMatching(/^[0-9a-f]{40}$/),
      role: "admin",
      authtype: "password",
      exp: 1_795_527_061 + 3600,
      rights: [...RIGHTS],
      generation: 3,
      iss: ADDRESS,
      aud: ADDRESS,
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      auth_time: 1_795_527_061,
      amr: ["pwd"],
    });
  });

  it("says when a phone has confirmed", async () => {
    const payload = payloadOf(await issue("admin", tokens, 1_795_527_061_391, true));
    expect(payload.amr).toEqual(["pwd", "swk", "mfa"]);
  });

  it("with every right fits a cookie twice over", async () => {
    expect((await issue("a".repeat(200))).length).toBeLessThan(2000);
  });

  it("has another nonce each time", async () => {
    expect(payloadOf(await issue("admin")).nonce).not.toBe(payloadOf(await issue("admin")).nonce);
  });
});

describe("a token", () => {
  const refusal = async (token: string) => {
    const verified = await tokens.verify(token);
    return verified.ok ? "accepted" : verified.reason;
  };
  const badSignature = { code: "invalid-authorization", message: "Signature verification failed" };
  const claims = { iss: ADDRESS, aud: ADDRESS, jti: "5e55", auth_time: 1_795_527_061, amr: ["pwd"] };
  const payload = { ...claims, username: "admin", generation: 1, role: "admin", exp: 4_000_000_000 };

  it("is refused when one character of it has changed", async () => {
    const [header = "", middle = "", signature = ""] = (await issue("admin")).split(".");
    const other = toBase64Url(utf8(JSON.stringify({ ...payload, username: "root" })));
    expect(await refusal(`${header}.${other}.${signature}`)).toEqual(badSignature);
    const mac = fromBase64Url(signature) as Bytes;
    mac[0] = (mac[0] ?? 0) ^ 1;
    expect(await refusal(`${header}.${middle}.${toBase64Url(mac)}`)).toEqual(badSignature);
    expect(await refusal(`${header}.${middle}.${signature}`)).toBe("accepted");
  });

  it("is refused if it is from another service, for another one, or without a session", async () => {
    const header = { alg: "HS256", kid: keyring.newest.id };
    const foreign = { code: "invalid-authorization", message: "Not a token of this service" };
    for (const other of [{ iss: "https://evil.example" }, { aud: "https://evil.example" }, { jti: undefined }])
      expect(await refusal(await sign(header, { ...payload, ...other }))).toEqual(foreign);
    const elsewhere = createAdminTokens([keyring.newest], "https://other.example", randomBytes);
    expect(await refusal(await issue("admin", elsewhere))).toEqual(foreign);
  });

  it("is refused when it is unsigned, of another algorithm or of an unknown key", async () => {
    const { id } = keyring.newest;
    expect(await refusal(await sign({ alg: "HS256", kid: id }, payload))).toBe("accepted");
    for (const alg of ["none", "HS512", "RS256", ""])
      expect(await refusal(await sign({ alg, kid: id }, payload))).toMatchObject({ code: "invalid-authorization" });
    expect(await refusal(await sign({ alg: "HS256", kid: "00000000" }, payload))).toEqual(badSignature);
    expect(await refusal(await sign({ alg: "HS256" }, payload))).toEqual(badSignature);
    const other = createAdminTokens([keyring.all[1] as typeof keyring.newest], ADDRESS, randomBytes);
    expect(await refusal(await issue("admin", other))).toEqual(badSignature);
  });

  it("is refused an hour after it was issued, and for another role", async () => {
    expect(await refusal(await issue("admin", tokens, Date.now() - 3_601_000))).toEqual({
      code: "expired-authorization",
    });
    expect(await refusal(await issue("admin", tokens, Date.now() - 3_500_000))).toBe("accepted");
    const header = { alg: "HS256", kid: keyring.newest.id };
    expect(await refusal(await sign(header, { ...payload, role: "user" }))).toEqual({ code: "wrong-role" });
    expect(await refusal(await sign(header, { ...payload, username: 1 }))).toMatchObject({
      code: "invalid-authorization",
    });
  });

  it.each(["", "x", "a.b", "a.b.c", "..", "!.!.!", "e30.e30.e30"])("is not %j", async (text) => {
    expect(await refusal(text)).toMatchObject({ code: "invalid-authorization" });
  });

  it("of an older root secret still opens", async () => {
    const older = createAdminTokens([keyring.all[1] as typeof keyring.newest], ADDRESS, randomBytes);
    const both = createAdminTokens([keyring.newest, keyring.all[1] as typeof keyring.newest], ADDRESS, randomBytes);
    expect((await both.verify(await issue("admin", older))).ok).toBe(true);
    expect((await older.verify(await issue("admin", both))).ok).toBe(false);
  });
});
