// Signs and verifies a JWT (RFC 7519, HS256), whatever its claims mean. "hono/jwt" would also bring
// what signs and fetches keys.

import { decode, verify } from "hono/utils/jwt/jwt";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { toBase64Url, utf8 } from "../../lib/bytes.ts";

/** A signing key and the id that names it in the JWT's header. */
export interface JwtKey {
  readonly id: string;
  readonly jwt: CryptoKey;
}

export async function signJwt(key: JwtKey, claims: object): Promise<string> {
  const signed = `${encode({ alg: "HS256", typ: "JWT", kid: key.id })}.${encode(claims)}`;
  return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key.jwt, utf8(signed))))}`;
}

/** The claims, if one of the keys has signed them and the token has not expired. */
export async function verifyJwt(
  keys: readonly JwtKey[],
  token: string,
): Promise<Outcome<{ readonly claims: Readonly<Record<string, unknown>> }>> {
  try {
    const { kid } = decode(token).header as { kid?: string };
    const key = keys.find((candidate) => candidate.id === kid);
    if (!key) return refuse({ code: "invalid-authorization", message: "Signature verification failed" });
    // A token must not choose its algorithm, such as `none`, so this one is fixed.
    return { ok: true, claims: await verify(token, key.jwt, "HS256") };
  } catch (error) {
    const expired = error instanceof Error && error.name === "JwtTokenExpired";
    return refuse(
      expired ? { code: "expired-authorization" } : { code: "invalid-authorization", message: problemOf(error) },
    );
  }
}

function problemOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  return name === "JwtTokenSignatureMismatched" ? "Signature verification failed" : "Not enough segments";
}

/**
 * Writes base64url without `-` and `_`, which privacyIDEA's java-client cannot decode. In ASCII
 * only `>`, `?`, `~` and DEL lead to them, so these and non-ASCII characters are written as \uXXXX.
 */
const encode = (part: object): string =>
  toBase64Url(
    utf8(
      JSON.stringify(part).replace(/[>?~\x7f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ),
  );
