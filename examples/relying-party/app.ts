// A website whose visitors sign in on the login page of a tiqr-edge: one redirect, and one call when the browser comes back. Copy
// it: it is plain Node (from 22.18) and imports nothing of the project. Sessions are in memory; a real website would store them.

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ServiceAccount, type ServiceAccountOptions, ServiceBusy } from "./service-account.ts";

/** `origin` must be in the service's ALLOWED_RETURN_ORIGINS, and the account must have the right `redeemlogin:` with `origin`. */
export interface RelyingParty extends ServiceAccountOptions {
  /** This website's origin, as browsers reach it. */
  readonly origin: string;
}

interface Person {
  readonly user: string;
  readonly realm: string;
  readonly serial: string;
  /** Seconds since 1970. */
  readonly time: number;
}

const random = (): string => randomBytes(32).toString("base64url");
/** Add `; Secure` over https. SameSite must be Lax, because the browser comes back from another site. */
const cookie = (name: string, value: string, maxAge: number): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}`;
/** Two tabs would overwrite each other's cookie, so its name contains the state. */
const stateCookie = (state: string): string => `state-${/^[\w-]{43}$/.test(state) ? state : "none"}`;
const inHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

export function createRelyingParty({ origin, ...options }: RelyingParty): Server {
  const { service } = options;
  const account = new ServiceAccount(options);
  const returnTo = `${origin}/back`;
  const sessions = new Map<string, Person>();

  const pages: Record<string, (request: IncomingMessage, reply: ServerResponse, query: URLSearchParams) => unknown> = {
    "GET /": (request, reply) => {
      const person = sessions.get(cookieOf(request, "session"));
      const text = person
        ? `<p>You are ${inHtml(`${person.user}@${person.realm}`)}, signed in with ${inHtml(person.serial)}
           at ${new Date(person.time * 1000).toISOString()}.</p><form method="post" action="/logout"><button>Sign out</button></form>`
        : '<p>You are not signed in.</p><p><a href="/login">Sign in with your phone</a></p>';
      reply.setHeader("Content-Type", "text/html; charset=utf-8");
      reply.end(`<!doctype html><html lang="en"><title>Example</title><h1>Example</h1>${text}</html>`);
    },

    // 1. The redirect. An attacker could send this browser a login that began elsewhere, so a cookie ties the state to this browser.
    "GET /login": (_, reply) => {
      const state = random();
      const query = new URLSearchParams({ return_to: returnTo, state });
      reply.setHeader("Set-Cookie", cookie(stateCookie(state), "1", 900));
      redirect(reply, `${service}/login?${query}`);
    },

    // 2. The call. The service says for which person the code stands, and says it once.
    "GET /back": async (request, reply, query) => {
      const [code, state] = [query.get("code") ?? "", query.get("state") ?? ""];
      if (cookieOf(request, stateCookie(state)) === "") return refuse(reply, "This login did not begin here.");
      const person = code === "" ? undefined : await redeem(code, state);
      if (!person) return refuse(reply, "This login is not valid any more.");
      const session = random();
      sessions.set(session, person);
      reply.setHeader("Set-Cookie", [cookie("session", session, 3600), cookie(stateCookie(state), "", 0)]);
      redirect(reply, "/");
    },

    "POST /logout": (request, reply) => {
      sessions.delete(cookieOf(request, "session"));
      redirect(reply, "/");
    },
  };

  /** Returns undefined if the code is made up, used or too old. Any other problem is not the visitor's fault and is thrown. */
  async function redeem(code: string, state: string): Promise<Person | undefined> {
    const { status, result } = await account.post<Person>("/login/redeem", { code, return_to: returnTo, state });
    if (status === 400) return undefined;
    if (!result.value) throw new Error(`/login/redeem answers ${status}: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  return createServer(async (request, reply) => {
    // Some paths, such as `//`, cannot be read as an address.
    const url = URL.parse(request.url ?? "/", origin);
    if (!url) return reply.writeHead(400).end("Not an address");
    const { pathname, searchParams } = url;
    reply.setHeader("Cache-Control", "no-store");
    reply.setHeader("Referrer-Policy", "no-referrer");
    try {
      const page = pages[`${request.method} ${pathname}`];
      if (page) await page(request, reply, searchParams);
      else reply.writeHead(404).end("Not found");
    } catch (error) {
      console.error(error);
      if (reply.headersSent) return;
      // A busy service has not judged the login. The code and the cookie are kept, so a reload may still succeed.
      if (error instanceof ServiceBusy) busy(reply, error.retryAfterSeconds);
      else reply.writeHead(502).end("The login service does not answer.");
    }
  });
}

const redirect = (reply: ServerResponse, to: string): unknown => reply.writeHead(303, { Location: to }).end();
const busy = (reply: ServerResponse, seconds: number): unknown =>
  reply.writeHead(503, { "Retry-After": String(seconds) }).end(`Please reload this page in ${seconds} seconds.`);
const refuse = (reply: ServerResponse, why: string): unknown => reply.writeHead(403).end(why);

const cookieOf = ({ headers }: IncomingMessage, name: string): string =>
  new Map((headers.cookie ?? "").split("; ").map((pair) => pair.split("=", 2) as [string, string])).get(name) ?? "";
