// Builds the pages' stylesheets and client scripts with the esbuild that wrangler brings. It writes
// them to dist/assets.json: for each asset its text, and its address with a hash of the content in
// the name. The worker imports that file, so the assets are part of the bundle. The file is in
// dist/ because built files are neither committed nor sources.
import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { inProject } from "../lib/project.ts";
import { buildWords } from "./words.ts";
import { writeBuilt } from "./write-built.ts";

const HASH_LENGTH = 10;
const TARGET = ["chrome120", "firefox121", "safari17"];

const STYLESHEETS = ["src/web/style/style.css", "packages/console/style/console.css"];
/** One for each page that has live parts. Code that they share is in the folders below. */
const SCRIPTS = "{src/web,packages/console}/client/*.ts";

export async function buildPages(): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: inProject("."),
    // A bundle is compressed, so what is alike stands together: sheets, then scripts.
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
  const assets = outputFiles.map(({ path, text }) => {
    const [, name = "", extension = ""] = /^(.+)\.(\w+)$/.exec(basename(path)) ?? [];
    const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
    return [basename(path), { path: `/assets/${name}-${hash}.${extension}`, text }] as const;
  });
  writeBuilt("assets.json", `${JSON.stringify(Object.fromEntries(assets), null, 2)}\n`);
  buildWords();
}
