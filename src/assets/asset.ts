// The files that the worker is deployed with, made by scripts/pages/assets.ts. Each address has a
// hash of the content, so browsers may keep a file without asking again.

import ASSETS from "../../dist/assets.json";
import { within } from "../lib/within.ts";

/** Names without the hash, such as `style.css`. */
export type AssetName = keyof typeof ASSETS;

interface AssetFiles {
  fetch(url: string): Promise<Response>;
}

export const ASSET_NAMES = Object.keys(ASSETS) as AssetName[];
export const assetPath = (name: AssetName): string => ASSETS[name];

/** The files of pages come before the time limit of other routes. */
const MAX_READ_MS = 5_000;

/** The binding has dist/assets as its root; its host is nobody's. Throws if it has no such file. */
export async function readAsset(bindings: unknown, name: AssetName): Promise<Response> {
  const { ASSETS: files } = bindings as { readonly ASSETS: AssetFiles };
  const asked = files.fetch(`https://assets.invalid${assetPath(name).replace("/assets", "")}`);
  const file = await within(MAX_READ_MS, asked);
  if (file.status !== 200) throw new Error(`${name}: the binding ASSETS answers ${file.status}`);
  return file;
}
