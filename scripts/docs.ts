// npm run docs: writes the documents' tables from the code. test/docs.test.ts fails when a table is stale.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { withTables } from "./lib/doc-tables.ts";
import { inProject } from "./lib/project.ts";

for (const path of globSync("docs/*.md", { cwd: inProject(".") })) {
  const before = readFileSync(inProject(path), "utf8");
  const after = withTables(before);
  if (after === before) continue;
  writeFileSync(inProject(path), after);
  console.log(path);
}
