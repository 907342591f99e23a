// The page about the API, built by scripts/pages/api.ts. It is in English alone, as the API's own
// texts are: it is for developers.

import { raw } from "hono/html";
import { readAsset } from "../../assets/asset.ts";
import type { HttpEnv } from "../../http/context.ts";
import { Hono } from "../../http/hono.ts";
import type { Settings } from "../../settings.ts";
import { sendPage } from "../ui/page/page.tsx";

export function docsRoutes({ serviceDisplayName: service }: Settings): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/docs", async (c) => {
    const main = raw(await (await readAsset(c.env, "api-page.html")).text());
    return sendPage(c, { service }, () => ({ title: "API", main, script: "docs.js", stylesheet: "docs.css" }));
  });
  return app;
}
