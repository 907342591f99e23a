// The console's session: the token of /auth in a cookie of this host. It is sent neither by another
// site (SameSite=Strict) nor without TLS, whatever PUBLIC_URL says. Each use renews it.
// It ends CONSOLE_IDLE_MINUTES after the last use, on the server as well, where its token expires.

import type { Context, MiddlewareHandler } from "hono";
import {
  type AdminTokens,
  type Hono,
  hostCookies,
  type RenewedToken,
  RIGHTS,
  type Settings,
} from "../../../src/for-console.ts";
import { Api, type AskApi } from "../api.ts";
import type { FormEnv } from "./form.ts";
import { pageToReturnTo, SIGN_IN, withParameter, withWanted } from "./wanted.ts";

const NAME = "console";
const cookies = hostCookies("Strict", true);

export type Sessions = Pick<AdminTokens, "renew">;

export interface ConsoleDeps {
  readonly settings: Settings;
  readonly ask: AskApi;
  readonly sessions: Sessions;
  /** Whether links can be sent by mail. */
  readonly sendsMail: boolean;
  /** Whether BOOTSTRAP_ADMIN is set, which has a use only before there is an administrator. */
  readonly isBootstrapSet: boolean;
}

export interface ConsoleEnv {
  Variables: { api: Api; account: Viewer; deps: ConsoleDeps } & FormEnv["Variables"];
}
export type ConsoleApp = Hono<ConsoleEnv>;
export type ConsoleContext = Context<ConsoleEnv>;
/** The return type of a handler. */
export type HandlerResult = Response | Promise<Response>;

export interface Viewer {
  readonly name: string;
  /** The number of rights, or "all". */
  readonly rights: number | "all";
  /** Whether the phone has confirmed this sign-in. */
  readonly byPhone: boolean;
  /** Knows the rights at the sign-in. It only hides buttons: the API checks again. */
  readonly may: (right: string) => boolean;
  /** Whether the service takes people from directories: `SCIM`. */
  readonly hasDirectory: boolean;
}

/** Renews the session. Returns undefined if its token, and so the session, has expired. */
export async function keepSession(c: Context, sessions: Sessions, token: string): Promise<RenewedToken | undefined> {
  const renewed = await sessions.renew(token, Date.now());
  if (renewed) cookies.give(c, NAME, renewed.token, renewed.expiresInSeconds);
  return renewed;
}

/** The token that the browser has sent, not yet verified. */
export const sessionToken = (c: Context): string | undefined => cookies.read(c, NAME);

export const endSession = (c: Context): void => cookies.remove(c, NAME);

/** Leads to the sign-in after the end of a session, and from there back to this page. */
export const signInAgain = (c: Context): Response => {
  endSession(c);
  return c.redirect(withParameter(withWanted(SIGN_IN, pageToReturnTo(c)), "over"), 303);
};

/** A job's page reloads itself (W3C Fetch Metadata), which must not keep a session alive. */
const isByScript = (c: Context): boolean => c.req.header("Sec-Fetch-Dest") === "empty";

/** Leaves the handlers an API with the session's token, or leads to the sign-in. */
export const requireSession =
  (deps: ConsoleDeps): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    const token = sessionToken(c);
    if (!token) return c.redirect(withWanted(SIGN_IN, pageToReturnTo(c)), 303);
    const { sessions, ask } = deps;
    const renewed = isByScript(c) ? await sessions.renew(token, Date.now()) : await keepSession(c, sessions, token);
    if (!renewed) return signInAgain(c);
    const { name, rights, byPhone } = renewed;
    c.set("deps", deps);
    c.set("api", new Api(c, ask, token));
    c.set("account", {
      name,
      byPhone,
      rights: RIGHTS.every((right) => rights.includes(right)) ? "all" : rights.length,
      may: (right) => rights.includes(right),
      hasDirectory: deps.settings.scim,
    });
    return next();
  };
