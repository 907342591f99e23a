// Pages, logo, assets, and the files under /.well-known.

import type { Context } from "hono";
import { readAsset } from "../../assets/asset.ts";
import { Hono } from "../../http/hono.ts";
import type { Settings } from "../../settings.ts";
import { appleAppSiteAssociation, assetLinks } from "../../tiqr/linked-apps.ts";
import { assetRoutes } from "../ui/page/assets.ts";
import { brandRoutes } from "../ui/page/brand.ts";
import { sendPage, sendPersonPage } from "../ui/page/page.tsx";
import { isOnAndroid } from "../ui/phone/open-in-app.tsx";
import { homePage } from "./home.tsx";
import { languageRoutes } from "./language.ts";
import { linkPage, schemeEnrolmentLink, schemeLoginLink } from "./link.tsx";
import { SECURITY_TXT, securityTxt } from "./security-txt.ts";

export function pageRoutes(settings: Settings): Hono {
  const app = new Hono();
  const service = settings.serviceDisplayName;

  // iOS gives up an enrolment whose logo it cannot fetch, so the default one is served from here.
  app.get("/logo.png", async (c) => {
    const headers = { "Content-Type": "image/png", "Cache-Control": "public, max-age=86400" };
    return c.body(await (await readAsset(c.env, "logo.png")).arrayBuffer(), 200, headers);
  });
  app.route("/", assetRoutes());
  brandRoutes(app, settings);
  languageRoutes(app, settings);

  app.get("/", (c) => sendPersonPage(c, { service }, (words) => homePage(service, words)));

  // An address typed with an extra slash.
  app.get("/login/", (c) => c.redirect(`/login${new URL(c.req.url).search}`, 308));

  if (settings.urlFormat.kind === "universal") app.route("/", universalLinkRoutes(settings));

  // Phones fetch these when the app is installed, so they exist before any universal link.
  const association = (content: object | undefined) => (c: Context) =>
    content === undefined ? c.notFound() : c.json(content, 200, { "Cache-Control": "public, max-age=3600" });
  app.get("/.well-known/apple-app-site-association", association(appleAppSiteAssociation(settings)));
  app.get("/.well-known/assetlinks.json", association(assetLinks(settings)));
  app.get(SECURITY_TXT, (c) => {
    const text = securityTxt(settings, Date.now());
    if (text === undefined) return c.notFound();
    const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" };
    return c.body(text, 200, headers);
  });

  return app;
}

/** Without universal links in QR codes, only forged ones could lead to these pages. */
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
