// `npm run docs:examples`: runs the calls of docs/api.md and docs/api-examples.md and writes each
// reply below its call. test/serve/documents/api-examples.test.ts says when one is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { noArguments } from "../lib/arguments.ts";
import { inProject } from "../lib/project.ts";
import { madeExamples } from "./examples/made.ts";

noArguments("docs:examples");
for (const [path, text] of await madeExamples()) {
  if (text === readFileSync(inProject(path), "utf8")) continue;
  writeFileSync(inProject(path), text);
  console.log(path);
}
