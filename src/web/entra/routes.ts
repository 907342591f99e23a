// /entra/authorize, to which Microsoft sends a browser by a form of its own page, and the page from
// which the browser goes back there. docs/entra.md has the flow.
//
// Microsoft's form brings none of our cookies, and none is needed: the request stands sealed in the
// page, and the next step, which is ours, knows the browser. No detour by GET makes them come: the
// hint fits no address. That form is the only one of another site that is taken here.

import type { Context } from "hono";
import { authorizeEntra } from "../../core/entra/authorize.ts";
import { ENTRA_PATHS } from "../../core/entra/discovery.ts";
import { entraRedirectUri } from "../../core/oidc/clients/entra-client.ts";
import { onlyValue } from "../../core/oidc/oauth-params.ts";
import { type AuthorizationResponse, ENTRA_ANSWER } from "../../core/oidc/requests/answer.ts";
import { ENTRA_CLOUDS } from "../../core/ports/oidc/clients.ts";
import { refused } from "../../http/answer/refused.ts";
import { callOf, type HttpEnv } from "../../http/context.ts";
import type { Deps } from "../../http/deps.ts";
import { Hono } from "../../http/hono.ts";
import { readGiven } from "../../http/oidc/given.ts";
import { keepOpener } from "../../http/request/opener.ts";
import { readGuid } from "../../lib/guid.ts";
import { applicationIn } from "../login/application.ts";
import { showLogin } from "../login/page.tsx";
import { showProblemPage } from "../oidc/problem.tsx";
import { requireOwnPage } from "../own-page.ts";
import { sendPersonPage } from "../ui/page/page.tsx";
import { refusedPage } from "./refused.tsx";

const MICROSOFT = "Microsoft";

export function entraPageRoutes({ ports }: Pick<Deps, "ports">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { settings } = ports;
  const service = settings.serviceDisplayName;
  const show = showLogin(settings);
  const showProblem = showProblemPage(service);

  const hasTenant = () => ports.clients.anyEntra(Date.now());
  // The list of methods would show what a service without a tenant could have. The two forms find
  // out by themselves: most have a client, and an answer may outlive the last one.
  app.use("/entra/*", async (c, next) => {
    const decides =
      c.req.method === "POST" && [ENTRA_PATHS.authorize, ENTRA_ANSWER].some((path) => path === c.req.path);
    if (decides || (await hasTenant())) return next();
    return refused(c, { code: "unknown-path" });
  });

  app.post(ENTRA_PATHS.authorize, async (c) => {
    keepOpener(c);
    const params = await readGiven(c);
    if (params === "unreadable")
      return (await hasTenant())
        ? showProblem(c, { problem: "unreadable-request" })
        : refused(c, { code: "unknown-path" });
    c.set("clientRequestId", readGuid(onlyValue(params, "client-request-id")));
    const decision = await authorizeEntra(ports, params, callOf(c));
    if (decision.kind !== "sign-in") c.set("reason", "authorization-refused");
    switch (decision.kind) {
      case "off":
        return refused(c, { code: "unknown-path" });
      case "page":
        return showProblem(c, decision);
      case "refused":
        return sendPersonPage(c, { service, secret: true, status: 400 }, (words) =>
          refusedPage(decision, MICROSOFT, words),
        );
      case "away":
        return leave(c, decision.answer.fields);
      case "sign-in": {
        const application = applicationIn(settings.publicUrl, decision.asked, decision.sealed);
        return show(c, { kind: "start", notice: undefined, user: "", application }, 200);
      }
    }
  });

  // For whoever comes from elsewhere there is nothing.
  const ownPageOnly = requireOwnPage(settings, (c) => refused(c, { code: "unknown-path" }));
  app.post(ENTRA_ANSWER, ownPageOnly, async (c) => {
    const params = await readGiven(c);
    if (params === "unreadable") return show(c, { kind: "unreadable" }, 400);
    const fields = ["redirect_uri", "id_token", "error", "state"].map((name) => [name, onlyValue(params, name)]);
    return leave(c, Object.fromEntries(fields.filter(([, value]) => value !== undefined)));
  });

  return app;

  /**
   * Sends the answer on. Of all pages this one alone may send a form elsewhere: to Microsoft, and,
   * as Chromium applies `form-action` to redirects that follow, to any application behind it.
   */
  function leave(
    c: Context<HttpEnv>,
    { redirect_uri: redirectUri = "", nonce: _, ...fields }: AuthorizationResponse["fields"],
  ) {
    const isMicrosoft = ENTRA_CLOUDS.some((cloud) => entraRedirectUri(cloud) === redirectUri);
    if (!isMicrosoft) return show(c, { kind: "unreadable" }, 400);
    const answer = { redirectUri, responseMode: "form_post", fields } as const;
    return show(c, { kind: "left", back: { name: MICROSOFT, locales: null, answer } }, 200);
  }
}
