// The JWT that /auth gives (RFC 7519, HS256) and that administrators and service accounts show from then on.
//
//   iss, aud   PUBLIC_URL: given and taken by this service alone. Another deployment with the same root secret is another
//   jti        the session; each further token of the same session keeps it, so that ending it ends them all
//   auth_time  when the sign-in was (OpenID Connect Core §2); later when the phone has confirmed once more
//   amr        how (RFC 8176): a password, and where a phone has confirmed, the key it holds

import type { Context } from "hono";
import { decode, verify } from "hono/jwt";
import { CONFIRMATION_HOLDS_MS } from "../core/admin/second-factor.ts";
import { type Caller, RIGHTS, type Session } from "../core/caller.ts";
import type { AdminRecord } from "../core/ports/accounts.ts";
import { type Outcome, refuse } from "../core/reasons.ts";
import { type RandomBytes, toBase64Url, toHex, utf8 } from "../lib/bytes.ts";

const VALIDITY_SECONDS = 3600;

/** The phone's digits are an HMAC over a challenge under a key that it keeps in software, typed in or sent. */
const PHONE = "swk";
const BY_PASSWORD = ["pwd"];
const WITH_PHONE = ["pwd", PHONE, "mfa"];

/** A signing key and the id that names it in the JWT's header. */
export interface JwtKey {
  readonly id: string;
  readonly jwt: CryptoKey;
}

export interface AdminTokens {
  /** `byPhone`: it has confirmed. */
  issue(admin: AdminRecord, byPhone: boolean, nowMs: number): Promise<string>;
  verify(token: string): Promise<Outcome<{ readonly caller: Caller & { readonly session: Session } }>>;
  /**
   * The same session in a token that ends `idleSeconds` from now, or with the first one's hour. For a browser, which gets a
   * new one at each use: a session that nobody uses ends, on the server as well. Undefined when the token is over or not ours.
   */
  renew(token: string, idleSeconds: number, nowMs: number): Promise<Renewed | undefined>;
  /** The same session until the same time, in a token that says that its phone has confirmed now. Of a token that verifies. */
  confirm(token: string, nowMs: number): Promise<string>;
}

export interface Renewed {
  readonly token: string;
  readonly name: string;
  readonly rights: readonly string[];
  readonly expiresInSeconds: number;
}

interface Claims {
  readonly iss: string;
  readonly aud: unknown;
  readonly username: string;
  readonly generation: number;
  readonly jti: string;
  readonly role: string;
  readonly auth_time: number;
  readonly amr: readonly string[];
  readonly rights: readonly string[];
  readonly exp: number;
  /** Of a token that was renewed: when the first one ends. */
  readonly session_exp?: number;
}

/** What an account may, by name: clients look for the one they need, and know nothing of `*`. */
export const rightsOf = ({ rights }: Pick<AdminRecord, "rights">): readonly string[] =>
  rights.includes("*") ? RIGHTS : rights;

/** `keys`: newest first. The newest signs; all verify, so that a new root secret ends no session. `address`: PUBLIC_URL. */
export function createAdminTokens(
  keys: readonly [JwtKey, ...JwtKey[]],
  address: string,
  randomBytes: RandomBytes,
): AdminTokens {
  const sign = async (payload: object): Promise<string> => {
    const [key] = keys;
    const signed = `${encode({ alg: "HS256", typ: "JWT", kid: key.id })}.${encode(payload)}`;
    return `${signed}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key.jwt, utf8(signed))))}`;
  };
  const tokens: AdminTokens = {
    async issue(admin, byPhone, nowMs) {
      const now = Math.floor(nowMs / 1000);
      return sign({
        iss: address,
        aud: address,
        jti: toHex(randomBytes(16)),
        username: admin.name,
        realm: "",
        nonce: toHex(randomBytes(20)),
        // Service accounts have this role too: clients insist on it. What they may do is in their rights.
        role: "admin",
        authtype: "password",
        auth_time: now,
        amr: byPhone ? WITH_PHONE : BY_PASSWORD,
        exp: now + VALIDITY_SECONDS,
        rights: rightsOf(admin),
        generation: admin.generation,
      });
    },

    async verify(token) {
      try {
        const { kid } = decode(token).header as { kid?: string };
        const key = keys.find((candidate) => candidate.id === kid);
        if (!key) return refuse({ code: "invalid-authorization", message: "Signature verification failed" });
        const claims = (await verify(token, key.jwt, "HS256")) as Partial<Claims>;
        const { iss, aud, username, generation, jti, role } = claims;
        const ours = iss === address && aud === address && typeof jti === "string";
        if (!ours || typeof username !== "string" || typeof generation !== "number")
          return refuse({ code: "invalid-authorization", message: "Not a token of this service" });
        if (role !== "admin") return refuse({ code: "wrong-role" });
        return { ok: true, caller: { name: username, generation, session: sessionOf(claims as Claims, Date.now()) } };
      } catch (error) {
        const expired = error instanceof Error && error.name === "JwtTokenExpired";
        return refuse(
          expired ? { code: "expired-authorization" } : { code: "invalid-authorization", message: problemOf(error) },
        );
      }
    },

    confirm: (token, nowMs) => sign({ ...decode(token).payload, auth_time: Math.floor(nowMs / 1000), amr: WITH_PHONE }),

    async renew(token, idleSeconds, nowMs) {
      if (!(await tokens.verify(token)).ok) return undefined;
      const claims = decode(token).payload as unknown as Claims;
      const sessionEnd = claims.session_exp ?? claims.exp;
      const now = Math.floor(nowMs / 1000);
      const exp = Math.min(now + idleSeconds, sessionEnd);
      return {
        token: await sign({ ...claims, exp, session_exp: sessionEnd }),
        name: claims.username,
        rights: claims.rights,
        expiresInSeconds: exp - now,
      };
    },
  };
  return tokens;
}

const sessionOf = ({ jti, session_exp, exp, auth_time, amr }: Claims, nowMs: number): Session => ({
  id: jti,
  endsAtMs: (session_exp ?? exp) * 1000,
  confirmed: amr.includes(PHONE) && nowMs - auth_time * 1000 < CONFIRMATION_HOLDS_MS,
});

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

/** As the request brings it, good or not. */
export const shownToken = (c: Context): string | undefined =>
  (c.req.header("PI-Authorization") ?? c.req.header("Authorization"))?.replace(/^Bearer\s+/i, "").trim();
