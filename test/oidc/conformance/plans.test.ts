// docs/oidc-conformance.md says how many tests of each plan are here, and names those that are not.
// Here its numbers are counted.

/// <reference types="vite/types/importMeta.d.ts" />

import { expect, it } from "vitest";

const [document = ""] = Object.values(
  import.meta.glob<string>("../../../docs/oidc-conformance.md", { query: "?raw", import: "default", eager: true }),
);
const SOURCES = import.meta.glob<string>("./**/*.ts", { query: "?raw", import: "default", eager: true });

const [, part = ""] = /\n## The tests of the OpenID Foundation\n([\s\S]*?)\n## /.exec(document) ?? [];
const sentences = part.replaceAll(/\s+/g, " ");
/** A line such as `- [basic](…): 34 of the 38 tests`, whose link leads to the file of the plan. */
const told = [...part.matchAll(/^- \[[^\]]+\]\([^)]*\/([\w-]+\.test\.ts)\): (\d+) of (?:the )?(?:same )?(\d+)/gm)];

const namesIn = (text = ""): string[] =>
  [...text.matchAll(/["`](oidcc-[a-z0-9-]+)(?:: |`)/g)].map(([, name = ""]) => name);

/** Those of the file, and of the parts of the basic plan that it runs. */
function testsOf(file: string): string[] {
  const source = SOURCES[`./${file}`] ?? "";
  const parts = [...source.matchAll(/from "(\.\/basic\/[\w-]+\.ts)"/g)].map(([, path = ""]) => SOURCES[path]);
  return [source, ...parts].flatMap(namesIn);
}

it("docs/oidc-conformance.md has every plan of this folder", () => {
  const files = Object.keys(SOURCES).filter((path) => path.endsWith(".test.ts") && path !== "./plans.test.ts");
  expect(told.map(([, file]) => `./${file}`).sort()).toEqual(files.sort());
});

it.each(told.map(([, file = "", here, all]) => [file, Number(here), Number(all)] as const))(
  "docs/oidc-conformance.md counts the tests of %s, each once, and names the others with the reason",
  (file, here, all) => {
    const tests = testsOf(file);
    expect(new Set(tests).size).toBe(tests.length);
    expect(tests).toHaveLength(here);
    const absent = new Set(namesIn(part).filter((name) => !tests.includes(name)));
    const expected = file.startsWith("basic") || file.startsWith("form-post") ? [...absent] : [];
    expect(here + expected.length).toBe(all);
  },
);

it("docs/oidc-conformance.md adds them up, and claims no certificate", () => {
  const sum = told.reduce((total, [, , here]) => total + Number(here), 0);
  expect(sentences).toContain(`${sum} tests`);
  expect(sentences).toContain("passed by our reading of the plans; the service is not certified");
});
