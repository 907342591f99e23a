// Wrangler is one file of 15 MB that takes a second to load, which would be a third of the time of
// most commands. They need only what it makes of a few files, so that is kept in
// node_modules/.cache under a hash of all that it was made of, and `npm ci` removes it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inProject } from "../lib/project.ts";

type Wrangler = typeof import("wrangler");

const require = createRequire(import.meta.url);

export const loadWrangler = (): Wrangler => require("wrangler");

/**
 * What `make` returns, or has returned for the same `from`. It must be JSON, follow from `from`
 * alone, and be no secret.
 */
export function madeByWrangler<T>(
  from: readonly unknown[],
  make: (wrangler: Wrangler) => T,
  folder = inProject("node_modules/.cache/tiqr-edge"),
): T {
  const { version } = require("wrangler/package.json");
  const name = createHash("sha256")
    .update(JSON.stringify([version, from]))
    .digest("hex");
  const file = join(folder, `${name}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {} // nobody has asked for it yet
  const json = JSON.stringify(make(loadWrangler()));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, json);
    renameSync(`${file}.${process.pid}`, file);
  } catch {} // another user has installed the packages
  return JSON.parse(json);
}
