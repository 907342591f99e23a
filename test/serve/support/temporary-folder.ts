// A folder for the tests of one file, which goes when they end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";

/** Returns a function that returns its path once tests run. */
export function temporaryFolder(): () => string {
  let path = "";
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), "admin-test-"));
  });
  afterAll(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return () => path;
}
