// The Hono app: routers, headers, and the one place where exceptions end.

import { consoleRoutes } from "../packages/console/routes.tsx";
import { UserMoving } from "./core/shards/shard-map.ts";
import { lackedMethod, methodNotAllowed } from "./http/answer/methods.ts";
import { guardAnswer } from "./http/answer/ready-headers.ts";
import { refused } from "./http/answer/refused.ts";
import { auditPartsRoutes } from "./http/audit/parts-routes.ts";
import { auditRoutes } from "./http/audit/routes.ts";
import { auditStreamRoutes } from "./http/audit/stream-routes.ts";
import { authzRoutes } from "./http/authz/routes.ts";
import { callerRoutes } from "./http/callers/routes.ts";
import { cibaRoutes } from "./http/ciba/routes.ts";
import type { HttpEnv } from "./http/context.ts";
import { definedRoutes } from "./http/defined-routes.ts";
import type { Deps } from "./http/deps.ts";
import { deviceRoutes } from "./http/device/routes.ts";
import { entraRoutes } from "./http/entra/routes.ts";
import { webhookRoutes } from "./http/events/routes.ts";
import { withTimeout } from "./http/guard/request-timeout.ts";
import { Hono } from "./http/hono.ts";
import { jobRoutes } from "./http/jobs/routes.ts";
import { newsRoutes } from "./http/logins/news-routes.ts";
import { pollRoutes } from "./http/logins/poll-routes.ts";
import { validateRoutes } from "./http/logins/routes.ts";
import { clientRoutes } from "./http/oidc/clients.ts";
import { discoveryRoutes } from "./http/oidc/discovery.ts";
import { parRoutes } from "./http/oidc/par.ts";
import { grantRoutes } from "./http/oidc/token.ts";
import { userinfoRoutes } from "./http/oidc/userinfo.ts";
import { openapiRoutes } from "./http/openapi/routes.ts";
import { accountRoutes } from "./http/people/account-routes.ts";
import { authRoutes } from "./http/people/auth-routes.ts";
import { userRoutes } from "./http/people/user-routes.ts";
import { isPhonePath, phoneEndpoint, ttypeRoutes } from "./http/phones/routes.ts";
import { madeForClient, senderAddress } from "./http/request/address.ts";
import { leaveOpener } from "./http/request/opener.ts";
import { KeepingRouter } from "./http/router.ts";
import { scimRoutes } from "./http/scim/routes.ts";
import { metricsRoutes } from "./http/system/metrics-routes.ts";
import { systemRoutes } from "./http/system/routes.ts";
import { tokenRoutes } from "./http/tokens/routes.ts";
import { undoRoutes } from "./http/undo/routes.ts";
import { passThrough } from "./http/upstream/pass-through.ts";
import { routeOf } from "./http/watch/step.ts";
import { createWatch } from "./http/watch/watch.ts";
import { callPageRoutes } from "./web/callers/routes.ts";
import { cibaPageRoutes } from "./web/ciba/routes.ts";
import { devicePageRoutes } from "./web/device/routes.ts";
import { docsRoutes } from "./web/docs/routes.ts";
import { enrolmentPageRoutes } from "./web/enrol/routes.ts";
import { entraPageRoutes } from "./web/entra/routes.ts";
import { loginRoutes } from "./web/login/routes.ts";
import { recoverRoutes } from "./web/me/recovery/recover.tsx";
import { meRoutes } from "./web/me/routes.ts";
import { logoutRoutes } from "./web/oidc/logout.tsx";
import { authorizeRoutes } from "./web/oidc/routes.tsx";
import { PAGE_HEADERS } from "./web/pages/page-headers.ts";
import { addPageSources } from "./web/pages/page-sources.ts";
import { sendNotFound, showProblem, wantsPage } from "./web/pages/problem.tsx";
import { pageRoutes } from "./web/pages/routes.tsx";
import { brandOf, leaveBrand } from "./web/ui/page/brand.ts";

/** Moving a few slots takes seconds. */
const MOVING_RETRY_SECONDS = 5;

export function createApp(deps: Deps): Hono<HttpEnv> {
  const { serviceDisplayName, trustedProxy } = deps.ports.settings;
  const brand = brandOf(deps.ports.settings);
  const watch = createWatch(deps);
  const router = new KeepingRouter(["/ttype/tiqr"]);
  const app = new Hono<HttpEnv>({ router });

  // Every request pays for each middleware, so this one does everything that concerns all of them.
  app.use(async (c, next) => {
    c.set("address", senderAddress(c, trustedProxy));
    leaveBrand(c, brand);
    await watch(c, next);
    if (c.get("passed")) return; // `c.var` would copy all variables into an object
    await showProblem(c, serviceDisplayName);
    const { headers } = c.res;
    // This is privacyIDEA's value. An answer that carries a secret or a token sets no-store itself.
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-cache");
    // HTML must not leave without the policy of pages, so the answer's type decides, not the path.
    const isPage = headers.get("Content-Type")?.startsWith("text/html");
    guardAnswer(headers, isPage ? PAGE_HEADERS : undefined);
    leaveOpener(c);
    if (isPage) addPageSources(c, brand.logo);
  });
  if (deps.ports.upstream) app.use(passThrough(deps, router.families));
  // These routes come before the time limit of all others. A poll may ask for more time and a phone
  // waits for less, so they have limits of their own, as have the files that the pages wait for.
  app.route("/", pageRoutes(deps.ports.settings));
  const routes = definedRoutes(app, deps);
  pollRoutes(routes, deps);
  newsRoutes(routes, deps);
  auditStreamRoutes(routes, deps);
  app.route("/", ttypeRoutes(deps));
  app.use(withTimeout);

  for (const addRoutes of [
    authRoutes,
    tokenRoutes,
    validateRoutes,
    auditRoutes,
    auditPartsRoutes,
    accountRoutes,
    metricsRoutes,
    webhookRoutes,
    jobRoutes,
    systemRoutes,
    userRoutes,
    undoRoutes,
    callerRoutes,
    clientRoutes,
    openapiRoutes,
    discoveryRoutes,
    grantRoutes,
    parRoutes,
    userinfoRoutes,
    deviceRoutes,
    cibaRoutes,
  ])
    addRoutes(routes, deps);
  app.route("/", authzRoutes(deps));
  app.route("/", authorizeRoutes(deps));
  app.route("/", logoutRoutes(deps));

  router.later("login", () => app.route("/", loginRoutes(deps)));
  router.later("me", () => app.route("/", meRoutes(deps)).route("/", recoverRoutes(deps)));
  if (deps.ports.settings.deskVerifies !== "off") router.later("call", () => app.route("/", callPageRoutes(deps)));
  if (deps.ports.settings.ciba) router.later("confirm", () => app.route("/", cibaPageRoutes(deps)));
  if (deps.ports.settings.deviceGrant) router.later("device", () => app.route("/", devicePageRoutes(deps)));
  router.later("entra", () => {
    entraRoutes(routes, deps);
    app.route("/", entraPageRoutes(deps));
  });
  if (deps.ports.settings.scim) router.later("scim", () => scimRoutes(routes, deps));
  // A directory that is set up too early has a key, which is nothing for the server behind this one.
  else router.families.add("scim");
  router.later("enrol", () => app.route("/", enrolmentPageRoutes(deps)));
  router.later("docs", () => app.route("/", docsRoutes(deps.ports.settings)));
  router.later("console", () =>
    app.route(
      "/",
      consoleRoutes({
        isBootstrapSet: deps.bootstrapAdmin !== undefined,
        settings: deps.ports.settings,
        sendsMail: deps.ports.mail !== undefined,
        ask: (c, request) => app.fetch(madeForClient(c, request, trustedProxy), c.env, c.executionCtx),
        sessions: deps.adminTokens,
      }),
    ),
  );

  const { post: answerPhone } = phoneEndpoint(deps);
  app.notFound(async (c) => {
    // A setting (PHONE_PATHS) must not take over a route of this service, so it is asked last.
    if (isPhonePath(c.req.path, deps.ports.settings))
      return c.req.method === "POST" ? answerPhone(c) : methodNotAllowed(c, ["POST"]);
    const lacked = lackedMethod(c, router);
    if (lacked) return lacked;
    return wantsPage(c) ? sendNotFound(c, serviceDisplayName) : refused(c, { code: "unknown-path" });
  });
  app.onError((error, c) => {
    // A query may hold a PIN, a path a link's key or a transaction_id. So only the route is logged.
    const path = routeOf(c, deps.ports.settings);
    if (error instanceof UserMoving)
      return refused(c, { code: "unavailable" }, { "Retry-After": String(MOVING_RETRY_SECONDS) });
    console.error(`${c.req.method} ${path} failed:`, error);
    return refused(c, { code: "unavailable" });
  });

  return app;
}
