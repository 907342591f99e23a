// The JWT that /auth gives (RFC 7519, HS256) and that administrators and service accounts show from then on.

import { decode, verify } from "hono/jwt";
import type { AdminRecord, Caller } from "../core/ports.ts";
import { type Outcome, refuse } from "../core/reasons.ts";
import { type RandomBytes, toBase64Url, toHex, utf8 } from "../lib/bytes.ts";

const VALIDITY_SECONDS = 3600;

/** A signing key and the id that names it in the JWT's header. */
export interface JwtKey {
  readonly id: string;
  readonly jwt: CryptoKey;
}

export interface AdminTokens {
  issue(admin: AdminRecord, nowMs: number): Promise<string>;
  verify(token: string): Promise<Outcome<{ readonly caller: Caller }>>;
  /**
   * The same session in a token that ends `idleSeconds` from now, or with the first one's hour. For a browser, which gets a
   * new one at each use: a session that nobody uses ends, on the server as well. Undefined when the token is over or not ours.
   */
  renew(token: string, idleSeconds: number, nowMs: number): Promise<Renewed | undefined>;
}

export interface Renewed {
  readonly token: string;
  readonly name: string;
  readonly rights: readonly string[];
  readonly expiresInSeconds: number;
}

/** `keys`: newest first. The newest signs; all verify, so that a new root secret ends no session. */
export function createAdminTokens(keys: readonly [JwtKey, ...JwtKey[]], randomBytes: RandomBytes): AdminTokens {
  const sign = async (payload: object): Promise<string> => {
    const [key] = keys;
    const signed = `${encode({ alg: "HS256", typ: "JWT", kid: key.id })}.${encode(payload)}`;
    return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key.jwt, utf8(signed))))}`;
  };
  const tokens: AdminTokens = {
    async issue(admin, nowMs) {
      const payload = {
        username: admin.name,
        realm: "",
        nonce: toHex(randomBytes(20)),
        // Service accounts have this role too: clients insist on it. What they may do is in their rights.
        role: "admin",
        authtype: "password",
        exp: Math.floor(nowMs / 1000) + VALIDITY_SECONDS,
        rights: admin.rights,
        generation: admin.generation,
      };
      return sign(payload);
    },

    async verify(token) {
      try {
        const { kid } = decode(token).header as { kid?: string };
        const key = keys.find((candidate) => candidate.id === kid);
        if (!key) return refuse({ code: "invalid-authorization", message: "Signature verification failed" });
        const { username, generation, role } = await verify(token, key.jwt, "HS256");
        if (typeof username !== "string" || typeof generation !== "number")
          return refuse({ code: "invalid-authorization", message: "Not a token of this service" });
        if (role !== "admin") return refuse({ code: "wrong-role" });
        return { ok: true, caller: { name: username, generation } };
      } catch (error) {
        const expired = error instanceof Error && error.name === "JwtTokenExpired";
        return refuse(
          expired ? { code: "expired-authorization" } : { code: "invalid-authorization", message: problemOf(error) },
        );
      }
    },

    async renew(token, idleSeconds, nowMs) {
      if (!(await tokens.verify(token)).ok) return undefined;
      const payload = decode(token).payload as {
        username: string;
        rights: string[];
        exp: number;
        session_exp?: number;
      };
      const sessionEnd = payload.session_exp ?? payload.exp;
      const now = Math.floor(nowMs / 1000);
      const exp = Math.min(now + idleSeconds, sessionEnd);
      const { username: name, rights } = payload;
      return {
        token: await sign({ ...payload, exp, session_exp: sessionEnd }),
        name,
        rights,
        expiresInSeconds: exp - now,
      };
    },
  };
  return tokens;
}

/**
 * Differs from plain base64url in what is encoded: privacyIDEA's java-client decodes the payload with the standard alphabet,
 * which has no `-` and `_`. In ASCII text these come from `>`, `?`, `~` and DEL alone, so those and non-ASCII are written as \uXXXX.
 */
const encode = (part: object): string =>
  toBase64Url(
    utf8(
      JSON.stringify(part).replace(/[>?~\x7f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ),
  );

function problemOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  return name === "JwtTokenSignatureMismatched" ? "Signature verification failed" : "Not enough segments";
}
