// Stack traces of the built worker, which is minified.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sourceLines } from "../../scripts/state/source-lines.ts";
import { readWranglerToml } from "../../scripts/state/worker-options.ts";

const folder = mkdtempSync(join(tmpdir(), "source-lines-"));
const bundle = join(folder, "dist/index.js");
beforeAll(async () => {
  writeFileSync(
    join(folder, "broken.ts"),
    "// a comment\n\nexport const fail = (): never => {\n  throw new Error('no');\n};\n",
  );
  const entryPoints = [join(folder, "broken.ts")];
  await build({
    entryPoints,
    outfile: bundle,
    bundle: true,
    minify: true,
    sourcemap: true,
    format: "esm",
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("name the file and line of the source", () => {
  const column = readFileSync(bundle, "utf8").indexOf("throw") + 1;
  const stack = `Error: no\n    at async a (file://${bundle}:1:${column})\n    at ${bundle}:1:${column}`;
  expect(sourceLines(bundle)(stack)).toBe("Error: no\n    at async a (broken.ts:4:3)\n    at broken.ts:4:3");
});

it("stay as they are where no source is known", () => {
  const others = "at node:internal:3:4, at file:///elsewhere/main.js:1:2, at /x/dist/index.js:999:1";
  expect(sourceLines(bundle)(others)).toBe(others);
});

it("are all that the names of functions were kept for, so a deployment keeps none and is minified", () => {
  const { keep_names, minify } = readWranglerToml();
  expect({ keep_names, minify }).toEqual({ keep_names: false, minify: true });
});
