// The files of a worker that is served here, as its binding ASSETS has them where it is deployed.
// They are read at once, like the worker itself: a later build replaces them, and a server that is
// running goes on with its own.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadMiniflare } from "./miniflare.ts";

type Miniflare = typeof import("miniflare");
type AskFiles = (request: InstanceType<Miniflare["Request"]>) => InstanceType<Miniflare["Response"]>;

/** `folder`: dist/assets, beside the built worker. */
export function assetFiles(folder: string): AskFiles {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const files = new Map(names.map((name) => [`/${name}`, readFileSync(join(folder, name))]));
  const { Response } = loadMiniflare();
  return ({ url }) => {
    const file = files.get(new URL(url).pathname);
    return file ? new Response(file) : new Response(null, { status: 404 });
  };
}
