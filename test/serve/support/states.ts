// Copies of the state folder that ./run.ts has made, for tests to spoil.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";

/**
 * Returns a function that returns a copy of the folder, with the administrator root and five rows
 * of audit trail, none of them signed yet. The copies are removed when the tests of the file end.
 */
export function withStates(): () => string {
  const folder = mkdtempSync(join(tmpdir(), "state-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  let copies = 0;
  return () => {
    const path = join(folder, String(++copies));
    cpSync(inject("madeState"), path, { recursive: true });
    return path;
  };
}
