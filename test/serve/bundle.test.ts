// A start reads and compiles the whole bundle, and each addition to it is too small to be felt by
// itself. So the limit is close to the size today: raise it when something new is worth its bytes,
// and lower it with each part that leaves. What the worker reads when it is asked for is beside it.
import { globSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { MAX_BUNDLE_GZIP_BYTES } from "../../bench/targets.ts";
import { consoleBook } from "../../packages/console/words/book.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { buildWhenNeeded, builtWorker } from "../../scripts/serve/build.ts";
import { MEANINGS } from "../../src/config/meanings.ts";
import { DEFINITIONS } from "../../src/http/all-definitions.ts";
import { systemTexts } from "../../src/http/system/texts.ts";
import { mailBook } from "../../src/mail/words.ts";
import { personBook } from "../../src/web/words/book.ts";

beforeAll(buildWhenNeeded);

it("stays within the size that the bundle has today", () => {
  expect(gzipSync(readFileSync(builtWorker), { level: 9 }).length).toBeLessThanOrEqual(MAX_BUNDLE_GZIP_BYTES);
});

it("has its files beside it, and no other ones", () => {
  const paths: string[] = Object.values(JSON.parse(readFileSync(inProject("dist/assets.json"), "utf8")));
  expect(readdirSync(inProject("dist/assets")).map((file) => `/assets/${file}`)).toEqual(paths.toSorted());
  const worker = readFileSync(builtWorker, "utf8");
  expect(paths.filter((path) => !worker.includes(path))).toEqual([]);
});

it("has no texts that no start needs", () => {
  const worker = readFileSync(builtWorker, "utf8");
  for (const text of [
    consoleBook.enrol.title[1],
    personBook.me.back[2],
    personBook.home.how[0],
    personBook.oidc.problem.came[1],
    mailBook.notYou[0],
    MEANINGS.maxFail,
    systemTexts.notices.oldServer.nameless,
    DEFINITIONS["POST /token/init"]?.does,
    '"AuditRow"',
    ".card-title",
  ]) {
    expect(text).toMatch(/../);
    expect(worker).not.toContain(text);
  }
});

it("waits for no module, around which esbuild would wrap all that the two share", () => {
  const sources = globSync("{src,packages/console}/**/*.{ts,tsx}", { cwd: inProject(".") }).filter(
    (path) => !/\/(client|test)\//.test(path),
  );
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.filter((path) => /(?<!typeof )import\(\s*"/.test(readFileSync(inProject(path), "utf8")))).toEqual([]);
});

it("loads nothing of Node, which each start would make", () => {
  expect(readFileSync(builtWorker, "utf8")).not.toMatch(/from ?"(node:)?fs"/);
});

it("keeps the registry of modules that vitest's pool supports, at any compatibility date", () => {
  const [, flags = ""] = /^compatibility_flags = (.+)$/m.exec(readFileSync(inProject("wrangler.toml"), "utf8")) ?? [];
  expect(JSON.parse(flags)).toContain("legacy_module_registry");
});
