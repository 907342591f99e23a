// An MCP server on Workers whose people sign in with tiqr-edge, and whose tool asks them on the phone
// before it acts. To its agents it is an authorization server by @cloudflare/workers-oauth-provider.

import { env as settings } from "cloudflare:workers";
import { OAuthProvider } from "@cloudflare/workers-oauth-provider";
import * as oidc from "openid-client";

const html = String.raw;
const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
const leave = (Location, cookie) => new Response(null, { status: 303, headers: { Location, "Set-Cookie": cookie } });

function tiqr({ S, CLIENT_ID, CLIENT_SECRET }) {
  // Only for a service on this machine: others must have https.
  const execute = S.startsWith("http://127.0.0.1:") ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(new URL(S), CLIENT_ID, {}, oidc.ClientSecretBasic(CLIENT_SECRET), { execute });
}

const people = {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    const page = { "GET /authorize": ask, "POST /authorize": signIn, "GET /callback": back }[
      `${request.method} ${pathname}`
    ];
    if (!page) return new Response("Not found", { status: 404 });
    return page(request, env).catch((error) => {
      console.error(error);
      return new Response("That did not work. Begin again where you came from.", { status: 400 });
    });
  },
};

/** Any agent can register, under any name: without this page a link would be enough to let it in. */
async function ask(request, env) {
  const { clientId, redirectUri } = await env.OAUTH_PROVIDER.parseAuthRequest(request);
  const { clientName = clientId } = (await env.OAUTH_PROVIDER.lookupClient(clientId)) ?? {};
  const page = html`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Let an agent in?</title>
    <h1>Let ${escaped(clientName)} act for you?</h1>
    <p>You will be led back to ${escaped(new URL(redirectUri).host)}. If you did not start this, close the page.</p>
    <form method="post"><button>Sign in and let it in</button></form></html>`;
  const policy = "default-src 'none'; frame-ancestors 'none'";
  return new Response(page, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy },
  });
}

async function signIn(request, env) {
  const { origin } = new URL(request.url);
  if (request.headers.get("Origin") !== origin) return new Response("From another site", { status: 403 });
  const asked = await env.OAUTH_PROVIDER.parseAuthRequest(request);
  const [state, pkceCodeVerifier] = [oidc.randomState(), oidc.randomPKCECodeVerifier()];
  await env.OAUTH_KV.put(`state ${state}`, JSON.stringify({ asked, pkceCodeVerifier }), { expirationTtl: 600 });
  const to = oidc.buildAuthorizationUrl(await tiqr(env), {
    redirect_uri: `${origin}/callback`,
    scope: "openid profile",
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  return leave(to.href, `state=${state}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax`);
}

/** The state must be this browser's own, or somebody could end their sign-in in another's browser. */
async function back(request, env) {
  const [, state] = /\bstate=([\w-]+)/.exec(request.headers.get("Cookie") ?? "") ?? [];
  const kept = state && (await env.OAUTH_KV.get(`state ${state}`, "json"));
  if (!kept) return new Response("That took too long. Begin again.", { status: 400 });
  await env.OAUTH_KV.delete(`state ${state}`);
  const checks = { pkceCodeVerifier: kept.pkceCodeVerifier, expectedState: state };
  const claims = (await oidc.authorizationCodeGrant(await tiqr(env), new URL(request.url), checks)).claims();
  const { redirectTo } = await env.OAUTH_PROVIDER.completeAuthorization({
    request: kept.asked,
    userId: claims.sub,
    scope: kept.asked.scope,
    metadata: {},
    props: { user: claims.preferred_username },
  });
  return leave(redirectTo, "state=; Max-Age=0; Path=/; Secure");
}

/** Resolves once the person has confirmed; throws when they decline or do not answer. */
async function mayI(env, user, what) {
  const config = await tiqr(env);
  const asked = await oidc.initiateBackchannelAuthentication(config, {
    scope: "openid",
    login_hint: user,
    binding_message: what,
  });
  await oidc.pollBackchannelAuthenticationGrant(config, asked);
}

const TOOL = {
  name: "deploy",
  description: "Deploys a version, once the person has confirmed it on the phone.",
  inputSchema: { type: "object", properties: { version: { type: "string" } }, required: ["version"] },
};

async function call(name, { version }, env, user) {
  if (name !== TOOL.name) throw new Error(`there is no ${name}`);
  await mayI(env, user, `Deploy ${version}?`);
  return `${version} is deployed.`; // here it would happen
}

/** The Model Context Protocol, as far as a server with tools and without a session needs it. */
const tools = {
  async fetch(request, env, { props }) {
    if (request.method !== "POST") return new Response(null, { status: 405 });
    const { id, method, params } = await request.json();
    if (id === undefined) return new Response(null, { status: 202 });
    const said = (text, isError) => ({ content: [{ type: "text", text }], isError });
    const results = {
      initialize: ({ protocolVersion }) => ({
        protocolVersion,
        capabilities: { tools: {} },
        serverInfo: { name: "deployments", version: "1" },
      }),
      ping: () => ({}),
      "tools/list": () => ({ tools: [TOOL] }),
      "tools/call": ({ name, arguments: given = {} }) =>
        call(name, given, env, props.user).then(
          (text) => said(text, false),
          (error) => said(`Not done: ${error.error ?? error.message}`, true),
        ),
    };
    if (!Object.hasOwn(results, method))
      return Response.json({ jsonrpc: "2.0", id, error: { code: -32601, message: "Method not found" } });
    return Response.json({ jsonrpc: "2.0", id, result: await results[method](params) });
  },
};

export default new OAuthProvider({
  apiRoute: "/mcp",
  apiHandler: tools,
  defaultHandler: people,
  authorizeEndpoint: "/authorize",
  tokenEndpoint: "/token",
  clientRegistrationEndpoint: "/register",
  resourceMetadata: { resource: settings.RESOURCE },
});
