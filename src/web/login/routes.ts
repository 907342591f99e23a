// /login: the page on which people log in with this service itself. The application then calls ../../http/api/redeem.ts.
// The page's requests are forms that answer with a page, so it works without a script; src/web/client/login.ts only sends the
// same forms by itself. Other sites cannot use it: Origin is checked, and the cookie is SameSite=Strict. It shares parameters,
// users and limits with /validate/check.

import type { Context } from "hono";
import type { ReturnTo } from "../../core/challenge.ts";
import { ownerNamed } from "../../core/login/known-browser.ts";
import {
  beginPageLogin,
  cancelPageLogin,
  finalizePageLogin,
  makeBrowserSecret,
  redraw,
} from "../../core/login/page-login.ts";
import { readReturnTo } from "../../core/login/return-to.ts";
import type { BrowserView } from "../../core/ports/transactions.ts";
import type { Reason } from "../../core/reasons.ts";
import { readingsOf } from "../../core/user.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { guessedAt } from "../../http/guesses.ts";
import { Hono } from "../../http/hono.ts";
import { onlyMethods } from "../../http/methods.ts";
import { readNamed } from "../../http/subject.ts";
import { readDigits } from "../../tiqr/requests.ts";
import { requireOwnPage } from "../own-page.ts";
import { loginCookies } from "./cookie.ts";
import { knownBrowserCookie } from "./known-browser-cookie.ts";
import { showLogin } from "./page.tsx";
import { withPageParameters } from "./parameters.ts";
import { type LoginNotice, noticeOf } from "./view.ts";

const STATUS: Readonly<Partial<Record<LoginNotice, 400 | 403 | 429 | 503>>> = {
  unreadable: 400,
  "cross-site": 403,
  "too-many": 429,
  unavailable: 503,
};

export function loginRoutes({ ports, guesses }: Pick<Deps, "ports" | "guesses">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { challengeValidityMs, serviceDisplayName } = ports.settings;
  const show = showLogin(serviceDisplayName);
  const cookies = loginCookies(ports.settings);
  const known = knownBrowserCookie(ports);
  const ownPageOnly = requireOwnPage(ports.settings, (c) =>
    start(c, { code: "cross-site" }, { user: "", returnTo: null }),
  );

  app.get("/login", withPageParameters, (c) => {
    const returnTo = returnToOf(c);
    if (returnTo === undefined) return show(c, { kind: "unreturnable" }, 400);
    return show(c, { kind: "start", notice: undefined, user: "", returnTo }, 200);
  });
  onlyMethods(app, "/login", ["GET"]);

  app.post("/login/begin", ownPageOnly, withPageParameters, async (c) => {
    const returnTo = returnToOf(c);
    if (returnTo === undefined) return show(c, { kind: "unreturnable" }, 400);
    const user = c.var.parameter("user") ?? "";
    if (c.var.fault) return start(c, c.var.fault, { user, returnTo });
    const read = readNamed(c.var.parameter, ports.settings);
    if (!read.ok) return start(c, read.reason, { user, returnTo });
    const { named } = read;
    const subject = { named, serial: undefined };
    if (!named) return start(c, { code: "missing-subject" }, { user: "", returnTo });
    const secret = makeBrowserSecret(ports.randomBytes);
    const pin = c.var.parameter("pin") ?? "";
    const before = await known.read(c);
    const begun = await guesses.judged(
      c,
      guessedAt(subject, ports.settings),
      () => beginPageLogin(ports, { named, pin, secret, known: before, returnTo }, callOf(c)),
      await ownerNamed(before, readingsOf(named, ports.settings)),
    );
    if (!begun.ok) return start(c, begun.reason, { user: named.user, returnTo });
    const { transactionId, attributes } = begun.challenge;
    cookies.give(c, transactionId, secret);
    const qr = { link: attributes.value, image: attributes.img };
    const secondsLeft = challengeValidityMs / 1000;
    return show(
      c,
      { kind: "waiting", notice: undefined, user: named.user, returnTo, transactionId, qr, secondsLeft },
      200,
    );
  });

  app.post("/login/result", ownPageOnly, withPageParameters, async (c) => {
    const { transactionId, secret } = claimOf(c);
    if (secret === undefined) return lost(c, "no-cookie");
    const response = readDigits(c.var.parameter("response"));
    const limited = response === undefined ? undefined : await guesses.closed(c, transactionId);
    // The QR code stays: a person who has typed digits too often can still scan it.
    const result = await finalizePageLogin(
      ports,
      { transactionId, secret },
      limited ? undefined : response,
      await known.read(c),
      callOf(c),
    );
    if (result.done) {
      cookies.remove(c, transactionId);
      if (result.keep !== undefined) known.give(c, result.keep);
      return show(c, { kind: "accepted", user: result.user, address: result.address }, 200);
    }
    if (response !== undefined && !limited) await guesses.failed(c, transactionId, result.reason);
    return stands(c, transactionId, limited ?? c.var.fault ?? result.reason, result.view);
  });

  app.post("/login/cancel", ownPageOnly, withPageParameters, async (c) => {
    const { transactionId, secret } = claimOf(c);
    if (secret === undefined) return lost(c, "no-cookie");
    const view = await cancelPageLogin(ports, { transactionId, secret }, callOf(c));
    return stands(c, transactionId, { code: "challenge-not-open" }, view);
  });
  for (const path of ["/login/begin", "/login/result", "/login/cancel"]) {
    app.get(path, (c) => c.redirect("/login", 303)); // a person has pressed Enter in the address bar
    onlyMethods(app, path, ["GET", "POST"]);
  }

  return app;

  /** Null: the form names no place. Undefined: it names a forbidden or unreadable one. */
  function returnToOf({ var: { parameter, names, fault } }: Context<HttpEnv>): ReturnTo | null | undefined {
    const url = parameter("return_to");
    if (url === undefined) return fault && names.has("return_to") ? undefined : null;
    return readReturnTo(url, parameter("state"), ports.settings.returnOrigins);
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

  /** The form still names the place to which the lost login led. It is checked again, and the next try leads there. */
  function lost(c: Context<HttpEnv>, notice: "no-cookie" | "unknown") {
    const returnTo = returnToOf(c);
    if (returnTo === undefined) return show(c, { kind: "unreturnable" }, 400);
    if (c.var.fault) return start(c, c.var.fault, { user: "", returnTo });
    return show(c, { kind: "start", notice, user: "", returnTo }, 200);
  }

  /** Shows a login that this request has not finalized. */
  async function stands(c: Context<HttpEnv>, transactionId: string, reason: Reason, view: BrowserView | undefined) {
    if (!view) return lost(c, "unknown");
    const { state, user, returnTo, expiresAtMs } = view;
    const notice = noticeOf(reason);
    if (state === "open" || (state === "answered" && notice === "unavailable")) {
      const qr = state === "open" ? await redraw(ports, view) : undefined;
      const secondsLeft = Math.max(0, Math.ceil((expiresAtMs - Date.now()) / 1000));
      return show(
        c,
        { kind: "waiting", notice, user, returnTo, transactionId, qr, secondsLeft },
        STATUS[notice] ?? 200,
      );
    }
    cookies.remove(c, transactionId);
    const ended = state === "answered" ? notice : state === "used" ? "over" : state;
    return show(c, { kind: "start", notice: ended, user, returnTo }, 200);
  }
}
