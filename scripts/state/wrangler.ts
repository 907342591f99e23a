// Wrangler is one file of 15 MB that takes a second to load, several times as long as most commands
// need. They need only what it makes of a few files, so that is kept in
// node_modules/.cache under a hash of all that it was made of, and `npm ci` removes it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Unstable_Config } from "wrangler";
import { inProject } from "../lib/project.ts";

type Wrangler = typeof import("wrangler");

const require = createRequire(import.meta.url);
const folderHere = dirname(inProject("package.json"));
/** Stands for the project's folder, so that copies of it share what is kept. */
const FOLDER = "<project>";

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
    .update(toText([version, from]))
    .digest("hex");
  const file = join(folder, `${name}.json`);
  try {
    return ofText(readFileSync(file, "utf8"));
  } catch {} // nobody has asked for it yet
  const text = toText(make(loadWrangler()));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {} // another user has installed the packages
  return ofText(text);
}

const moved = (value: unknown, from: string, to: string): unknown =>
  typeof value === "string" && `${value}/`.startsWith(`${from}/`) ? to + value.slice(from.length) : value;
const toText = (value: unknown): string => JSON.stringify(value, (_, each) => moved(each, folderHere, FOLDER));
const ofText = (text: string) => JSON.parse(text, (_, each) => moved(each, FOLDER, folderHere));

/** The file as wrangler reads it. An empty name stands for the top level. */
export function readToml(env = process.env.CLOUDFLARE_ENV): Unstable_Config {
  const config = inProject("wrangler.toml");
  return madeByWrangler(["config", readFileSync(config, "utf8"), env], ({ unstable_readConfig }) => {
    const args = { config, ...(env === undefined ? {} : { env }) };
    return unstable_readConfig(args, { hideWarnings: true }) as Unstable_Config;
  });
}
