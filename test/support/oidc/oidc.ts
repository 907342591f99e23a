// Clients, sessions and codes, put where the pages would put them, so that tests of the endpoints
// of machines need no browser.

import { env } from "cloudflare:workers";
import { readConfig } from "../../../src/config/read-config.ts";
import { CODE_VALIDITY_MS, sealCode } from "../../../src/core/oidc/grants/code.ts";
import type { Amr, BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import type { AuthorizationCode } from "../../../src/core/ports/oidc/grants.ts";
import { sha256, sha256Hex, toBase64Url, toHex } from "../../../src/lib/bytes.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import { randomBytes } from "../login.ts";
import { admin, initToken, type Reply, request, requestOver, type Send, worker } from "../service.ts";

export interface MadeClient {
  readonly client_id: string;
  readonly client_secret: string;
}

export const CALLBACK = "https://app.example/callback";

/** In the terms of RFC 7591. */
export async function makeClient(
  metadata: Readonly<Record<string, unknown>> = {},
  send: Send = worker,
): Promise<MadeClient> {
  const made = await requestOver(send, "/oidc/clients", {
    method: "POST",
    headers: { ...(await admin()), "Content-Type": "application/json" },
    body: JSON.stringify({
      client_name: "Wiki",
      redirect_uris: [CALLBACK],
      scope: "openid profile email groups offline_access",
      ...metadata,
    }),
  });
  if (made.status >= 300) throw new Error(`no client: ${made.text}`);
  return made.json.result.value;
}

/** A user with a token, who has signed in in a browser. */
export async function beginSession(user: string, amr: readonly Amr[] = ["swk", "pin", "mfa"]): Promise<BrowserSession> {
  const { serial } = (await initToken({ user, pin: "1234" })).json.detail;
  return addSession(serial, amr);
}

/** Another sign-in with a token that there is. */
export async function addSession(
  serial: string,
  amr: readonly Amr[] = ["swk", "pin", "mfa"],
  db: D1Database = env.DB,
): Promise<BrowserSession> {
  const token = await db
    .prepare("SELECT id, generation, user, realm FROM token WHERE serial = ?")
    .bind(serial)
    .first<{ id: number; generation: number; user: string; realm: string }>();
  if (!token) throw new Error(`no token ${serial}`);
  const { user, realm } = token;
  const signedInAtMs = Date.now() - 5000;
  const session: BrowserSession = {
    id: await sha256Hex(toHex(randomBytes(32))),
    user,
    realm,
    serial,
    token: { id: token.id, generation: token.generation },
    amr,
    signedInAtMs,
    expiresAtMs: signedInAtMs + 12 * 3600 * 1000,
  };
  await db
    .prepare(`INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms,
       seen_at_ms, expires_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, '192.0.2.1', ?, ?, ?)`)
    .bind(
      session.id,
      user,
      realm,
      serial,
      token.id,
      token.generation,
      JSON.stringify(amr),
      signedInAtMs,
      signedInAtMs,
      session.expiresAtMs,
    )
    .run();
  return session;
}

export const sealer = async () => createSealer(await loadKeyring(readConfig(env).masterKeys));

export const VERIFIER = "a-verifier-that-is-at-least-43-characters-long";
export const CHALLENGE = toBase64Url(await sha256(VERIFIER));

/** A code that this client was given for this session, with PKCE. */
export async function codeFor(
  { client_id }: Pick<MadeClient, "client_id">,
  session: BrowserSession,
  more: Partial<AuthorizationCode> = {},
): Promise<string> {
  return sealCode(await sealer(), {
    id: toHex(randomBytes(16)),
    clientId: client_id,
    redirectUri: CALLBACK,
    scope: ["openid"],
    nonce: "n0nce",
    codeChallenge: CHALLENGE,
    session,
    expiresAtMs: Date.now() + CODE_VALIDITY_MS,
    ...more,
  });
}

/** RFC 6749 §2.3.1: both are form-encoded first. */
export const basic = ({ client_id, client_secret }: MadeClient): Record<string, string> => ({
  Authorization: `Basic ${btoa(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`)}`,
});

/** A request of the client by `client_secret_basic`, or with the headers given. */
export const askAs = (
  path: string,
  client: MadeClient,
  fields: Readonly<Record<string, string>>,
  headers: Record<string, string> = basic(client),
): Promise<Reply> => request(path, { method: "POST", headers, body: new URLSearchParams(fields) });

/** The form of a redemption. */
export const redemption = (code: string): Record<string, string> => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: CALLBACK,
  code_verifier: VERIFIER,
});

export const redeem = (client: MadeClient, code: string, headers?: Record<string, string>): Promise<Reply> =>
  askAs("/oidc/token", client, redemption(code), headers);

export const refreshWith = (client: MadeClient, token: string, more: Record<string, string> = {}): Promise<Reply> =>
  askAs("/oidc/token", client, { grant_type: "refresh_token", refresh_token: token, ...more });

export const userinfoWith = (token: string): Promise<Reply> =>
  request("/oidc/userinfo", { headers: { Authorization: `Bearer ${token}` } });

/** What a JWT says, not verified. */
export const claimsIn = (jwt: string): Record<string, unknown> => {
  const [, payload = ""] = jwt.split(".");
  const text = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (byte) => byte.charCodeAt(0))));
};
