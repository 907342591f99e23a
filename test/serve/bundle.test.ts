// A start reads and compiles the whole bundle, and each addition to it is too small to be felt by
// itself. So the limit is close to the size today: raise it when something new is worth its bytes,
// and lower it with each part that leaves.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { MAX_BUNDLE_GZIP_BYTES } from "../../bench/targets.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { buildWhenNeeded, builtWorker } from "../../scripts/serve/build.ts";

beforeAll(buildWhenNeeded);

it("stays within the size that the bundle has today", () => {
  expect(gzipSync(readFileSync(builtWorker), { level: 9 }).length).toBeLessThanOrEqual(MAX_BUNDLE_GZIP_BYTES);
});

it("loads nothing of Node, which each start would make", () => {
  expect(readFileSync(builtWorker, "utf8")).not.toMatch(/from ?"(node:)?fs"/);
});

it("keeps the registry of modules that vitest's pool supports, at any compatibility date", () => {
  const [, flags = ""] = /^compatibility_flags = (.+)$/m.exec(readFileSync(inProject("wrangler.toml"), "utf8")) ?? [];
  expect(JSON.parse(flags)).toContain("legacy_module_registry");
});
