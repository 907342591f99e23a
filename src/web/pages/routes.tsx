// Pages, logo, assets and the app-association files.

import type { Context } from "hono";
import { Hono } from "../../http/hono.ts";
import type { Settings } from "../../settings.ts";
import { appleAppSiteAssociation, assetLinks } from "../../tiqr/linked-apps.ts";
import { isOnAndroid } from "../ui/on-android.ts";
import { assetRoutes } from "../ui/page/assets.ts";
import { brandRoutes } from "../ui/page/brand.ts";
import { sendPage } from "../ui/page/page.tsx";
import { homePage } from "./home.tsx";
import { languageRoutes } from "./language.ts";
import { linkPage, schemeEnrolmentLink, schemeLoginLink } from "./link.tsx";
import { LOGO_PNG } from "./logo.ts";

export function pageRoutes(settings: Settings): Hono {
  const app = new Hono();
  const service = settings.serviceDisplayName;

  // iOS gives up an enrolment if it cannot fetch the logo, so the default one is served right here.
  app.get("/logo.png", (c) =>
    c.body(LOGO_PNG, 200, { "Content-Type": "image/png", "Cache-Control": "public, max-age=86400" }),
  );
  app.route("/", assetRoutes());
  brandRoutes(app, settings);
  languageRoutes(app, settings);

  app.get("/", (c) => sendPage(c, { service }, (words) => homePage(service, words)));

  // An address typed with an extra slash.
  app.get("/login/", (c) => c.redirect(`/login${new URL(c.req.url).search}`, 308));

  if (settings.urlFormat.kind === "universal") app.route("/", universalLinkRoutes(settings));

  // A phone asks for these when its app is installed, so they are there before the first universal link.
  const association = (content: object | undefined) => (c: Context) =>
    content === undefined ? c.notFound() : c.json(content, 200, { "Cache-Control": "public, max-age=3600" });
  app.get("/.well-known/apple-app-site-association", association(appleAppSiteAssociation(settings)));
  app.get("/.well-known/assetlinks.json", association(assetLinks(settings)));

  return app;
}

/** If no QR code used universal links, these pages would only pass on forged ones. So they exist only with that format. */
function universalLinkRoutes(settings: Settings): Hono {
  const app = new Hono();
  // The address contains a login or an enrolment, so no cache may keep the page.
  const options = { service: settings.serviceDisplayName, secret: true };
  for (const path of ["/tiqrauth", "/tiqrauth/"])
    app.get(path, (c) =>
      sendPage(c, options, ({ link }) => linkPage(link, "login", schemeLoginLink(c.req.url, settings))),
    );
  for (const path of ["/tiqrenroll", "/tiqrenroll/"])
    app.get(path, (c) =>
      sendPage(c, options, ({ link }) =>
        linkPage(link, "enrolment", schemeEnrolmentLink(c.req.url, settings, isOnAndroid(c))),
      ),
    );
  return app;
}
