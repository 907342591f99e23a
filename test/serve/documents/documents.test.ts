// The documents and the project agree: each command is run or says what it needs, and each named
// script, file and heading exists.
import { existsSync, globSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { WITH_EXAMPLES } from "../../../scripts/docs/examples/made.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import {
  asksTheService,
  codeBlocksOf,
  DOCUMENTS,
  isMarked,
  isRunByCi,
  runnable,
  worksOnTheFolder,
} from "./doc-blocks.ts";

const textOf = (document: string): string => readFileSync(inProject(document), "utf8");
/**
 * The documents that walk.test.ts and api-examples.test.ts follow from the first block to the last.
 */
const FOLLOWED = ["README.md", "docs/first-login.md", ...WITH_EXAMPLES];

it("has blocks to look at, and a command that nothing runs would be found", () => {
  expect(FOLLOWED.map((document) => runnable(document).length > 0)).toEqual(FOLLOWED.map(() => true));
  expect(isRunByCi("npm ci")).toBe(true);
  expect(isRunByCi("npm run check")).toBe(true);
  expect(isRunByCi("npm run dev")).toBe(false);
  expect(isMarked({ where: "", commands: ["npx wrangler deploy"], shown: undefined })).toBe(false);
});

it.each(DOCUMENTS)("%s has no command that is neither run nor marked with what it needs", (document) => {
  if (FOLLOWED.includes(document)) return;
  const neither = runnable(document).filter((block) => !asksTheService(block) && !worksOnTheFolder(block));
  expect(neither.map(({ where, commands }) => [where, ...commands])).toEqual([]);
});

it("marks nothing that could be run", () => {
  const marked = DOCUMENTS.flatMap(codeBlocksOf).filter(isMarked);
  const needing = /wrangler (?!deploy --dry-run)|--remote|npm run (setup|deploy)|cloudflared|trycloudflare/;
  const idle = marked.filter(({ commands }) => !needing.test(commands.join("\n")));
  expect(idle.map(({ where }) => where)).toEqual([]);
});

it.each(DOCUMENTS)("%s names only npm scripts that there are", (document) => {
  const { scripts } = JSON.parse(textOf("package.json"));
  const named = [...textOf(document).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(
    ([, name = ""]) => name,
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

/** Anchors as GitHub makes them: lower case, no punctuation, a hyphen for each space. */
const anchorsOf = (document: string): string[] =>
  [...textOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );

it.each(DOCUMENTS)("%s links to files and headings that there are", (document) => {
  // `[text](link)`, a picture's `src="link"`, and the definition of a label: `[label]: link`.
  const links = [...textOf(document).matchAll(/(?:\]\(|src="|^\[[^\]\n]+\]: )([^)\s"]+)(?=[)"]|$)/gm)].map(
    ([, link = ""]) => link,
  );
  const broken = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? document : join(dirname(document), path);
      if (!existsSync(inProject(target))) return true;
      return anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).includes(anchor);
    });
  expect(broken).toEqual([]);
});

it.each(DOCUMENTS)("%s names only files that there are", (document) => {
  const named = [
    ...textOf(document).matchAll(/`((?:src|test|scripts|phone|bench|migrations|examples|packages)\/[^`\s]*)`/g),
  ];
  // `words/**/*.ts` and `style/*.css` are names of several files.
  const missing = named
    .map(([, path = ""]) => path)
    .filter((path) => globSync(path, { cwd: inProject(".") }).length === 0);
  expect(missing).toEqual([]);
});

it.each(DOCUMENTS)("%s names only files that are somewhere, where it says no folder", (document) => {
  const named = [...textOf(document).matchAll(/`([a-z0-9][a-z0-9.-]*\.tsx?)`/g)].map(([, name = ""]) => name);
  const missing = named.filter(
    (name) =>
      globSync(`{.,{src,test,scripts,phone,examples,packages}/**}/${name}`, { cwd: inProject(".") }).length === 0,
  );
  expect(missing).toEqual([]);
});

it("docs/glossary.md says of each word where it lives", () => {
  const entries = textOf("docs/glossary.md")
    .split(/^- (?=\*\*)/m)
    .slice(1);
  expect(entries.length).toBeGreaterThan(50);
  expect(entries.filter((entry) => !/`(src|test|scripts|bench)\/[^`]+`/.test(entry))).toEqual([]);
});

it("is listed in docs/README.md", () => {
  const index = textOf("docs/README.md");
  const missing = readdirSync(inProject("docs")).filter(
    (name) => name.endsWith(".md") && !index.includes(`](${name})`),
  );
  expect(missing).toEqual(["README.md"]);
});

it("names in docs/deploy.md the migrations that an older version does not survive", () => {
  // A table that is made anew under its name is there for older code: test/storage/audit/counts-of-before.test.ts.
  const anew = /DROP TABLE (\w+);\nALTER TABLE \w+ RENAME TO \1;/;
  const hard = readdirSync(inProject("migrations")).filter((file) =>
    /RENAME (COLUMN|TO)|DROP (TABLE|COLUMN)/.test(textOf(`migrations/${file}`).replace(anew, "")),
  );
  const [, row = ""] = /^\| (.*), which rename or drop/m.exec(textOf("docs/deploy.md")) ?? [];
  expect(row.match(/\d{4}/g)).toEqual(hard.map((file) => file.slice(0, 4)));
});

it("keeps no picture that no document shows", () => {
  const shown = DOCUMENTS.flatMap((document) =>
    [...textOf(document).matchAll(/(?:!\[[^\]]*\]\(|src=")([^)"]+)/g)].map(([, path = ""]) =>
      join(dirname(document), path),
    ),
  );
  expect(readdirSync(inProject("docs/images")).filter((name) => !shown.includes(`docs/images/${name}`))).toEqual([]);
});

it("has CI run .ci/run and nothing else", () => {
  const commands = textOf(".github/workflows/ci.yml").match(/(?<=\brun: ).*/g);
  expect(commands).toEqual([".ci/run"]);
  expect(statSync(inProject(".ci/run")).mode & 0o111).not.toBe(0);
});

/**
 * Tables, commands and the replies of the service have their own lines. What is left of one without
 * its links and its code has to fit.
 */
const isLong = (line: string): boolean =>
  !line.startsWith("|") && line.replaceAll(/`[^`]*`|\]\([^)]*\)|https?:\S+/g, "").length > 120;

it.each(DOCUMENTS)("%s has lines that fit next to code", (document) => {
  const prose = textOf(document).replaceAll(/^ *```[\s\S]*?^ *```$/gm, "");
  expect(prose.split("\n").filter(isLong)).toEqual([]);
});

/** The longest cell of a table. What is longer is a paragraph, and reads better as one. */
const MAX_CELL = 160;

/** What makes a row change with another one, or holds more than a glance takes in. */
const faultsOf = (row: string): string[] => {
  const cells = row.replace(/^ *\||\| *$/g, "").split(/(?<!\\)\|/);
  return cells.flatMap((cell) => [
    ...(/^ {2}|(?<=.) {2}$/.test(cell) ? [`padded: ${row}`] : []),
    ...(/^ :?-{4,}:? $/.test(cell) ? [`long rule: ${row}`] : []),
    ...(cell.trim().length > MAX_CELL ? [`${cell.trim().length} characters: ${cell.trim()}`] : []),
  ]);
};

it.each(DOCUMENTS)("%s has tables in which a word is changed by a line, and no paragraph is a cell", (document) => {
  const prose = textOf(document).replaceAll(/^( *)(```+)[\s\S]*?^\1\2$/gm, "");
  const rows = prose.split("\n").filter((line) => /^ *\|/.test(line));
  expect(rows.flatMap(faultsOf)).toEqual([]);
});

it("finds a padded cell, a long rule, and a paragraph in a table", () => {
  const rows = ["| a | b  |", "|  a | b |", "| --- | ----- |", `| a | ${"b".repeat(MAX_CELL + 1)} |`];
  expect(rows.map((row) => faultsOf(row).length)).toEqual([1, 1, 1, 1]);
  expect(["| a | | `b \\| c` |", "| --- | --: |"].flatMap(faultsOf)).toEqual([]);
});

it("keeps README.md short", () => {
  expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(135);
  expect(Buffer.byteLength(textOf("README.md"))).toBeLessThanOrEqual(10_000);
});
