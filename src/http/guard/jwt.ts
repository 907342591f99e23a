// Signs and verifies a JWT (RFC 7519, HS256), whatever its claims mean.

import { type Outcome, refuse } from "../../core/reasons.ts";
import { type Bytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from "../../lib/bytes.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** A signing key and the id that names it in the JWT's header. */
export interface JwtKey {
  readonly id: string;
  readonly jwt: CryptoKey;
}

export async function signJwt(key: JwtKey, claims: object): Promise<string> {
  const signed = `${encode({ alg: "HS256", typ: "JWT", kid: key.id })}.${encode(claims)}`;
  return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key.jwt, utf8(signed))))}`;
}

interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signed: string;
  readonly signature: Bytes;
}

/** What the text says, which anybody may have written; undefined if it is not a JWT. */
export function readJwt(text: string): Jwt | undefined {
  const parts = text.split(".");
  const [first, second, signature] = parts.map(fromBase64Url);
  const [header, claims] = [objectIn(first), objectIn(second)];
  if (parts.length !== 3 || !header || !claims || !signature) return undefined;
  return { header, claims, signed: text.slice(0, text.lastIndexOf(".")), signature };
}

function objectIn(bytes: Bytes | undefined): JsonObject | undefined {
  try {
    const json: unknown = bytes && JSON.parse(fromUtf8(bytes));
    return typeof json === "object" && json !== null ? (json as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** The claims, if one of the keys has signed them and the token has not expired. */
export async function verifyJwt(
  keys: readonly JwtKey[],
  token: string,
): Promise<Outcome<{ readonly claims: JsonObject }>> {
  const jwt = readJwt(token);
  if (!jwt) return invalid("Not enough segments");
  const { header, claims, signed, signature } = jwt;
  const key = keys.find(({ id }) => id === header.kid);
  // A token must not choose its algorithm, such as `none`, so this one is fixed.
  const isOurs = key !== undefined && header.alg === "HS256";
  if (!isOurs || !(await crypto.subtle.verify("HMAC", key.jwt, signature, utf8(signed))))
    return invalid("Signature verification failed");
  return Number(claims.exp) > Date.now() / 1000 ? { ok: true, claims } : refuse({ code: "expired-authorization" });
}

const invalid = (message: string) => refuse({ code: "invalid-authorization", message });

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
