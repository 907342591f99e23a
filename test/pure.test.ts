// The tests of the pure rings run in plain Node, a file within a second (vitest.config.ts). One that
// reaches the platform, by itself or through a helper, belongs elsewhere: test/storage/flows.

import { describe, expect, it } from "vitest";
import { importsOf, targetOf } from "../scripts/lib/imports.ts";
import { textsOf } from "./support/house/files.ts";
import { PURE_RINGS } from "./support/house/pure-rings.ts";

const TEXTS = await textsOf("{src,test,phone,scripts}/**/*.{ts,tsx}");
const PACKAGES = ["vitest", "fast-check"];

/** Each package that a file reaches, with the file that imports it. */
function packagesOf(path: string): string[] {
  const found: string[] = [];
  const reached = new Set([path]);
  // A set that grows is walked to its end.
  for (const file of reached)
    for (const name of importsOf(TEXTS[file] ?? "")) {
      const target = targetOf(file, name);
      if (target !== undefined) reached.add(target);
      else if (!PACKAGES.includes(name)) found.push(`${file} imports ${name}`);
    }
  return found;
}

describe("a test of a pure ring", () => {
  const folders = PURE_RINGS.map((ring) => `test/${ring}/`);
  const tests = Object.keys(TEXTS).filter(
    (path) => path.endsWith(".test.ts") && folders.some((folder) => path.startsWith(folder)),
  );

  it.each(tests)("needs no platform: %s", (path) => {
    expect(packagesOf(path)).toEqual([]);
  });
});

it("a platform behind a helper is found", () => {
  expect(packagesOf("test/storage/flows/empty-pin.test.ts")).toContain(
    "test/support/service.ts imports cloudflare:workers",
  );
});
