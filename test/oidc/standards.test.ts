// docs/oidc-conformance.md says for each demand of the standards which test holds it. A test that
// was renamed or removed would leave an empty promise there, so each name is looked up.

import { describe, expect, it } from "vitest";
import { textsOf } from "../support/house/files.ts";

const TEXTS = await textsOf("docs/oidc-conformance.md", "test/**/*.test.{ts,tsx}");
const document = TEXTS["docs/oidc-conformance.md"] ?? "";

const [, part = ""] = document.split("## What the standards ask, and the test that holds it\n");
/** The file of each label that stands after the name of a test. */
const files = new Map(
  [...part.matchAll(/^\[([\w/-]+)\]: \.\.\/test\/(.+)$/gm)].map(([, label = "", file = ""]) => [label, file]),
);
/**
 * The items of the lists, each with its tests: `- **3.1.2.1** take …`, and below it `  - name of a
 * test ([label])`.
 */
const demands = part
  .split(/^- /m)
  .slice(1)
  .map((item) => ({
    demand: item.split("\n")[0],
    tests: [...item.replaceAll("\n    ", " ").matchAll(/^ {2}- (.+) \(\[([\w/-]+)\]\)$/gm)].map(
      ([, name = "", label = ""]) => ({ name, file: files.get(label) ?? `${label} has no file` }),
    ),
    lines: item.match(/^ {2}- /gm)?.length ?? 0,
  }));
const named = demands.flatMap(({ demand, tests }) => tests.map((test) => ({ demand, ...test })));
const sourceOf = (file: string): string => TEXTS[`test/${file}`] ?? "";

/** As the name of a test or of a group, or as the beginning of one that goes on with a value. */
const stands = (source: string, name: string): boolean =>
  [`"${name}",`, `\`${name}: $`].some((text) => source.includes(text));

describe("docs/oidc-conformance.md", () => {
  it("has a list for each standard and one of the attacks, with a test for each demand", () => {
    const headings = part.match(/^### .+$/gm)?.map((line) => line.slice(4));
    expect(headings).toEqual([
      "OpenID Connect Core 1.0",
      "RFC 6749",
      "RFC 7636 (PKCE)",
      "RFC 9126 (pushed requests)",
      "RFC 9207 (issuer in the answer)",
      "RFC 9700 (security best current practice)",
      "Attacks, by name",
    ]);
    expect(demands.length).toBeGreaterThan(70);
    expect(demands.filter(({ tests, lines }) => tests.length === 0 || tests.length !== lines)).toEqual([]);
  });

  it("names only tests that there are", () => {
    expect(named.filter(({ file, name }) => !stands(sourceOf(file), name))).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });
});
