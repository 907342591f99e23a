// /console: pages for administrators and service accounts, made on the server and working without
// script. All that they show and do goes through the API (./api.ts).

import type { Context } from "hono";
import { Hono, requireOwnPage } from "../../src/for-console.ts";
import { accountRoutes } from "./accounts/accounts.tsx";
import { RefusedCall } from "./api.ts";
import { clientRoutes } from "./applications/clients.tsx";
import { refusalRoutes } from "./applications/refusals.tsx";
import { registerRoutes } from "./applications/register-address.tsx";
import { auditRoutes } from "./audit/audit.tsx";
import { blockRoutes } from "./desk/block.tsx";
import { blockManyRoutes } from "./desk/block-many.tsx";
import { callerRoutes } from "./desk/caller.tsx";
import { passRoutes } from "./desk/day-pass.tsx";
import { lostPhoneRoutes } from "./desk/lost-phone.tsx";
import { newPhoneRoutes } from "./desk/new-phone.tsx";
import { notMeRoutes } from "./desk/not-me.tsx";
import { directoryRoutes } from "./directory/directory.tsx";
import { enrolRoutes } from "./enrolment/enrol.tsx";
import { enrolledRoutes } from "./enrolment/enrolled.tsx";
import { linkRoutes } from "./enrolment/links.tsx";
import { newLinkRoutes } from "./enrolment/new-link.tsx";
import { endpointRoutes } from "./events/endpoints.tsx";
import { withForm } from "./frame/form.ts";
import { sendConsolePage } from "./frame/frame.tsx";
import { lostRoutes } from "./frame/lost.tsx";
import { firstPlaceOf } from "./frame/places.ts";
import { Instead, sendRefused } from "./frame/refusal.tsx";
import { type ConsoleDeps, type ConsoleEnv, requireSession } from "./frame/session.ts";
import { jobRoutes } from "./jobs/jobs.tsx";
import { dashboardRoutes } from "./overview/dashboard.tsx";
import { settingRoutes } from "./settings/settings.tsx";
import { confirmRoutes } from "./sign-in/confirm.tsx";
import { signInRoutes } from "./sign-in/sign-in.tsx";
import { manyTokenRoutes } from "./tokens/many-tokens.tsx";
import { randomPinRoutes } from "./tokens/random-pin.tsx";
import { tokenRoutes } from "./tokens/token.tsx";
import { tokenListRoutes } from "./tokens/tokens.tsx";
import { transactionRoutes } from "./tokens/transactions.tsx";
import { unlockRoutes } from "./tokens/unlock.tsx";
import { undoRoutes } from "./undo/undo.tsx";
import { findRoutes } from "./users/find.ts";
import { importRoutes, UPLOAD } from "./users/import-users.tsx";
import { inviteRoutes } from "./users/invite.tsx";
import { userRoutes } from "./users/user.tsx";
import { attributeRoutes } from "./users/user-attributes.tsx";
import { userListRoutes } from "./users/users.tsx";

export function consoleRoutes(deps: ConsoleDeps): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const { settings, sessions, ask } = deps;
  const service = settings.serviceDisplayName;
  const refuse = (status: 400 | 403, text: "unreadable" | "foreign") => (c: Context) =>
    sendConsolePage(c, { service, secret: true, status }, ({ refused }) => ({
      title: refused.title,
      main: <p>{refused[text]}</p>,
    }));
  // Where a handler cannot go on, it throws, and another page takes the place of its own.
  app.onError((error, c) => {
    if (error instanceof RefusedCall) return sendRefused(c, error.place, error.reply);
    if (error instanceof Instead) return error.show(c);
    throw error;
  });
  // SameSite lets another host of the same site through, so the origin is checked as well.
  app.use("/console/*", requireOwnPage(settings, refuse(403, "foreign")));
  app.use("/console/*", withForm(refuse(400, "unreadable"), UPLOAD));
  // The sign-in needs no session; all that is mounted after it does.
  app.route("/", signInRoutes({ service, ask, sessions }));
  app.use("/console/*", requireSession(deps));
  // An account that may not see the overview begins elsewhere.
  app.get("/console", (c, next) => {
    const first = firstPlaceOf(c.var.account);
    return first === undefined || first === "/console" ? next() : c.redirect(first, 303);
  });
  for (const addTo of [
    dashboardRoutes,
    findRoutes,
    userListRoutes,
    userRoutes,
    blockRoutes,
    blockManyRoutes,
    newPhoneRoutes,
    notMeRoutes,
    passRoutes,
    callerRoutes,
    tokenListRoutes,
    manyTokenRoutes,
    importRoutes,
    inviteRoutes,
    jobRoutes,
    enrolRoutes,
    enrolledRoutes,
    tokenRoutes,
    attributeRoutes,
    randomPinRoutes,
    newLinkRoutes,
    lostPhoneRoutes,
    linkRoutes,
    undoRoutes,
    transactionRoutes,
    unlockRoutes,
    accountRoutes,
    clientRoutes,
    refusalRoutes,
    registerRoutes,
    endpointRoutes,
    ...(settings.scim ? [directoryRoutes] : []),
    auditRoutes,
    settingRoutes,
    confirmRoutes,
    lostRoutes,
  ])
    addTo(app);
  return app;
}
