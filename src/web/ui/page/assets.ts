// The stylesheets and the client scripts, made by scripts/pages/assets.ts. Each address contains a
// hash of the content, so browsers may keep it without asking again.

import ASSETS from "../../../../dist/assets.json";
import { Hono } from "../../../http/hono.ts";

/** `style.css`, the console's, and `<page>.js` for each file of their folders of scripts. */
export type AssetName = keyof typeof ASSETS;
export type ScriptName = Extract<AssetName, `${string}.js`>;
export type StylesheetName = Extract<AssetName, `${string}.css`>;

const TYPES: Readonly<Record<string, string>> = { css: "text/css", js: "text/javascript" };

export const assetPath = (name: AssetName): string => ASSETS[name].path;

export function assetRoutes(): Hono {
  const app = new Hono();
  for (const { path, text } of Object.values(ASSETS)) {
    const type = TYPES[path.slice(path.lastIndexOf(".") + 1)];
    app.get(path, (c) =>
      c.body(text, 200, {
        "Content-Type": `${type}; charset=utf-8`,
        "Cache-Control": "public, max-age=31536000, immutable",
      }),
    );
  }
  return app;
}
