// npm run docs: writes the documents' tables, the reasons that the client package declares, and the
// chart of the simulated world, from the code. test/docs.test.ts fails when one of them is stale.
// Then it builds the site of the documents into site/dist, if the packages of the site are
// installed.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { readResults, withResults } from "../bench/report/write.ts";
import { chart } from "../bench/world/chart.ts";
import { answerTypes } from "./docs/answer-types.ts";
import { reasonTypes, withTables } from "./docs/tables.ts";
import { noArguments } from "./lib/arguments.ts";
import { inProject } from "./lib/project.ts";

noArguments("docs");
const read = (path: string): string => readFileSync(inProject(path), "utf8");
const sources = { examples: read("docs/api-examples.md"), reasons: read("src/core/reasons.ts") };
for (const path of globSync("docs/*.md", { cwd: inProject(".") })) write(path, (text) => withTables(text, sources));
write("docs/performance.md", (text) => withResults(text, readResults()));
write("docs/images/world.svg", () => chart());
write("packages/client/requests/reasons.d.ts", () => reasonTypes());
write("packages/client/management/answers.d.ts", () => answerTypes());

function write(path: string, change: (before: string) => string): void {
  const before = read(path);
  const after = change(before);
  if (after === before) return;
  writeFileSync(inProject(path), after);
  console.log(path);
}

if (existsSync(inProject("site/node_modules"))) {
  const { status } = spawnSync("npm", ["run", "-s", "build"], { cwd: inProject("site"), stdio: "inherit" });
  process.exitCode = status ?? 1;
} else console.log("No site was built: `npm ci --prefix site` installs what it needs.");
