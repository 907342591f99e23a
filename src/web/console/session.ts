// The console's session: the token of /auth in a cookie of this host (../host-cookie.ts), which no other site's link or form
// brings along (SameSite=Strict), and no connection without TLS, whatever PUBLIC_URL says.
// It is given anew at each use and ends IDLE_SECONDS after the last, on the server as well, since the token ends then.

import type { Context, MiddlewareHandler } from "hono";
import type { AdminTokens, Renewed } from "../../http/admin-token.ts";
import type { FormEnv } from "../form.ts";
import { hostCookies } from "../host-cookie.ts";
import { Api, type Ask } from "./api.ts";
import { pageOf, SIGN_IN, withParameter, withWanted } from "./wanted.ts";

export const IDLE_SECONDS = 15 * 60;

const NAME = "console";
const cookies = hostCookies("Strict", true);

export type Sessions = Pick<AdminTokens, "renew">;

export interface ConsoleEnv {
  Variables: { api: Api; account: Account } & FormEnv["Variables"];
}
/** What a handler gives back. */
export type Answer = Response | Promise<Response>;

export interface Account {
  readonly name: string;
  /** By what it got at its sign-in: decides what is shown, never what is done. */
  readonly may: (right: string) => boolean;
}

/** Undefined when the token is over: then there is no session. */
export async function keepSession(c: Context, sessions: Sessions, token: string): Promise<Renewed | undefined> {
  const renewed = await sessions.renew(token, IDLE_SECONDS, Date.now());
  if (renewed) cookies.give(c, NAME, renewed.token, renewed.expiresInSeconds);
  return renewed;
}

/** What the browser has brought, good or not. */
export const sessionToken = (c: Context): string | undefined => cookies.read(c, NAME);

export const endSession = (c: Context): void => cookies.remove(c, NAME);

/** The sign-in, which leads back to the page of this request, for who had a session. */
export const signInAgain = (c: Context): Response => {
  endSession(c);
  return c.redirect(withParameter(withWanted(SIGN_IN, pageOf(c)), "over"), 303);
};

/** Leaves the API with the session's token, or leads to the sign-in. No page asks by itself, so each request is a use. */
export const requireSession =
  (sessions: Sessions, ask: Ask): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    const token = sessionToken(c);
    if (!token) return c.redirect(withWanted(SIGN_IN, pageOf(c)), 303);
    const renewed = await keepSession(c, sessions, token);
    if (!renewed) return signInAgain(c);
    const { name, rights } = renewed;
    c.set("api", new Api(c, ask, token));
    c.set("account", { name, may: (right) => rights.includes(right) });
    return next();
  };
