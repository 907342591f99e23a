// The tables of the documents are those that `npm run docs` makes of the code.

/// <reference types="vite/types/importMeta.d.ts" />

import { expect, it } from "vitest";
import { withTables } from "../scripts/lib/doc-tables.ts";

const DOCUMENTS = Object.entries(
  import.meta.glob<string>("../docs/*.md", { query: "?raw", import: "default", eager: true }),
);

it.each(DOCUMENTS)("%s has the tables that `npm run docs` makes", (_, text) => {
  expect(text).toBe(withTables(text));
});

it("finds each table in one document", () => {
  const begun = DOCUMENTS.flatMap(([, text]) => [...text.matchAll(/<!-- (\w+): made by npm run docs -->/g)]);
  expect(begun.map(([, name]) => name).sort()).toEqual(["reasons", "settings"]);
  for (const [mark, name] of begun) {
    const stale = `${mark}\n\n| Name |\n\n<!-- end of ${name} -->`;
    expect(withTables(stale)).not.toBe(stale);
  }
});
