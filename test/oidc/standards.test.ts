// docs/oidc.md says for each demand of the standards which test holds it. A test that was renamed or removed would leave an empty
// promise there, so each name is looked up.

/// <reference types="vite/types/importMeta.d.ts" />

import { describe, expect, it } from "vitest";

const [document = ""] = Object.values(
  import.meta.glob<string>("../../docs/oidc.md", { query: "?raw", import: "default", eager: true }),
);
const TESTS = import.meta.glob<string>("../**/*.test.{ts,tsx}", { query: "?raw", import: "default", eager: true });

const [, part = ""] = document.split("## What the standards ask, and the test that holds it\n");
/** The rows of the tables, without their heads; the tests are in the last cell. */
const rows = part
  .split("\n")
  .filter((line) => /^\| (?!-|Section|Attack)/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\||\|$/g, "").trim()));
const named = rows.flatMap((cells) =>
  [...(cells.at(-1) ?? "").matchAll(/\[[\w-]+\]\(\.\.\/test\/([^)]+)\): (.+?)(?=; \[|$)/g)].map(
    ([, file = "", name = ""]) => ({ row: cells[0], file, name }),
  ),
);
/** The file as `import.meta.glob` names it from here. */
const sourceOf = (file: string): string => TESTS[`../${file}`] ?? TESTS[file.replace(/^oidc\//, "./")] ?? "";

/** As the name of a test or of a group, or as the beginning of one that goes on with a value. */
const stands = (source: string, name: string): boolean =>
  [`"${name}",`, `\`${name}: $`].some((text) => source.includes(text));

describe("docs/oidc.md", () => {
  it("has a table for each standard and one of the attacks, with a test in each row", () => {
    const headings = part.match(/^### .+$/gm)?.map((line) => line.slice(4));
    expect(headings).toEqual([
      "OpenID Connect Core 1.0",
      "RFC 6749",
      "RFC 7636 (PKCE)",
      "RFC 9207 (issuer in the answer)",
      "RFC 9700 (security best current practice)",
      "Attacks, by name",
    ]);
    expect(rows.length).toBeGreaterThan(70);
    expect(rows.filter((cells) => !cells.at(-1)?.startsWith("["))).toEqual([]);
  });

  it("names only tests that there are", () => {
    const missing = named.filter(({ file, name }) => !stands(sourceOf(file), name));
    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(rows.length);
  });
});
