// The site of the documents (site/), as far as it can be checked without its packages. `.ci/run`
// builds it, and a link that leads nowhere fails the build.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { contrastOf } from "../../../src/web/ui/page/colours.ts";
import { DOCUMENTS } from "./doc-blocks.ts";

const textOf = (path: string): string => readFileSync(inProject(path), "utf8");
const PAGES = DOCUMENTS.filter((path) => /^(docs\/|[A-Z]+\.md$)/.test(path));

it("has packages of its own, whose lock file names no registry", () => {
  const { devDependencies } = JSON.parse(textOf("site/package.json"));
  expect(Object.keys(devDependencies)).toEqual(["vitepress"]);
  expect(textOf("site/package-lock.json")).not.toContain('"resolved": "http');
  expect(textOf("site/.npmrc")).toBe(textOf(".npmrc"));
  expect(Object.keys(JSON.parse(textOf("package.json")).devDependencies)).not.toContain("vitepress");
});

/** The value of a colour in a theme; the dark one leaves out what is as in the light one. */
function colourIn(theme: ":root" | ".dark", name: string): string {
  const style = textOf("site/.vitepress/theme/style.css");
  const of = (block: string): string =>
    new RegExp(`^${block} \\{[^}]*?--${name}: ([^;]+);`, "m").exec(style)?.[1] ??
    (block === ":root" ? "" : of(":root"));
  const value = of(theme);
  return value.startsWith("var(") ? colourIn(theme, value.slice("var(--".length, -1)) : value;
}

it.each([":root", ".dark"] as const)("labels a block of code so that everybody can read it: %s", (theme) => {
  expect(colourIn(theme, "vp-c-bg-alt")).toMatch(/^#/);
  const contrast = contrastOf(colourIn(theme, "vp-code-lang-color"), colourIn(theme, "vp-c-bg-alt"));
  expect(contrast).toBeGreaterThanOrEqual(4.5);
});

it.each(PAGES)("%s has nothing that a page of the site would take for a component or an expression", (path) => {
  const prose = textOf(path)
    .replace(/^( *)(```+)[\s\S]*?^\1\2$/gm, "")
    .replace(/(`+)[\s\S]*?\1/g, "")
    .replace(/<!--[\s\S]*?-->/g, "");
  expect(prose).not.toMatch(/\{\{/);
  const known =
    /^<\/?(a|b|br|code|details|div|em|h\d|img|p|picture|source|strong|sub|summary|sup|table|tbody|td|th|tr|https?:)/;
  expect((prose.match(/<\/?[a-zA-Z][^\s>]*/g) ?? []).filter((tag) => !known.test(tag))).toEqual([]);
});
