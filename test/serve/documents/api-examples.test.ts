// The replies in docs/api.md and docs/api-examples.md are those of the service: each call is made,
// and the document is compared.
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { madeExamples, WITH_EXAMPLES } from "../../../scripts/docs/examples/made.ts";
import { inProject } from "../../../scripts/lib/project.ts";

let made: ReadonlyMap<string, string>;
beforeAll(async () => {
  made = await madeExamples();
}, 300_000);

it.each(WITH_EXAMPLES)("%s shows what the service answers, or `npm run docs:examples` writes it", (document) => {
  expect(readFileSync(inProject(document), "utf8")).toBe(made.get(document));
});
