// The token that /auth issues to an account: a JWT (./jwt.ts) with these claims.
//
//   iss, aud   PUBLIC_URL, so that a deployment with the same root secret refuses our tokens
//   jti        the session: its later tokens keep it, so that one entry ends them all
//   auth_time  when the person signed in (OpenID Connect Core §2), or the phone last confirmed
//   amr        the methods (RFC 8176): a password, and the phone's key if the phone has confirmed

import type { Context } from "hono";
import { decode } from "hono/utils/jwt/jwt";
import { type Caller, CONFIRMATION_HOLDS_MS, RIGHTS, type Session } from "../../core/caller.ts";
import type { AdminRecord } from "../../core/ports/people/accounts.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { type RandomBytes, randomId, toHex } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import { type JwtKey, signJwt, verifyJwt } from "./jwt.ts";

const VALIDITY_SECONDS = 3600;

/** How long the console's session lasts without use and, if a phone has confirmed it, at most. */
export type SessionSettings = Pick<Settings, "consoleIdleMs" | "consoleMaxMs">;
const AS_LONG_AS_A_TOKEN: SessionSettings = { consoleIdleMs: 15 * 60_000, consoleMaxMs: VALIDITY_SECONDS * 1000 };

/** RFC 8176's word for a key in software: the phone answers with an HMAC under such a key. */
const PHONE = "swk";
const BY_PASSWORD = ["pwd"];
const WITH_PHONE = ["pwd", PHONE, "mfa"];

export type VerifiedCaller = Outcome<{
  readonly caller: Caller & { readonly session: Session };
  /** Whether it may tell the addresses of those who sign in at it: the right `clientaddress`. */
  readonly tellsAddresses: boolean;
}>;

export interface AdminTokens {
  /** `byPhone`: the phone has confirmed this sign-in. */
  issue(admin: AdminRecord, byPhone: boolean, nowMs: number): Promise<string>;
  verify(token: string): Promise<VerifiedCaller>;
  /** Whether a text claims by `kid` or `iss` to be our JWT, even if it is expired or forged. */
  saysOurs(text: string): boolean;
  /**
   * Issues a token of the same session that ends when that has not been used for so long, but never
   * after the session. A browser gets one at each use, so a session that nobody uses ends on the
   * server, too. Undefined when the token has expired or is not ours.
   */
  renew(token: string, nowMs: number): Promise<RenewedToken | undefined>;
  /** Adds the phone's confirmation to a token that the caller has verified. It ends as before. */
  confirm(token: string, nowMs: number): Promise<string>;
}

export interface RenewedToken {
  readonly token: string;
  readonly name: string;
  readonly rights: readonly string[];
  readonly byPhone: boolean;
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
  /** When the session ends, if its tokens are renewed: never later than this. */
  readonly session_exp?: number;
}

/** The names of all rights of an account. Clients look for the one they need: none knows `*`. */
export const rightNames = ({ rights }: Pick<AdminRecord, "rights">): readonly string[] =>
  rights.includes("*") ? RIGHTS : rights;

/** `keys`: newest first. The newest signs, all verify: a new root secret ends no session. */
export function createAdminTokens(
  keys: readonly [JwtKey, ...JwtKey[]],
  address: string,
  randomBytes: RandomBytes,
  { consoleIdleMs, consoleMaxMs }: SessionSettings = AS_LONG_AS_A_TOKEN,
): AdminTokens {
  // A password that was read off a screen must not open a whole day, so only a phone makes it long.
  const longest = Math.max(consoleMaxMs / 1000, VALIDITY_SECONDS);
  const sign = (claims: object): Promise<string> => signJwt(keys[0], claims);
  const tokens: AdminTokens = {
    async issue(admin, byPhone, nowMs) {
      const now = Math.floor(nowMs / 1000);
      return sign({
        iss: address,
        aud: address,
        jti: randomId(randomBytes),
        username: admin.name,
        realm: "",
        nonce: toHex(randomBytes(20)),
        // Clients insist on this role, so service accounts have it too. Their rights limit them.
        role: "admin",
        authtype: "password",
        auth_time: now,
        amr: byPhone ? WITH_PHONE : BY_PASSWORD,
        exp: now + VALIDITY_SECONDS,
        ...(byPhone && longest > VALIDITY_SECONDS ? { session_exp: now + longest } : {}),
        rights: rightNames(admin),
        generation: admin.generation,
      });
    },

    async verify(token) {
      const verified = await verifyJwt(keys, token);
      if (!verified.ok) return verified;
      const claims = verified.claims as Partial<Claims>;
      const { iss, aud, username, generation, jti, role, amr } = claims;
      // A deployment with the same root secret has the same keys: its tokens grant nothing here.
      const ours = iss === address && aud === address && typeof jti === "string";
      if (!ours || typeof username !== "string" || typeof generation !== "number")
        return refuse({ code: "invalid-authorization", message: "Not a token of this service" });
      if (role !== "admin") return refuse({ code: "wrong-role" });
      if (!Array.isArray(amr)) return refuse({ code: "invalid-authorization", message: "Not a token of this service" });
      return {
        ok: true,
        caller: { name: username, generation, session: sessionOf(claims as Claims, Date.now()) },
        // As long as the token is good: a look at the account would cost each login a read.
        tellsAddresses: claims.rights?.includes("clientaddress") ?? false,
      };
    },

    saysOurs(text) {
      try {
        const { header, payload } = decode(text);
        return keys.some(({ id }) => id === (header as { kid?: string }).kid) || payload.iss === address;
      } catch {
        return false;
      }
    },

    confirm: (token, nowMs) => sign({ ...decode(token).payload, auth_time: Math.floor(nowMs / 1000), amr: WITH_PHONE }),

    async renew(token, nowMs) {
      if (!(await tokens.verify(token)).ok) return undefined;
      const claims = decode(token).payload as unknown as Claims;
      const sessionEnd = claims.session_exp ?? claims.exp;
      const now = Math.floor(nowMs / 1000);
      const exp = Math.min(now + consoleIdleMs / 1000, sessionEnd);
      return {
        token: await sign({ ...claims, exp, session_exp: sessionEnd }),
        name: claims.username,
        rights: claims.rights,
        byPhone: claims.amr.includes(PHONE),
        expiresInSeconds: exp - now,
      };
    },
  };
  return tokens;
}

const sessionOf = ({ jti, session_exp, exp, auth_time, amr, rights }: Claims, nowMs: number): Session => ({
  id: jti,
  endsAtMs: (session_exp ?? exp) * 1000,
  confirmed: amr.includes(PHONE) && nowMs - auth_time * 1000 < CONFIRMATION_HOLDS_MS,
  verifiesCallers: rights?.includes("verifycaller") ?? false,
});

/** The token that the request brings, not yet verified. */
export const shownToken = (c: Context): string | undefined =>
  (c.req.header("PI-Authorization") ?? c.req.header("Authorization"))?.replace(/^Bearer\s+/i, "").trim();
