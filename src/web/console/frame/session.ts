// The console's session: the token of /auth in a cookie of this host (../../host-cookie.ts). Another site's link or form does not
// send it (SameSite=Strict), nor does a connection without TLS, whatever PUBLIC_URL says. Each use renews it, and it ends
// IDLE_SECONDS after the last one, on the server as well, because its token expires then.

import type { Context, MiddlewareHandler } from "hono";
import type { AdminTokens, Renewed } from "../../../http/guard/admin-token.ts";
import type { FormEnv } from "../../form.ts";
import { hostCookies } from "../../host-cookie.ts";
import { Api, type Ask } from "../api.ts";
import { pageOf, SIGN_IN, withParameter, withWanted } from "./wanted.ts";

const IDLE_SECONDS = 15 * 60;

const NAME = "console";
const cookies = hostCookies("Strict", true);

export type Sessions = Pick<AdminTokens, "renew">;

export interface ConsoleEnv {
  Variables: { api: Api; account: Account } & FormEnv["Variables"];
}
/** The return type of a handler. */
export type Answer = Response | Promise<Response>;

export interface Account {
  readonly name: string;
  /** Rights as of the sign-in, used only to hide buttons. The API checks again. */
  readonly may: (right: string) => boolean;
}

/** Returns undefined if the token has expired: then there is no session. */
export async function keepSession(c: Context, sessions: Sessions, token: string): Promise<Renewed | undefined> {
  const renewed = await sessions.renew(token, IDLE_SECONDS, Date.now());
  if (renewed) cookies.give(c, NAME, renewed.token, renewed.expiresInSeconds);
  return renewed;
}

/** The token that the browser has sent, not yet verified. */
export const sessionToken = (c: Context): string | undefined => cookies.read(c, NAME);

export const endSession = (c: Context): void => cookies.remove(c, NAME);

/** Leads a person whose session has ended to the sign-in, which leads back to the page of this request. */
export const signInAgain = (c: Context): Response => {
  endSession(c);
  return c.redirect(withParameter(withWanted(SIGN_IN, pageOf(c)), "over"), 303);
};

/** A page that follows a job asks by itself (W3C Fetch Metadata). That is no use, or the session would last as long as the job. */
const isByScript = (c: Context): boolean => c.req.header("Sec-Fetch-Dest") === "empty";

/** Leaves the handlers an API with the session's token, or leads to the sign-in. */
export const requireSession =
  (sessions: Sessions, ask: Ask): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    const token = sessionToken(c);
    if (!token) return c.redirect(withWanted(SIGN_IN, pageOf(c)), 303);
    const renewed = isByScript(c)
      ? await sessions.renew(token, IDLE_SECONDS, Date.now())
      : await keepSession(c, sessions, token);
    if (!renewed) return signInAgain(c);
    const { name, rights } = renewed;
    c.set("api", new Api(c, ask, token));
    c.set("account", { name, may: (right) => rights.includes(right) });
    return next();
  };
