// The stylesheets and the client scripts: of all files of the worker, browsers get only these by
// the address with the hash.

import { ASSET_NAMES, type AssetName, assetPath, readAsset } from "../../../assets/asset.ts";
import { Hono } from "../../../http/hono.ts";

/** `<page>.js` for each file of the folders of scripts. */
export type ScriptName = Extract<AssetName, `${string}.js`>;
/** `style.css` of all pages, that of `/docs`, and the console's. */
export type StylesheetName = Extract<AssetName, `${string}.css`>;

const TYPES: Readonly<Record<string, string>> = { css: "text/css", js: "text/javascript" };

export function assetRoutes(): Hono {
  const app = new Hono();
  for (const name of ASSET_NAMES) {
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)];
    if (type === undefined) continue;
    app.get(assetPath(name), async (c) =>
      c.body(await (await readAsset(c.env, name)).text(), 200, {
        "Content-Type": `${type}; charset=utf-8`,
        "Cache-Control": "public, max-age=31536000, immutable",
      }),
    );
  }
  return app;
}
