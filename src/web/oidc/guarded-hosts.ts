// /authz/sign-in, to which a proxy sends browsers that want an application behind it, at the
// address in `rd`, as in Authelia: src/core/oidc/requests/hand-over.ts.

import { onlyValue } from "../../core/oidc/oauth-params.ts";
import { handOver } from "../../core/oidc/requests/hand-over.ts";
import { SIGN_IN_PATH } from "../../core/oidc/sessions/guarded-address.ts";
import { headDecidesNothing } from "../../http/answer/methods.ts";
import { forwardCookie } from "../../http/authz/forward-cookie.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { readGiven } from "../../http/oidc/given.ts";
import { keepOpener } from "../../http/request/opener.ts";
import { applicationIn } from "../login/application.ts";
import { showLogin } from "../login/page.tsx";
import { sendNotFound } from "../pages/not-found.tsx";
import { sessionCookie } from "../session-cookie.ts";
import { leave } from "./leave.ts";
import { showProblemPage } from "./problem.tsx";

export function guardedHostRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const sessions = sessionCookie(settings);
  const forHosts = forwardCookie(settings);
  const show = showLogin(settings);
  const showProblem = showProblemPage(settings.serviceDisplayName);

  app.get(SIGN_IN_PATH, headDecidesNothing, async (c) => {
    if (settings.forwardAuthDomain === "") return sendNotFound(c, settings.serviceDisplayName);
    keepOpener(c);
    const params = await readGiven(c);
    if (params === "unreadable") return showProblem(c, { problem: "unreadable-request" });
    const decision = await handOver(ports, onlyValue(params, "rd") ?? "", await sessions.read(c), callOf(c));
    switch (decision.kind) {
      case "unguarded":
        return showProblem(c, { problem: "unguarded-host" });
      case "given":
        forHosts.give(c, decision.cookie);
        return leave(c, decision.address);
      case "sign-in": {
        const application = applicationIn(settings.publicUrl, decision.asked, decision.sealed);
        return show(c, { kind: "start", notice: undefined, user: "", application }, 200);
      }
    }
  });

  return app;
}
