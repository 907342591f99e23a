// Builds the documents about the API, and what the worker needs of the definitions of its routes.
// Node cannot read the TSX of the page, so esbuild makes one module of all of it.
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { inProject } from "../lib/project.ts";
import { type Asset, writeBuilt } from "./write-built.ts";

const DOCUMENTS = ["docs/api.md", "docs/api-examples.md"];

/** Writes the rules, and returns the files. */
export async function buildApi(): Promise<Asset[]> {
  const { outputFiles } = await build({
    absWorkingDir: inProject("."),
    entryPoints: ["scripts/pages/api/files.tsx"],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  const source = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  const { apiFiles }: typeof import("./api/files.tsx") = await import(`data:text/javascript;base64,${source}`);
  const { document, page, rules } = apiFiles(DOCUMENTS.map((path) => readFileSync(inProject(path), "utf8")));
  writeBuilt(
    "route-rules.ts",
    `import type { RouteRules } from "../src/http/route-rules.ts";\n\nexport const rules = (): Readonly<Record<string, RouteRules>> => (${rules});\n`,
  );
  return [
    ["openapi.json", document],
    ["api-page.html", page],
  ];
}
