// `npm run import` in this process, which saves the start of one of its own. The process, its output
// and its exit code are held by the tests that use `run`, such as ./options.test.ts.
import { vi } from "vitest";
import { CommandError } from "../../../../../scripts/lib/project.ts";
import { inEnvironment } from "../../../../../test/serve/support/state.ts";
import { importTokens } from "../../../import/import-tokens.ts";
import { readImportOptions } from "../../../import/options.ts";
import type { Sums } from "../../../import/write/report.ts";

export interface ImportResult {
  readonly code: number;
  readonly stderr: string;
  readonly sums?: Sums | undefined;
}

/** A bug is thrown. */
export async function importInProcess(
  state: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<ImportResult> {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const stderr = () => said.mock.calls.map(([line]) => `${line}\n`).join("");
  try {
    const sums = await inEnvironment(env, () => importTokens(readImportOptions([...args, "--state", state])));
    return { code: sums.refused > 0 ? 2 : 0, stderr: stderr(), sums };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.exitCode, stderr: `${stderr()}${error.message}\n` };
  } finally {
    said.mockRestore();
  }
}
