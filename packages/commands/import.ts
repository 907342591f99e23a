// npm run import -- FILE --from FORMAT [...] [--apply], with --state DIR or --remote Takes over the
// tokens of another server (docs/migrating.md). Without --apply it writes nothing and says what
// would come, what would not, and why. It may run beside the service, be stopped at any moment, and
// be run again: what is here already is left. Exit code 0: all that could come has come; 2: some
// records were refused, or --rehearse has found a difference; 1: it could not begin, or broke off.
import { availableParallelism } from "node:os";
import { importTokens } from "./import/import-tokens.ts";
import { readImportOptions } from "./import/options.ts";
import { linesOfSums } from "./import/write/report.ts";
import { runProgram, writeLine } from "./program.ts";

// Node computes hashes and seals in threads, of which it starts four unless it is told otherwise
// before the first.
process.env.UV_THREADPOOL_SIZE ??= `${Math.max(4, availableParallelism())}`;

async function runImport(): Promise<void> {
  const options = readImportOptions();
  const sums = await importTokens(options);
  writeLine(options.json ? JSON.stringify(sums) : linesOfSums(sums).join("\n"));
  const { missing = [], gone = [], defaultRealms } = sums.rehearsal ?? {};
  if (sums.refused + missing.length + gone.length > 0 || defaultRealms) process.exitCode = 2;
}

await runProgram(runImport, { goesOn: true });
