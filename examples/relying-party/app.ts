// A website whose visitors sign in by OpenID Connect: two redirects and one call. Copy it: it is
// plain Node (from 22.18) with the package `openid-client`, and imports nothing of the project.
// Sessions are in memory; a real website would store them.

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import * as oidc from "openid-client";

export interface RelyingParty {
  /** The address of the tiqr-edge, such as `https://login.example.org`. */
  readonly issuer: string;
  /** As `POST /oidc/clients` has given them. */
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * This website's origin, as browsers reach it. The client's redirect_uris have `<origin>/back`.
   */
  readonly origin: string;
  /** What visitors call this website. */
  readonly name: string;
}

interface Session {
  readonly claims: oidc.IDToken;
  readonly idToken: string;
}

/** The browser keeps what only it may know of a sign-in that has begun. */
interface Begun {
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * Add `; Secure` over https. SameSite must be Lax, because the browser comes back from another
 * site.
 */
const cookie = (name: string, value: string, maxAge: number): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}`;
const inHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export function createRelyingParty({ issuer, clientId, clientSecret, origin, name }: RelyingParty): Server {
  const sessions = new Map<string, Session>();
  const redirectUri = `${origin}/back`;
  // Cookies ignore ports, so two websites on one host need two names. Two tabs need one for each
  // sign-in.
  const sessionCookie = `session-${clientId}`;
  const beginCookie = (state: string): string => `begun-${clientId}-${/^[\w-]{43}$/.test(state) ? state : "none"}`;

  /** The provider's endpoints, asked for once. A provider that did not answer is asked again. */
  let known: Promise<oidc.Configuration> | undefined;
  function provider(): Promise<oidc.Configuration> {
    // Over http anyone on the way could read the tokens, so only a provider on this machine may
    // have it.
    const isLocal = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(`${issuer}/`);
    const options = isLocal ? { execute: [oidc.allowInsecureRequests] } : {};
    // Without the method, openid-client would send the secret in the form, which a client has to be
    // registered for.
    const secret = oidc.ClientSecretBasic(clientSecret);
    known ??= oidc.discovery(new URL(issuer), clientId, undefined, secret, options).catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  const pages: Record<string, (request: IncomingMessage, reply: ServerResponse, url: URL) => unknown> = {
    "GET /": (request, reply) => {
      const session = sessions.get(cookieOf(request, sessionCookie));
      const text = session
        ? `<p>You are ${inHtml(String(session.claims.preferred_username ?? session.claims.sub))}, signed in
           at ${new Date(Number(session.claims.auth_time) * 1000).toISOString()}.</p>
           <form method="post" action="/logout"><button>Sign out</button></form>`
        : '<p>You are not signed in.</p><p><a href="/login">Sign in with your phone</a></p>';
      reply.setHeader("Content-Type", "text/html; charset=utf-8");
      const title = inHtml(name);
      reply.end(`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${text}</html>`);
    },

    // 1. To the provider. An attacker could send this browser an answer that another one asked for,
    // so `state`, `nonce` and the
    // verifier of PKCE tie the answer to a cookie of this browser.
    "GET /login": async (_, reply) => {
      const config = await provider();
      const state = oidc.randomState();
      const begun: Begun = { nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
      const to = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid profile email groups",
        state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: "S256",
      });
      reply.setHeader("Set-Cookie", cookie(beginCookie(state), `${begun.nonce}.${begun.verifier}`, 900));
      redirect(reply, to.href);
    },

    // 2. Back, with a code. openid-client exchanges it, and checks who signed the ID token, for
    // whom, when, and for which sign-in.
    "GET /back": async (request, reply, url) => {
      const state = url.searchParams.get("state") ?? "";
      const [nonce = "", verifier = ""] = cookieOf(request, beginCookie(state)).split(".");
      if (nonce === "") return refuse(reply, "This sign-in did not begin here.");
      const tokens = await oidc.authorizationCodeGrant(await provider(), url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const id = randomBytes(32).toString("base64url");
      sessions.set(id, { claims: tokens.claims() as oidc.IDToken, idToken: tokens.id_token as string });
      reply.setHeader("Set-Cookie", [cookie(sessionCookie, id, 3600), cookie(beginCookie(state), "", 0)]);
      redirect(reply, "/");
    },

    // 3. Out, here and at the provider. The ID token tells it whose session ends, so that it need
    // not ask.
    "POST /logout": async (request, reply) => {
      const id = cookieOf(request, sessionCookie);
      const session = sessions.get(id);
      sessions.delete(id);
      reply.setHeader("Set-Cookie", cookie(sessionCookie, "", 0));
      if (!session) return redirect(reply, "/");
      const to = oidc.buildEndSessionUrl(await provider(), {
        id_token_hint: session.idToken,
        post_logout_redirect_uri: `${origin}/`,
      });
      redirect(reply, to.href);
    },
  };

  return createServer(async (request, reply) => {
    // Some paths, such as `//`, cannot be read as an address.
    const url = URL.parse(request.url ?? "/", origin);
    if (!url) return reply.writeHead(400).end("Not an address");
    reply.setHeader("Cache-Control", "no-store");
    reply.setHeader("Referrer-Policy", "no-referrer");
    try {
      const page = pages[`${request.method} ${url.pathname}`];
      if (page) await page(request, reply, url);
      else reply.writeHead(404).end("Not found");
    } catch (error) {
      if (reply.headersSent) return;
      // The person has cancelled, or the provider does not let them in.
      if (error instanceof oidc.AuthorizationResponseError)
        return refuse(reply, `You are not signed in: ${error.error}`);
      // The code is made up, used or too old.
      if (error instanceof oidc.ResponseBodyError && error.error === "invalid_grant")
        return refuse(reply, "This sign-in is not valid any more.");
      console.error(error);
      reply.writeHead(502).end("The sign-in service does not answer as expected. Please try again.");
    }
  });
}

const redirect = (reply: ServerResponse, to: string): unknown => reply.writeHead(303, { Location: to }).end();
const refuse = (reply: ServerResponse, why: string): unknown => reply.writeHead(403).end(why);

const cookieOf = ({ headers }: IncomingMessage, name: string): string =>
  new Map((headers.cookie ?? "").split("; ").map((pair) => pair.split("=", 2) as [string, string])).get(name) ?? "";
