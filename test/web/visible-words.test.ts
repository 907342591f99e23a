// No visible words outside the tables of words: reads the sources of pages and client scripts, also
// the console's, for text that people would see.

import { describe, expect, it } from "vitest";
import { textsOf } from "../support/house/files.ts";

const SOURCES = await textsOf(
  "src/web/**/*.tsx",
  "packages/console/!(test)/**/*.tsx",
  "packages/console/*.tsx",
  "{src/web,packages/console}/client/**/*.ts",
);

const PATTERNS = [
  // Markup: text before a closing tag, between tags, and beside an expression. A text with = or ;
  // is code, as is what follows =>, and `}: T<` is a type.
  /(?<!=)>([^<>{}=;]*)<\//g,
  /(?<!=)>([^<>{}=;()]*)[<{]/g,
  /\}(?!: \w+<)([^<>{}=;()]*)</g,
  // An attribute that is shown or read aloud.
  /\s(?:alt|title|label|hint|error|caption|placeholder|aria-label)=\{?["'`]([^"'`]*)["'`]/g,
  // An expression that is only a text.
  /[>}]\s*\{\s*["'`]([^"'`]*)["'`]\s*\}/g,
  // Any text that looks like a sentence: a capital, and more than one word.
  /["'`](\p{Lu}[^"'`\n]* [^"'`\n]*)["'`]/gu,
];
const WORD = /\p{L}{2}/u;
/** A call of the API, by method and route, or a type made of one. */
const CALL = /^(GET|POST|PUT|PATCH|DELETE) \//;

/** Without comments. */
const codeOf = (source: string): string => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

const visibleWords = (source: string): string[] => {
  const found = PATTERNS.flatMap((pattern) =>
    [...codeOf(source).matchAll(pattern)].map(([, text = ""]) => text.trim()),
  );
  return found.filter((text) => WORD.test(text) && !CALL.test(text));
};

describe("no visible word", () => {
  it("goes unread: there are pages and scripts", () => {
    for (const end of [".tsx", ".ts"])
      expect(Object.keys(SOURCES).filter((path) => path.endsWith(end)).length, end).toBeGreaterThan(0);
  });

  it.each(Object.entries(SOURCES))("is in %s", (_, source) => {
    expect(visibleWords(source)).toEqual([]);
  });
});

describe("the check finds", () => {
  it.each([
    "<p>Sign in</p>",
    "<p>\n  Sign in\n</p>",
    "<p>{name} Sign in</p>",
    "<p>Sign in {name}</p>",
    "<p>Sign in<br />{name}</p>",
    "<p>(Sign in)</p>",
    '<p>{"Sign in"}</p>',
    '<img src={src} alt="Sign in" />',
    "<Field name={name} label={'Sign in'} />",
    'status.textContent = "Sign in";',
    'const said = late ? "Sign in" : words.in;',
  ])("the words in %j", (source) => {
    expect(visibleWords(source).join()).toContain("Sign in");
  });

  it("none in what is code", () => {
    expect(visibleWords('api.call("GET /audit/"); const MAKE = "POST /token/enrollmentlink";')).toEqual([]);
    const source =
      'import { x } from "./x.ts"; // Sign in here\nconst f = ({ a }: Props<string>): Map<string, number> => (\n' +
      '  <p class="card title" aria-label={words.title}>\n    {a && <b>{words.b}</b>}\n    · {a > 1 ? words.c : words.d}\n  </p>);';
    expect(visibleWords(source)).toEqual([]);
  });
});
