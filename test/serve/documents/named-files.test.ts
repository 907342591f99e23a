// Comments lead a reader to other files. A comment that names a moved or deleted file leads
// nowhere, and nothing else notices that.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

const FOLDERS = "{src,phone,scripts,examples,packages,bench,test}";
const cwd = inProject(".");
const SOURCES = globSync(`${FOLDERS}/**/*.{ts,tsx,js,css}`, { cwd });
const NAMES = new Set(
  globSync([`${FOLDERS}/**/*.{ts,tsx}`, "{docs,test,examples,packages}/**/*.md", "*.{md,ts}"], { cwd }).map((path) =>
    basename(path),
  ),
);

const commentsOf = (source: string): string[] =>
  [...source.matchAll(/(?:^|\s)\/\/ (.*)$|\/\*+([\s\S]*?)\*\//gm)].map(([, line, block]) => line ?? block ?? "");

/**
 * A name that begins with a dot is a path from the file, one with a slash a path of the project,
 * any other a file somewhere.
 */
const isThere = (from: string, name: string): boolean => {
  if (/^\.\.?\//.test(name)) return existsSync(join(cwd, dirname(from), name));
  return name.includes("/") ? existsSync(join(cwd, name)) : NAMES.has(name);
};

function missingIn(path: string, source: string): string[] {
  const names = commentsOf(source).flatMap(
    (comment) => comment.match(/(?<![\w*:{/.-])[\w./-]+\.(?:tsx?|md)\b(?!\.\w)/g) ?? [],
  );
  return names.filter((name) => !isThere(path, name)).map((name) => `${path}: ${name}`);
}

it("finds a name that leads nowhere, in each kind of comment", () => {
  const source =
    '// See nowhere.ts.\n/** `src/no.ts` */\nconst a = "./string.ts"; // ./gone.tsx, ./named-files.test.ts';
  const missing = ["nowhere.ts", "src/no.ts", "./gone.tsx"].map((name) => `test/serve/documents/x.ts: ${name}`);
  expect(missingIn("test/serve/documents/x.ts", source)).toEqual(missing);
});

it("names only files that there are", () => {
  expect(SOURCES.length).toBeGreaterThan(300);
  const others = SOURCES.filter((path) => basename(path) !== basename(import.meta.filename));
  expect(others.flatMap((path) => missingIn(path, readFileSync(join(cwd, path), "utf8")))).toEqual([]);
});
