// /oidc/authorize, to which applications send browsers: src/core/oidc/requests/authorize.ts
// decides, this sends the browser on. Each answer may hold a code or a person's request: no-store.

import type { Context } from "hono";
import { type AuthorizationResponse, responseAddress } from "../../core/oidc/requests/answer.ts";
import { authorize, type Decision, goOnAsSignedIn } from "../../core/oidc/requests/authorize.ts";
import type { SignInRequest } from "../../core/oidc/requests/sign-in-request.ts";
import { headDecidesNothing } from "../../http/answer/methods.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { readGiven } from "../../http/oidc/given.ts";
import { keepOpener } from "../../http/request/opener.ts";
import { WHOSE } from "../form.ts";
import { applicationIn } from "../login/application.ts";
import { forApplication } from "../login/for-application.ts";
import { showLogin } from "../login/page.tsx";
import { withPageParameters } from "../login/parameters.ts";
import { requireOwnPage } from "../own-page.ts";
import { sessionCookie } from "../session-cookie.ts";
import { leave, queryOf } from "./leave.ts";
import { showProblemPage } from "./problem.tsx";

export function authorizeRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const cookie = sessionCookie(settings);
  const show = showLogin(settings);
  const showProblem = showProblemPage(settings.serviceDisplayName);

  // A HEAD would use up a pushed request, so it decides nothing.
  app.on(["GET", "POST"], "/oidc/authorize", headDecidesNothing, async (c) => {
    keepOpener(c);
    const params = await readGiven(c);
    if (params === "unreadable") return showProblem(c, { problem: "unreadable-request" });
    const key = await cookie.read(c);
    // A form of another site brings no cookie of ours, so nobody would seem signed in. A link does.
    if (c.req.method === "POST" && !key && c.req.header("Sec-Fetch-Site") === "cross-site")
      return leave(c, `/oidc/authorize?${queryOf(params)}`);
    return lead(c, await authorize(ports, params, key, callOf(c)));
  });

  const ownPageOnly = requireOwnPage(settings, (c) => showProblem(c, { problem: "unreadable-request" }));
  const forIts = forApplication(ports, show);
  app.post(
    "/oidc/account",
    ownPageOnly,
    withPageParameters,
    forIts(async (c, application) => {
      if (!application) return show(c, { kind: "unreadable" }, 400);
      const { asked, name, locales } = application;
      const goesOn = c.var.parameter("account") === "this";
      const whose = c.var.parameter(WHOSE);
      const answer = goesOn ? await goOnAsSignedIn(ports, asked, await cookie.read(c), whose, callOf(c)) : undefined;
      return answer
        ? show(c, { kind: "left", back: { name, locales, answer } }, 200)
        : show(c, { kind: "start", notice: undefined, user: "", application }, 200);
    }),
  );

  return app;

  function lead(c: Context<HttpEnv>, decision: Decision): Response | Promise<Response> {
    switch (decision.kind) {
      case "page":
        return showProblem(c, decision);
      case "answer":
        return goBack(c, decision.answer, decision.clientName);
      case "choose": {
        const { user, whose } = decision;
        return show(c, { kind: "choose", user, whose, application: applicationOf(decision) }, 200);
      }
      case "sign-in": {
        const user = decision.asked.loginHint ?? "";
        return show(c, { kind: "start", notice: undefined, user, application: applicationOf(decision) }, 200);
      }
    }
  }

  function applicationOf({ asked, sealed }: { readonly asked: SignInRequest; readonly sealed: string }) {
    return applicationIn(settings.publicUrl, asked, sealed);
  }

  /** A redirect is enough for the query; a form needs a page. */
  function goBack(c: Context<HttpEnv>, answer: AuthorizationResponse, name: string) {
    return answer.responseMode === "form_post"
      ? show(c, { kind: "left", back: { name, locales: null, answer } }, 200)
      : leave(c, responseAddress(answer));
  }
}
