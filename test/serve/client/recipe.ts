// The code in docs/recipes.md, for the server of a test.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

const recipes = readFileSync(inProject("docs/recipes.md"), "utf8");

/** The first block in this language below a heading. */
export function recipe(heading: string, language: string, origin: string): string {
  const [, section = ""] = recipes.split(`\n## ${heading}\n`);
  const [, code = ""] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(section) ?? [];
  expect(code.split("https://tiqr.example.org")).toHaveLength(2);
  return code.replace("https://tiqr.example.org", origin);
}
