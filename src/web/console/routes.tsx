// /console: pages for administrators and service accounts. The server makes them, and they work without script. All that they
// show and do goes through the API (./api.ts).

import type { Context } from "hono";
import { Hono } from "../../http/hono.ts";
import type { Settings } from "../../settings.ts";
import { withForm } from "../form.ts";
import { requireOwnPage } from "../own-page.ts";
import { sendPage } from "../ui/page.tsx";
import { accountRoutes } from "./accounts.tsx";
import type { Ask } from "./api.ts";
import { auditRoutes } from "./audit.tsx";
import { clientRoutes } from "./clients.tsx";
import { confirmRoutes } from "./confirm.tsx";
import { dashboardRoutes } from "./dashboard.tsx";
import { endpointRoutes } from "./endpoints.tsx";
import { enrolRoutes } from "./enrol.tsx";
import { enrolledRoutes } from "./enrolled.tsx";
import { consoleSender, type SendConsole } from "./frame.tsx";
import { importRoutes, UPLOAD } from "./import-users.tsx";
import { jobRoutes } from "./jobs.tsx";
import { linkRoutes } from "./links.tsx";
import { lostRoutes } from "./lost.tsx";
import { manyTokenRoutes } from "./many-tokens.tsx";
import { newLinkRoutes } from "./new-link.tsx";
import { firstPlaceOf } from "./places.ts";
import { randomPinRoutes } from "./random-pin.tsx";
import { type ConsoleEnv, requireSession, type Sessions } from "./session.ts";
import { settingRoutes } from "./settings.tsx";
import { signInRoutes } from "./sign-in.tsx";
import { tokenRoutes } from "./token.tsx";
import { tokenListRoutes } from "./tokens.tsx";
import { transactionRoutes } from "./transactions.tsx";
import { unlockRoutes } from "./unlock.tsx";
import { userRoutes } from "./user.tsx";
import { attributeRoutes } from "./user-attributes.tsx";
import { userListRoutes } from "./users.tsx";

export interface ConsoleDeps {
  readonly settings: Settings;
  readonly ask: Ask;
  readonly sessions: Sessions;
  /** Whether links can be sent by mail. */
  readonly sendsMail: boolean;
  /** Whether BOOTSTRAP_ADMIN is set, which is of use only before there is an administrator. */
  readonly isBootstrapSet: boolean;
}

export function consoleRoutes(deps: ConsoleDeps): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const service = deps.settings.serviceDisplayName;
  const send = consoleSender(service);
  const refuse = (status: 400 | 403, text: "unreadable" | "foreign") => (c: Context) =>
    sendPage(c, { service, secret: true, status }, ({ console: { refused } }) => ({
      title: refused.title,
      main: <p>{refused[text]}</p>,
    }));
  // SameSite lets requests from another host of the same site through. So the origin is checked as well.
  app.use("/console/*", requireOwnPage(deps.settings, refuse(403, "foreign")));
  app.use("/console/*", withForm(refuse(400, "unreadable"), UPLOAD));
  app.route("/", signInRoutes({ ...deps, service }));
  app.use("/console/*", requireSession(deps.sessions, deps.ask));
  // An account that may not see the overview begins elsewhere.
  app.get("/console", (c, next) => {
    const first = firstPlaceOf(c.var.account);
    return first === undefined || first === "/console" ? next() : c.redirect(first, 303);
  });
  for (const routes of [
    dashboardRoutes({ isBootstrapSet: deps.isBootstrapSet, adminRealm: deps.settings.adminRealm }),
    userListRoutes,
    userRoutes,
    tokenListRoutes,
    manyTokenRoutes,
    (send: SendConsole) => importRoutes(send, deps.sendsMail),
    (send: SendConsole) => jobRoutes(send, deps.sendsMail),
    enrolRoutes,
    enrolledRoutes,
    tokenRoutes,
    attributeRoutes,
    randomPinRoutes,
    (send: SendConsole) => newLinkRoutes(send, deps.sendsMail),
    linkRoutes,
    transactionRoutes,
    unlockRoutes,
    accountRoutes,
    clientRoutes(deps.settings.publicUrl),
    endpointRoutes,
    auditRoutes,
    settingRoutes,
    confirmRoutes(deps.sessions),
    lostRoutes,
  ])
    app.route("/", routes(send));
  return app;
}
