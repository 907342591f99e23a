// Things that a deployment and an installation must not do, according to the files that control them.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inProject } from "../../scripts/lib/project.ts";
import { readConfig } from "../../scripts/lib/worker-options.ts";

it("gives the worker no address that its owner has not chosen", () => {
  const { workers_dev, preview_urls } = readConfig();
  expect({ workers_dev, preview_urls }).toEqual({ workers_dev: false, preview_urls: false });
});

it("keeps queries and requests out of Cloudflare's logs and traces", () => {
  const { observability } = readConfig();
  expect(observability).toMatchObject({ redact_query_string: true, logs: { invocation_logs: false } });
});

it("runs no script of a package, and needs none before or after its own", () => {
  expect(readFileSync(inProject(".npmrc"), "utf8").split("\n")).toContain("ignore-scripts=true");
  const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
  const names = Object.keys(scripts);
  const hooks = names.filter((name) => /^(pre|post)/.test(name) && names.includes(name.replace(/^(pre|post)/, "")));
  expect([...hooks, ...names.filter((name) => /^(preinstall|install|postinstall|prepare)$/.test(name))]).toEqual([]);
});
