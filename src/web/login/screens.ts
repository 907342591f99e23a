// Chooses the view of the login page (./view.ts) and the status; ./page.tsx draws it.

import type { Context } from "hono";
import type { NewLogin } from "../../core/login/open-transaction.ts";
import { type FinishedPageLogin, redraw } from "../../core/login/page-login.ts";
import { sealShownCode } from "../../core/login/shown-code.ts";
import { type AuthorizationResponse, errorAnswer } from "../../core/oidc/requests/answer.ts";
import { localesOf, type SignInRequest } from "../../core/oidc/requests/sign-in-request.ts";
import type { Ports } from "../../core/ports/index.ts";
import type { BrowserView } from "../../core/ports/tokens/transactions.ts";
import type { ReasonOf } from "../../core/reasons.ts";
import type { HttpEnv } from "../../http/context.ts";
import { type ReadApplication, readApplication } from "./application.ts";
import type { LoginCookies } from "./cookie.ts";
import { type LoginNotice, type LoginPageReason, noticeOf, statusOfNotice } from "./notice.ts";
import { showLogin } from "./page.tsx";
import { CODE } from "./parameters.ts";
import type { LoginView } from "./view.ts";

type C = Context<HttpEnv>;
type For = ReadApplication | undefined;
type Waiting = Extract<LoginView, { kind: "waiting" }>;
type OpenLogin = Pick<Waiting, "user" | "application" | "transactionId" | "pass" | "qr" | "expiresAtMs">;

export type Screens = ReturnType<typeof createScreens>;

export function createScreens(ports: Ports, cookies: LoginCookies) {
  const { challengeValidityMs, publicUrl } = ports.settings;
  const draw = showLogin(ports.settings);
  const returnTo = `${publicUrl}/login/back`;

  const screens = {
    show: (c: C, view: LoginView, status = statusOfNotice("notice" in view ? view.notice : undefined)) =>
      draw(c, view, status),

    start: (c: C, notice: LoginNotice | undefined, user: string, application: For) =>
      screens.show(c, { kind: "start", notice, user, application, code: codeIn(c) }),

    refused(c: C, reason: ReasonOf<LoginPageReason>, user: string, application: For) {
      c.set("reason", reason.code);
      if (reason.code === "too-many-requests") c.header("Retry-After", String(reason.retryAfterSeconds));
      const notice = noticeOf(reason);
      // Of a person who has typed neither name nor PIN, neither can be wrong.
      const isNamed = application?.person && !application.needsPin;
      return screens.start(c, notice === "wrong-user" && isNamed ? "unusable" : notice, user, application);
    },

    begun: (c: C, user: string, { challenge, pass, tokens }: NewLogin, application: For) =>
      waiting(
        c,
        {
          ...{ user, application, pass },
          transactionId: challenge.transactionId,
          qr: tokens.some(({ rolloutState }) => rolloutState === "enrolled")
            ? { link: challenge.attributes.value, image: challenge.attributes.img }
            : undefined,
          expiresAtMs: Date.now() + challengeValidityMs,
        },
        undefined,
      ),

    accepted(
      c: C,
      { user, byPass = false }: Pick<FinishedPageLogin, "user"> & { readonly byPass?: boolean },
      to: { readonly asked: SignInRequest; readonly answer: AuthorizationResponse } | undefined,
    ) {
      const back = to && { name: to.asked.clientName, locales: localesOf(to.asked), answer: to.answer };
      return draw(c, { kind: "accepted", user, byPass, back }, 200);
    },

    /** The form still has the request of the lost login, so the next try leads there, too. */
    lost: (c: C, notice: "no-cookie" | "unknown", application: For) =>
      c.var.fault ? screens.refused(c, c.var.fault, "", application) : screens.start(c, notice, "", application),

    /** A person who cancels wants to go back to where the sign-in began. */
    async cancelled(c: C, transactionId: string, view: BrowserView | undefined, named: For) {
      const application = view && (await applicationOf(view));
      if (!application || view.state !== "cancelled")
        return screens.stands(c, transactionId, { code: "challenge-not-open" }, view, named);
      cookies.remove(c, transactionId);
      const { name, locales, signInRequest } = application;
      const answer = errorAnswer(publicUrl, signInRequest, "access_denied", "the person has cancelled the sign-in");
      return draw(c, { kind: "left", back: { name, locales, answer } }, 200);
    },

    /** Shows a login that this request has not finalized. `named`: of the request in the form. */
    async stands(
      c: C,
      transactionId: string,
      reason: ReasonOf<LoginPageReason> | undefined,
      view: BrowserView | undefined,
      named: For,
    ) {
      c.set("reason", reason?.code);
      if (!view) return screens.lost(c, "unknown", named);
      const { state, user, expiresAtMs, pass, hasPhone } = view;
      const application = await applicationOf(view);
      const heard = reason && noticeOf(reason);
      const notice = heard === "wrong-response" && pass === "taken" ? "wrong-pass" : heard;
      const goesOn = notice === undefined || notice === "unavailable" || notice === "not-yet";
      if (state === "open" || (state === "answered" && goesOn)) {
        const qr = state === "open" && hasPhone ? await redraw(ports, view) : undefined;
        const attemptsLeft = reason?.code === "wrong-response" ? reason.attemptsLeft : undefined;
        return waiting(c, { user, application, transactionId, pass, qr, expiresAtMs }, notice, attemptsLeft);
      }
      cookies.remove(c, transactionId);
      const ended = state === "answered" ? notice : state === "used" ? "over" : state;
      return screens.start(c, ended, user, application);
    },
  };
  return screens;

  async function waiting(c: C, login: OpenLogin, notice: LoginNotice | undefined, attemptsLeft?: number) {
    const secondsLeft = Math.max(0, Math.ceil((login.expiresAtMs - Date.now()) / 1000));
    const code = login.qr && (await sealShownCode(ports.sealer, login.qr.link, login.expiresAtMs));
    const times = { secondsLeft, validSeconds: challengeValidityMs / 1000 };
    return screens.show(c, { kind: "waiting", ...login, ...times, notice, attemptsLeft, code, returnTo });
  }

  /** What the form of the page before had. A page that is looked at by its address has none. */
  function codeIn(c: C): string | undefined {
    return c.var.parameter?.(CODE);
  }

  /** The login itself knows whose request it serves; a form could say anything. */
  async function applicationOf({ request }: BrowserView): Promise<ReadApplication | undefined> {
    return request === null ? undefined : readApplication(ports, request);
  }
}
