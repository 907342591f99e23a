// The page about the API. Its definitions are evaluated when first asked for, not at each start.

import type { HttpEnv } from "../../http/context.ts";
import { Hono } from "../../http/hono.ts";
import type { Settings } from "../../settings.ts";
import { sendPage } from "../ui/page/page.tsx";

const PATH = "/docs";

export function docsRoutes({ serviceDisplayName: service }: Settings): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get(PATH, async (c) => {
    const { apiPage } = await import("./api-page.tsx");
    return sendPage(c, { service }, apiPage);
  });
  return app;
}
