// GET /openapi.json: the whole API as an OpenAPI 3.1 document, for programs. Pages of any origin may read it.

import type { HttpEnv } from "../context.ts";
import { crossOrigin } from "../cross-origin.ts";
import { Hono } from "../hono.ts";
import { onlyMethods } from "../methods.ts";

const PATH = "/openapi.json";
/** Short, so that the document of a new version is soon everywhere. */
const MAX_AGE_SECONDS = 300;

export function openapiRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  let document: string | undefined;

  app.use(PATH, crossOrigin(["*"]));
  app.get(PATH, async (c) => {
    document ??= JSON.stringify((await import("../openapi/document.ts")).makeDocument());
    const headers = { "Content-Type": "application/json", "Cache-Control": `public, max-age=${MAX_AGE_SECONDS}` };
    return c.body(document, 200, headers);
  });
  onlyMethods(app, PATH, ["GET"]);
  return app;
}
