// npm run import -- FILE --from FORMAT [...] [--apply], with --state DIR or --remote Takes over the
// tokens of another server (docs/migrating.md). Without --apply it writes nothing and says what
// would come, what would not, and why. It may run beside the service, be stopped at any moment, and
// be run again: what is here already is left. Exit code 0: all that could come has come; 2: some
// records were refused, or --rehearse has found a difference; 1: it could not begin, or broke off.
import { availableParallelism, constants } from "node:os";
import { giveUp } from "../../scripts/lib/project.ts";
import { importTokens } from "./import/import-tokens.ts";
import { readImportOptions } from "./import/options.ts";
import { linesOfSums } from "./import/write/report.ts";

// Node computes hashes and seals in threads, of which it starts four unless it is told otherwise
// before the first.
process.env.UV_THREADPOOL_SIZE ??= `${Math.max(4, availableParallelism())}`;

async function runImport(): Promise<void> {
  const asked = readImportOptions();
  const sums = await importTokens(asked);
  process.stdout.write(asked.json ? `${JSON.stringify(sums)}\n` : `${linesOfSums(sums).join("\n")}\n`);
  const { missing = [], gone = [], defaultRealms } = sums.rehearsal ?? {};
  if (sums.refused + missing.length + gone.length > 0 || defaultRealms) process.exitCode = 2;
}

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started. The next run finds
// what is left.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.on(signal, () => {
    console.error("Stopped. Run it again to continue.");
    process.exit(128 + constants.signals[signal]);
  });
await runImport().catch((error) => giveUp(error));
