// GET /openapi.json: the API as an OpenAPI 3.1 document. Pages of any origin may read it.

import { crossOrigin } from "../answer/cross-origin.ts";
import type { DefinedRoutes } from "../defined-routes.ts";

const PATH = "/openapi.json";
/** Short, so that the document of a new version is soon everywhere. */
const MAX_AGE_SECONDS = 300;

export function openapiRoutes({ app, on }: DefinedRoutes): void {
  let document: string | undefined;

  app.use(PATH, crossOrigin(["*"]));
  on(`GET ${PATH}`, async (c) => {
    document ??= JSON.stringify((await import("./document.ts")).makeDocument());
    const headers = { "Content-Type": "application/json", "Cache-Control": `public, max-age=${MAX_AGE_SECONDS}` };
    return c.body(document, 200, headers);
  });
}
