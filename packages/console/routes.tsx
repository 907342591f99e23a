// /console: pages for administrators and service accounts, made on the server and working without
// script. All that they show and do goes through the API (./api.ts).

import type { Context } from "hono";
import { Hono, requireOwnPage, type Settings } from "../../src/for-console.ts";
import { accountRoutes } from "./accounts/accounts.tsx";
import type { AskApi } from "./api.ts";
import { clientRoutes } from "./applications/clients.tsx";
import { refusalRoutes } from "./applications/refusals.tsx";
import { registerRoutes } from "./applications/register-address.tsx";
import { auditRoutes } from "./audit/audit.tsx";
import { enrolRoutes } from "./enrolment/enrol.tsx";
import { enrolledRoutes } from "./enrolment/enrolled.tsx";
import { linkRoutes } from "./enrolment/links.tsx";
import { lostPhoneRoutes } from "./enrolment/lost-phone.tsx";
import { newLinkRoutes } from "./enrolment/new-link.tsx";
import { endpointRoutes } from "./events/endpoints.tsx";
import { withForm } from "./frame/form.ts";
import { consoleSender, type SendConsole } from "./frame/frame.tsx";
import { lostRoutes } from "./frame/lost.tsx";
import { firstPlaceOf } from "./frame/places.ts";
import { sendConsolePage } from "./frame/send-page.ts";
import { type ConsoleEnv, requireSession, type Sessions } from "./frame/session.ts";
import { jobRoutes } from "./jobs/jobs.tsx";
import { dashboardRoutes } from "./overview/dashboard.tsx";
import { settingRoutes } from "./settings.tsx";
import { confirmRoutes } from "./sign-in/confirm.tsx";
import { signInRoutes } from "./sign-in/sign-in.tsx";
import { manyTokenRoutes } from "./tokens/many-tokens.tsx";
import { randomPinRoutes } from "./tokens/random-pin.tsx";
import { tokenRoutes } from "./tokens/token.tsx";
import { tokenListRoutes } from "./tokens/tokens.tsx";
import { transactionRoutes } from "./tokens/transactions.tsx";
import { unlockRoutes } from "./tokens/unlock.tsx";
import { findRoutes } from "./users/find.ts";
import { importRoutes, UPLOAD } from "./users/import-users.tsx";
import { inviteRoutes } from "./users/invite.tsx";
import { newPinRoutes } from "./users/new-pin.tsx";
import { userRoutes } from "./users/user.tsx";
import { attributeRoutes } from "./users/user-attributes.tsx";
import { userListRoutes } from "./users/users.tsx";

export interface ConsoleDeps {
  readonly settings: Settings;
  readonly ask: AskApi;
  readonly sessions: Sessions;
  /** Whether links can be sent by mail. */
  readonly sendsMail: boolean;
  /** Whether BOOTSTRAP_ADMIN is set, which has a use only before there is an administrator. */
  readonly isBootstrapSet: boolean;
}

export function consoleRoutes(deps: ConsoleDeps): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const service = deps.settings.serviceDisplayName;
  const send = consoleSender(service);
  const refuse = (status: 400 | 403, text: "unreadable" | "foreign") => (c: Context) =>
    sendConsolePage(c, { service, secret: true, status }, ({ refused }) => ({
      title: refused.title,
      main: <p>{refused[text]}</p>,
    }));
  // SameSite lets another host of the same site through, so the origin is checked as well.
  app.use("/console/*", requireOwnPage(deps.settings, refuse(403, "foreign")));
  app.use("/console/*", withForm(refuse(400, "unreadable"), UPLOAD));
  // The sign-in needs no session; all that is mounted after it does.
  app.route("/", signInRoutes({ ...deps, service }));
  app.use("/console/*", requireSession(deps.sessions, deps.ask));
  // An account that may not see the overview begins elsewhere.
  app.get("/console", (c, next) => {
    const first = firstPlaceOf(c.var.account);
    return first === undefined || first === "/console" ? next() : c.redirect(first, 303);
  });
  for (const routes of [
    dashboardRoutes({ isBootstrapSet: deps.isBootstrapSet, adminRealm: deps.settings.adminRealm }),
    findRoutes,
    userListRoutes,
    userRoutes,
    newPinRoutes,
    tokenListRoutes,
    manyTokenRoutes,
    (send: SendConsole) => importRoutes(send, deps.sendsMail),
    (send: SendConsole) => inviteRoutes(send, deps.sendsMail),
    (send: SendConsole) => jobRoutes(send, deps.sendsMail),
    enrolRoutes,
    enrolledRoutes,
    tokenRoutes,
    attributeRoutes,
    randomPinRoutes,
    (send: SendConsole) => newLinkRoutes(send, deps.sendsMail),
    (send: SendConsole) => lostPhoneRoutes(send, deps.sendsMail),
    linkRoutes,
    transactionRoutes,
    unlockRoutes,
    accountRoutes,
    clientRoutes(deps.settings.publicUrl),
    refusalRoutes,
    registerRoutes,
    endpointRoutes,
    auditRoutes,
    settingRoutes,
    confirmRoutes(deps.sessions),
    lostRoutes,
  ])
    app.route("/", routes(send));
  return app;
}
