// Applications behind a proxy that asks the service, and a browser that goes to them. The hosts are
// below example.test, and so is the service, whose address in these tests is
// https://login.example.test.

import { env } from "cloudflare:workers";
import type { ClientMetadata } from "../../../src/core/oidc/clients/client-fields.ts";
import { type EnrolledPerson, enrolledUser } from "../login.ts";
import { application, type PersonAtBrowser, signInAs } from "../oidc/applications.ts";
import { Browser } from "../pages/browser.ts";
import { ORIGIN, type Reply, type Send, withSettings } from "../service.ts";

export const GUARDED_DOMAIN = "example.test";
export const LOGIN_ORIGIN = "https://login.example.test";
/** The phones know the service by its address in the other tests. */
export const GUARDING = {
  PUBLIC_URL: LOGIN_ORIGIN,
  FORWARD_AUTH_DOMAIN: GUARDED_DOMAIN,
  TIQR_SERVICE_IDENTIFIER: "tiqr.test",
};

export const GUARD_COOKIE = "__Secure-forward-auth";

/** Sends a request of the other helpers to the service at its address here. */
export const movedTo =
  (origin: string, send: Send): Send =>
  (request) => {
    const moved = new Request(request.url.replace(ORIGIN, origin), request);
    if (moved.headers.has("Origin")) moved.headers.set("Origin", origin);
    return send(moved);
  };

export const guarding = async (settings: Record<string, string> = {}): Promise<Send> =>
  movedTo(LOGIN_ORIGIN, await withSettings({ ...GUARDING, ...settings } as Partial<Env>));

/** Makes a client that has this host, and returns its id. */
export async function guardedHost(host: string, metadata: Partial<ClientMetadata> = {}): Promise<string> {
  const id = await application({ redirect_uris: [], forward_auth_hosts: [host], ...metadata });
  await env.DB.prepare("INSERT INTO forward_auth_host (host, client_id) VALUES (?1, ?2)").bind(host, id).run();
  return id;
}

/** As Traefik asks for a browser that wants this address. */
export const askedFor = (address: string, method = "GET"): Record<string, string> => {
  const [, scheme = "", host = "", uri = "/"] = /^(\w+):\/\/([^/]*)(.*)$/.exec(address) ?? [];
  return {
    "X-Forwarded-Proto": scheme,
    "X-Forwarded-Host": host,
    "X-Forwarded-URI": uri,
    "X-Forwarded-Method": method,
    Accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  };
};

/**
 * A person with a phone, and a browser that sends every cookie to the service; the proxy passes on
 * what the domain's hosts get.
 */
export const guestAt = async (send: Send, user: string, pin?: string): Promise<PersonAtBrowser> =>
  at(send, await enrolledUser(user, pin));

const at = (send: Send, enrolled: EnrolledPerson): PersonAtBrowser => ({
  ...enrolled,
  browser: new Browser(send),
});

/** The proxy's question about an address, with the cookie of the domain. */
export const checkAccess = (
  { browser }: Pick<PersonAtBrowser, "browser">,
  address: string,
  headers: Record<string, string> = {},
  path = "/authz/forward-auth",
): Promise<Reply> =>
  browser.request(path, {
    redirect: "manual",
    headers: {
      Origin: "",
      "Sec-Fetch-Site": "none",
      Cookie: browser.cookies.has(GUARD_COOKIE) ? `${GUARD_COOKIE}=${browser.cookies.get(GUARD_COOKIE)}` : "",
      ...askedFor(address),
      ...headers,
    },
  });

/** Goes where a reply sends the browser, at the service. */
export const followRedirect = ({ browser }: Pick<PersonAtBrowser, "browser">, reply: Reply): Promise<Reply> =>
  browser.request((reply.headers.get("Location") ?? "").replace(LOGIN_ORIGIN, ""), { redirect: "manual" });

/**
 * Goes to an address, signs in for it, and comes back with the cookie. Returns the last reply of
 * the service.
 */
export async function enter(visitor: PersonAtBrowser, address: string): Promise<Reply> {
  const page = await followRedirect(visitor, await checkAccess(visitor, address));
  const done = page.status === 200 ? await signInAs(visitor, page) : page;
  if (page.status !== 200) return page;
  const refresh = /url=(.*)$/.exec(done.headers.get("Refresh") ?? "")?.[1] ?? "";
  return visitor.browser.request(refresh.replace(LOGIN_ORIGIN, ""), { redirect: "manual" });
}

/** What the application is told. */
export const remoteIn = ({ headers }: Reply) =>
  ["User", "Groups", "Name", "Email"].map((name) => headers.get(`Remote-${name}`));
