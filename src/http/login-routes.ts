// /login: the page where people log in with this service itself, and what an application asks when they come back from it.
// The page's own requests are forms that answer with a page, so it works without a script; src/web/client/login.ts only
// sends the same forms by itself. Nothing here is for other sites: Origin is looked at, and the cookie is SameSite=Strict.

import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { ReturnTo } from "../core/challenge.ts";
import type { LoginNotice, LoginView } from "../core/login-view.ts";
import { noticeOf } from "../core/login-view.ts";
import { beginPageLogin, cancelPageLogin, finishPageLogin, makeBrowserSecret, redraw } from "../core/page-login.ts";
import type { BrowserView } from "../core/ports.ts";
import type { Reason } from "../core/reasons.ts";
import { redeemLogin } from "../core/redeem.ts";
import { readReturnTo } from "../core/return-to.ts";
import { isFromOwnPage } from "../lib/same-origin.ts";
import { requireAdmin } from "./admin-auth.ts";
import { adminCallOf, callOf, type Deps, type HttpEnv } from "./context.ts";
import { success } from "./envelope.ts";
import { loginCookies } from "./login-cookie.ts";
import { onlyMethods } from "./methods.ts";
import { withPlainParameters } from "./params.ts";
import { addressOf, guessKey } from "./rate-limit.ts";
import { refused } from "./reason-to-wire.ts";
import { subjectOf } from "./subject.ts";

export type ShowLogin = (
  c: Context,
  view: LoginView,
  status: 200 | 400 | 403 | 429 | 503,
) => Response | Promise<Response>;

const STATUS: Readonly<Partial<Record<LoginNotice, 403 | 429 | 503>>> = {
  "cross-site": 403,
  "too-many": 429,
  unavailable: 503,
};

export function loginRoutes({ ports, adminTokens, rateLimits, returnOrigins }: Deps, show: ShowLogin): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { publicUrl, challengeValidityMs } = ports.settings;
  const ownOrigin = new URL(publicUrl).origin;
  const cookies = loginCookies(ownOrigin, challengeValidityMs);

  const ownPageOnly: MiddlewareHandler<HttpEnv> = async (c, next) =>
    isFromOwnPage((name) => c.req.header(name), ownOrigin)
      ? next()
      : start(c, { code: "cross-site" }, { user: "", returnTo: null });

  app.get("/login", withPlainParameters, (c) => {
    const returnTo = returnToOf(c);
    if (returnTo === undefined) return show(c, { kind: "unreturnable" }, 400);
    return show(c, { kind: "start", notice: undefined, user: "", returnTo }, 200);
  });
  onlyMethods(app, "/login", ["GET"]);

  app.post("/login/begin", ownPageOnly, withPlainParameters, async (c) => {
    const returnTo = returnToOf(c);
    if (returnTo === undefined) return show(c, { kind: "unreturnable" }, 400);
    const subject = { ...subjectOf(c.var.parameter), serial: undefined };
    const { named } = subject;
    if (!named) return start(c, { code: "missing-subject" }, { user: "", returnTo });
    const limited = await rateLimits("check", guessKey(c, subject, ports.settings));
    if (limited) return start(c, limited, { user: named.user, returnTo });
    const secret = makeBrowserSecret(ports.randomBytes);
    const pin = c.var.parameter("pin") ?? "";
    const begun = await beginPageLogin(ports, { named, pin, secret, returnTo }, callOf(c));
    if (!begun.ok) return start(c, begun.reason, { user: named.user, returnTo });
    const { transactionId, attributes } = begun.challenge;
    cookies.give(c, transactionId, secret);
    const qr = { link: attributes.value, image: attributes.img };
    const secondsLeft = challengeValidityMs / 1000;
    return show(c, { kind: "waiting", notice: undefined, user: named.user, transactionId, qr, secondsLeft }, 200);
  });

  app.post("/login/result", ownPageOnly, withPlainParameters, async (c) => {
    const { transactionId, secret } = claimOf(c);
    if (secret === undefined) return lost(c);
    const response = c.var.parameter("response")?.replaceAll(/\s/g, "");
    const limited = response !== undefined && (await rateLimits("check", `${transactionId} ${addressOf(c)}`));
    // The QR code stays where it is: whoever typed too often can still scan it.
    const result = await finishPageLogin(ports, { transactionId, secret }, limited ? undefined : response, callOf(c));
    if (result.done) {
      cookies.remove(c, transactionId);
      return show(c, { kind: "accepted", user: result.user, address: result.address }, 200);
    }
    return stands(c, transactionId, limited || result.reason, result.view);
  });

  app.post("/login/cancel", ownPageOnly, withPlainParameters, async (c) => {
    const { transactionId, secret } = claimOf(c);
    if (secret === undefined) return lost(c);
    const view = await cancelPageLogin(ports, { transactionId, secret }, callOf(c));
    return stands(c, transactionId, { code: "challenge-not-open" }, view);
  });
  for (const path of ["/login/begin", "/login/result", "/login/cancel"]) {
    app.get(path, (c) => c.redirect("/login", 303)); // somebody has pressed Enter in the address bar
    onlyMethods(app, path, ["GET", "POST"]);
  }

  app.post("/login/redeem", requireAdmin(adminTokens), withPlainParameters, async (c) => {
    c.header("Cache-Control", "no-store");
    const [code, url, state] = ["code", "return_to", "state"].map((name) => c.var.parameter(name));
    if (!code) return refused(c, { code: "missing-parameter", name: "code" });
    if (!url) return refused(c, { code: "missing-parameter", name: "return_to" });
    if (!state) return refused(c, { code: "missing-parameter", name: "state" });
    const redeemed = await redeemLogin(ports, code, { url, state }, adminCallOf(c));
    if (!redeemed.ok) return refused(c, redeemed.reason);
    const { user, realm, serial, atMs } = redeemed;
    return success(c, { value: { user, realm, serial, time: atMs / 1000 } });
  });
  onlyMethods(app, "/login/redeem", ["POST"]);

  return app;

  /** Null: nowhere. Undefined: where no login may lead. */
  function returnToOf({ var: { parameter } }: Context<HttpEnv>): ReturnTo | null | undefined {
    const url = parameter("return_to");
    return url === undefined ? null : readReturnTo(url, parameter("state"), returnOrigins);
  }

  function claimOf(c: Context<HttpEnv>) {
    const transactionId = c.var.parameter("transaction_id") ?? "";
    return { transactionId, secret: cookies.read(c, transactionId) };
  }

  function start(c: Context, reason: Reason, { user, returnTo }: { user: string; returnTo: ReturnTo | null }) {
    if (reason.code === "too-many-requests") c.header("Retry-After", String(reason.retryAfterSeconds));
    const notice = noticeOf(reason);
    return show(c, { kind: "start", notice, user, returnTo }, STATUS[notice] ?? 200);
  }

  function lost(c: Context) {
    return show(c, { kind: "start", notice: "unknown", user: "", returnTo: null }, 200);
  }

  /** Of a login that this request has not finished. */
  async function stands(c: Context, transactionId: string, reason: Reason, view: BrowserView | undefined) {
    if (!view) return lost(c);
    const { state, user, returnTo, expiresAtMs } = view;
    const notice = noticeOf(reason);
    if (state === "open" || (state === "answered" && notice === "unavailable")) {
      const qr = state === "open" ? await redraw(ports, transactionId, view) : undefined;
      const secondsLeft = Math.max(0, Math.ceil((expiresAtMs - Date.now()) / 1000));
      return show(c, { kind: "waiting", notice, user, transactionId, qr, secondsLeft }, STATUS[notice] ?? 200);
    }
    cookies.remove(c, transactionId);
    const ended = state === "answered" ? notice : state === "used" ? "over" : state;
    return show(c, { kind: "start", notice: ended, user, returnTo }, 200);
  }
}
