// People register a phone, wherever they read about it: two words for one act would leave them
// asking for the difference. The code calls it enrolment, and the wire enrollment.

import { expect, it } from "vitest";
import { textsOf } from "../support/house/files.ts";

const TABLES = await textsOf("src/{mail,http/phones}/words.ts", "{src/web,packages/console}/words/**/*.ts");

/** What operators, administrators and developers of applications read; the code has other readers. */
const DOCUMENTS = await textsOf(
  "{README,SECURITY,CHANGELOG}.md",
  "docs/!(api-examples|architecture|code|glossary|oidc-conformance|pages|performance|scaling|storage|tests).md",
);

const TEXT = /"(?:[^"\\\n]|\\.)*"|`[^`]*`/g;
const codeOf = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
/** Keys and names of files have no such word at their beginning or after a blank. */
const OTHER_WORD = /(?<=^["`]|[\s("[])(?:re-?)?enrol(?!lTIQR|lment|l\b)/i;

const otherWords = (source: string): string[] =>
  [...codeOf(source).matchAll(TEXT)].map(([text]) => text).filter((text) => OTHER_WORD.test(text));

it.each(Object.entries(TABLES))("%s says register", (_, source) => {
  expect(otherWords(source)).toEqual([]);
});

/** Without code, the addresses of links, and what the apps say. */
const proseOf = (markdown: string): string =>
  markdown.replaceAll(
    /```[\s\S]*?```|<!--.*?-->|clientwait, enrolled|`[^`]*`|\]\([^)]*\)|Invalid enrolment server response|already enrolled with/g,
    "",
  );

it.each(Object.entries(DOCUMENTS))("%s says register", (_, text) => {
  expect(proseOf(text).match(new RegExp(OTHER_WORD, "gi")) ?? []).toEqual([]);
});

it("finds the other word in a phrase, and in no key or name of a file", () => {
  expect(otherWords('a: ["Enrol a phone", `An enrolment link`], // enrol')).toHaveLength(2);
  expect(proseOf("See [it](x.md#an-enrolment), `enrol`, and enrol")).toMatch(OTHER_WORD);
  expect(otherWords('import { enrolWords } from "./enrol.ts"; "not-enrolled": ["x"], enrolled: ["y"]')).toEqual([]);
});
