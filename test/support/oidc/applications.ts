// Applications that sign people in here, as rows, and a browser that they send to the service.

import { env } from "cloudflare:workers";
import type { ClientMetadata } from "../../../src/core/oidc/clients/client-fields.ts";
import { type EnrolledPerson, enrolledUser } from "../login.ts";
import { Browser, hiddenIn, returnIn } from "../pages/browser.ts";
import type { Reply, Send } from "../service.ts";

const DEFAULTS: ClientMetadata = {
  client_name: "Wiki",
  redirect_uris: ["https://wiki.example/callback"],
  post_logout_redirect_uris: ["https://wiki.example/bye"],
  grant_types: ["authorization_code", "refresh_token"],
  token_endpoint_auth_method: "client_secret_basic",
  secret_either_way: false,
  id_token_signed_response_alg: "RS256",
  scope: "openid profile email groups offline_access",
  subject_type: "public",
  require_pin: false,
  day_pass: false,
  require_pkce: false,
  require_pushed_authorization_requests: false,
  realms: [],
  forward_auth_hosts: [],
};

let made = 0;

/** Makes a client and returns its id. */
export async function application(metadata: Partial<ClientMetadata> = {}): Promise<string> {
  const id = `client-${++made}-${crypto.randomUUID().slice(0, 8)}`;
  await env.DB.prepare("INSERT INTO oidc_client (id, metadata, created_at_ms, changed_at_ms) VALUES (?1, ?2, 1, 1)")
    .bind(id, JSON.stringify({ ...DEFAULTS, ...metadata }))
    .run();
  return id;
}

/** A request for authorization; an undefined parameter is left out. */
export function authorizePath(clientId: string, changed: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: "https://wiki.example/callback",
    scope: "openid profile",
    state: "st4te",
    nonce: "n0nce",
    ...changed,
  };
  const present = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/oidc/authorize?${new URLSearchParams(present)}`;
}

export interface PersonAtBrowser extends EnrolledPerson {
  readonly browser: Browser;
}

/** A person with a phone and a browser. */
export const visitor = async (user: string, pin?: string, send?: Send): Promise<PersonAtBrowser> => ({
  ...(await enrolledUser(user, pin)),
  browser: new Browser(send),
});

/** Signs in at a page that asks for it, and returns the page that follows. */
export async function signInAs({ browser, user, pin, phone }: PersonAtBrowser, page?: Reply): Promise<Reply> {
  const request = page && hiddenIn(page, "request");
  const { link, transactionId, reply } = await browser.begin({ user, pin, ...(request ? { request } : {}) });
  await phone.login(link);
  const carried = hiddenIn(reply, "request");
  return browser.post("/login/result", { transaction_id: transactionId, ...(carried ? { request: carried } : {}) });
}

/** Asks for authorization as a link does, and returns the answer. */
export const followLink = (browser: Browser, path: string, headers: Record<string, string> = {}): Promise<Reply> =>
  browser.request(path, { redirect: "manual", headers });

/** Sends a form, and follows no redirect. */
export const postTo = (
  browser: Browser,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> =>
  browser.request(path, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });

/** The address to which the browser is sent by this reply, by a redirect or a page. */
export function sentTo(reply: Reply): URL | undefined {
  const location = reply.headers.get("Location");
  return location === null ? returnIn(reply) : new URL(location, "https://tiqr.test");
}

/** What the application is told. */
export const answerFields = (reply: Reply): Record<string, string> =>
  Object.fromEntries(sentTo(reply)?.searchParams ?? []);
