// GET /openapi.json: the API as an OpenAPI 3.1 document, built by scripts/pages/api.ts. Pages of
// any origin may read it.

import { readAsset } from "../../assets/asset.ts";
import { crossOrigin } from "../answer/cross-origin.ts";
import type { DefinedRoutes } from "../defined-routes.ts";

const PATH = "/openapi.json";
/** Short, so that the document of a new version is soon everywhere. */
const MAX_AGE_SECONDS = 300;

export function openapiRoutes({ app, on }: DefinedRoutes): void {
  app.use(PATH, crossOrigin(["*"]));
  on(`GET ${PATH}`, async (c) => {
    const headers = { "Content-Type": "application/json", "Cache-Control": `public, max-age=${MAX_AGE_SECONDS}` };
    return c.body(await (await readAsset(c.env, "openapi.json")).text(), 200, headers);
  });
}
