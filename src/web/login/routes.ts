// /login: people sign in, to the service itself or to an application (/oidc/authorize). Requests
// are forms that answer with a page, so no script is needed; src/web/client/login.ts only sends the
// same forms by itself. Other sites cannot use it: Origin is checked, and the cookie is
// SameSite=Strict. Parameters, users and limits are those of /validate/check.

import type { Context } from "hono";
import { answerEntra } from "../../core/entra/answer.ts";
import { cancelPageLogin, finalizePageLogin, lookAtPageLogin } from "../../core/login/page-login.ts";
import { replaceGivenPin } from "../../core/me/pin.ts";
import { goOnAsSignedIn } from "../../core/oidc/requests/authorize.ts";
import { sessionStart, signInBrowser } from "../../core/oidc/requests/sign-in.ts";
import { leastOf } from "../../core/token/pin.ts";
import { markOf, type UserReading } from "../../core/user.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { readDigits } from "../../tiqr/requests.ts";
import { WHOSE } from "../form.ts";
import { requireOwnPage } from "../own-page.ts";
import { languageKeeper } from "../pages/language.ts";
import { sessionCookie } from "../session-cookie.ts";
import { languageOf } from "../ui/page/chosen-language.ts";
import { callFor, forApplication, type ReadApplication } from "./application.ts";
import { createBegin } from "./begin.ts";
import { knownBrowserCookie, loginCookies } from "./cookie.ts";
import { isNotice, isOfCodeBefore } from "./notice.ts";
import { AS_OTHER, CHOOSE_LANGUAGE, withPageParameters } from "./parameters.ts";
import { createScreens } from "./screens.ts";

/** Each costs a call of its object. A browser has one or two. */
const MAX_LOGINS_LOOKED_AT = 3;

export function loginRoutes(deps: Pick<Deps, "ports" | "guesses" | "rateLimits">): Hono<HttpEnv> {
  const { ports, guesses } = deps;
  const app = new Hono<HttpEnv>();
  const cookies = loginCookies(ports.settings);
  const sessions = sessionCookie(ports.settings);
  const known = knownBrowserCookie(ports);
  const screens = createScreens(ports, cookies);
  const ownPageOnly = requireOwnPage(ports.settings, (c) => screens.refused(c, { code: "cross-site" }, "", undefined));
  const keepLanguage = languageKeeper(ports.settings);
  const form = [ownPageOnly, withPageParameters] as const;
  const forIts = forApplication(ports, screens.show);

  app.get("/login", async (c) => {
    const isOther = c.req.query(AS_OTHER.name) === AS_OTHER.value;
    return (isOther ? undefined : await showSignedIn(c, "here")) ?? screens.start(c, undefined, "", undefined);
  });

  // The iOS app leads back here, perhaps in another tab, after a sign-in on the phone itself.
  app.get("/login/back", async (c) => {
    // Abandoned logins stay open next to the answered one. Browsers send the newest cookie last.
    const ids = cookies.ids(c).slice(-MAX_LOGINS_LOOKED_AT).reverse();
    const looked = await Promise.all(
      ids.map(async (id) => ({
        id,
        view: await lookAtPageLogin(ports, { transactionId: id, secret: cookies.read(c, id) ?? "" }),
      })),
    );
    const inState = (state: "answered" | "open") => looked.find(({ view }) => view?.state === state);
    const answered = inState("answered");
    if (answered) return screens.stands(c, answered.id, undefined, answered.view, undefined);
    const open = inState("open");
    if (open) return screens.stands(c, open.id, { code: "not-answered", serial: "" }, open.view, undefined);
    return (await showSignedIn(c, "elsewhere")) ?? screens.start(c, undefined, "", undefined);
  });

  app.post("/login/begin", ...form, forIts(createBegin(deps, screens, cookies, known)));

  app.post(
    "/login/result",
    ...form,
    forIts(async (c, application) => {
      const { transactionId, secret } = claimOf(c);
      // Another tab may have finished this sign-in, and with it the cookie.
      if (secret === undefined)
        return (
          (application?.person ? undefined : await showSignedIn(c, "elsewhere")) ??
          screens.lost(c, "no-cookie", application)
        );
      const response = readDigits(c.var.parameter("response"));
      const limited = response === undefined ? undefined : await guesses.closed(c, transactionId);
      const agent = c.req.header("User-Agent") ?? "";
      const call = callFor(c, application);
      const start = await sessionStart(ports, secret, await sessions.read(c), agent, call);
      // The QR code stays: a person who has typed digits too often can still scan it.
      const result = await finalizePageLogin(
        ports,
        { transactionId, secret },
        limited ? undefined : response,
        await known.read(c),
        start,
        call,
      );
      if (!result.done) {
        const isGuess = response !== undefined && !limited && !isOfCodeBefore(result.reason);
        if (isGuess) await guesses.failed(c, transactionId, result.reason);
        const reason = limited ?? c.var.fault ?? result.reason;
        // The page's script asks by itself, as after a reload, and nobody waits for a word.
        const isNews = reason.code !== "not-answered" || !c.var.names.has("unasked");
        return screens.stands(c, transactionId, isNews ? reason : undefined, result.view, application);
      }
      const signedIn = await signInBrowser(ports, result.done, secret, start, call);
      if (!signedIn)
        return screens.start(c, result.done.isRepeated ? "over" : "unusable", result.done.user, application);
      cookies.remove(c, transactionId);
      if (result.keep !== undefined) known.give(c, result.keep);
      if ("withoutSession" in signedIn) {
        const { withoutSession: asked } = signedIn;
        return screens.accepted(c, result.done, { asked, answer: await answerEntra(ports, asked, result.done, call) });
      }
      sessions.give(c, signedIn.cookie);
      if (signedIn.pinGiven) return showNewPin(c, result.done, undefined, application);
      return screens.accepted(c, result.done, signedIn.forApplication);
    }),
  );

  app.post(
    "/login/pin",
    ...form,
    forIts(async (c, application) => {
      const key = await sessions.read(c);
      const { session } = await ports.browserSessions.look(key, undefined, Date.now());
      const whose = c.var.parameter(WHOSE);
      if (!session || whose !== (await markOf(session))) return screens.start(c, "over", "", application);
      const pin = c.var.parameter("pin") ?? "";
      if (pin !== (c.var.parameter("repeat") ?? "")) return showNewPin(c, session, "differs", application);
      const replaced = await replaceGivenPin(ports, session, pin, { ...callOf(c), language: languageOf(c) });
      const { code } = replaced.ok ? { code: undefined } : replaced.reason;
      if (code === "pin-too-short") return showNewPin(c, session, "short", application);
      if (code === "wrong-pin") return showNewPin(c, session, "same", application);
      // Too late, or done already: the person is signed in all the same.
      if (!application) return screens.accepted(c, session, undefined);
      const answer = await goOnAsSignedIn(ports, application.signInRequest, key, whose, callOf(c));
      const { name, locales } = application;
      return answer
        ? screens.show(c, { kind: "left", back: { name, locales, answer } })
        : screens.start(c, "over", session.user, application);
    }),
  );

  app.post(
    "/login/cancel",
    ...form,
    forIts(async (c, application) => {
      const { transactionId, secret } = claimOf(c);
      if (secret === undefined) return screens.lost(c, "no-cookie", application);
      const view = await cancelPageLogin(ports, { transactionId, secret }, callFor(c, application));
      return screens.cancelled(c, transactionId, view, application);
    }),
  );
  // The same page in the chosen language. Looking at a login changes nothing and begins none.
  app.post(
    CHOOSE_LANGUAGE,
    ...form,
    forIts(async (c, application) => {
      keepLanguage(c, c.var.parameter("language") ?? "");
      const { transactionId, secret } = claimOf(c);
      const notice = c.var.parameter("notice") ?? "";
      if (transactionId === "")
        return screens.start(c, isNotice(notice) ? notice : undefined, c.var.parameter("user") ?? "", application);
      if (secret === undefined) return screens.lost(c, "no-cookie", application);
      const view = await lookAtPageLogin(ports, { transactionId, secret });
      return screens.stands(c, transactionId, undefined, view, application);
    }),
  );
  for (const path of ["/login/begin", "/login/result", "/login/pin", "/login/cancel", CHOOSE_LANGUAGE]) {
    app.get(path, (c) => c.redirect("/login", 303)); // Enter in the address bar
  }

  return app;

  /** The page that says who is signed in: undefined if nobody is. `elsewhere`: in another tab. */
  async function showSignedIn(c: Context<HttpEnv>, kind: "here" | "elsewhere"): Promise<Response | undefined> {
    if (c.var.fault) return undefined;
    const { session } = await ports.browserSessions.look(await sessions.read(c), undefined, Date.now());
    return session && screens.show(c, { kind, user: session.user });
  }

  async function showNewPin(
    c: Context<HttpEnv>,
    owner: UserReading,
    fault: "short" | "differs" | "same" | undefined,
    application: ReadApplication | undefined,
  ) {
    const { user, realm } = owner;
    const view = { user, whose: await markOf({ user, realm }), least: leastOf(ports.settings.pinMinLength), fault };
    return screens.show(c, { kind: "new-pin", ...view, application }, fault ? 400 : 200);
  }

  function claimOf(c: Context<HttpEnv>) {
    const transactionId = c.var.parameter("transaction_id") ?? "";
    return { transactionId, secret: cookies.read(c, transactionId) };
  }
}
