// Builds what pages need and no start does, with the esbuild that wrangler brings: stylesheets,
// client scripts, the logo, words, the documents about the API. Each is a file of dist/assets that
// the worker reads through its binding ASSETS when it is asked for. dist/assets.json has their
// addresses, with a hash of the content in the name. The worker imports it, so that no file can be
// missing without an error of the build. All is in dist/ because built files are neither committed
// nor sources.
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { inProject } from "../lib/project.ts";
import { buildApi } from "./api.ts";
import { scimDescription } from "./scim.ts";
import { buildWords } from "./words.ts";
import { type Asset, keepOnly, writeBuilt } from "./write-built.ts";

const HASH_LENGTH = 10;
const TARGET = ["chrome120", "firefox121", "safari17"];

const STYLESHEETS = ["src/web/style/{style,docs}.css", "packages/console/style/console.css"];
/** One for each page that has live parts. Code that they share is in the folders below. */
const SCRIPTS = "{src/web,packages/console}/client/*.ts";

export async function buildPages(): Promise<void> {
  const assets = [...(await browserFiles()), logo(), ...buildWords(), ...(await buildApi()), scimDescription()];
  const named = assets.map(([name, content]) => {
    const [, stem = "", extension = ""] = /^(.+)\.(\w+)$/.exec(name) ?? [];
    const hash = createHash("sha256").update(content).digest("hex").slice(0, HASH_LENGTH);
    return { name, file: `${stem}-${hash}.${extension}`, content };
  });
  for (const { file, content } of named) writeBuilt(`assets/${file}`, content);
  const paths = Object.fromEntries(named.map(({ name, file }) => [name, `/assets/${file}`]));
  writeBuilt("assets.json", `${JSON.stringify(paths, null, 2)}\n`);
  keepOnly("assets", new Set(named.map(({ file }) => file)));
}

async function browserFiles(): Promise<readonly Asset[]> {
  const { outputFiles } = await build({
    absWorkingDir: inProject("."),
    entryPoints: [STYLESHEETS, SCRIPTS].flatMap((paths) => globSync(paths, { cwd: inProject(".") }).sort()),
    outdir: inProject("dist/assets"),
    entryNames: "[name]",
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: TARGET,
    charset: "utf8",
    logLevel: "warning",
  });
  return outputFiles.map(({ path, text }) => [basename(path), text]);
}

const logo = (): Asset => ["logo.png", readFileSync(inProject("src/web/pages/logo.png"))];
