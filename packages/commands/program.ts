// How a command begins and ends, and what it writes for people.
import { constants } from "node:os";
import { giveUp } from "../../scripts/lib/project.ts";

interface Ending {
  /** The exit code of a signal, and the least one of an error. */
  readonly least?: number;
  /** The next run finds what this one has left. A signal then has an exit code of its own. */
  readonly goesOn?: boolean;
}

export async function runProgram(
  work: () => Promise<unknown>,
  { least = 1, goesOn = false }: Ending = {},
): Promise<void> {
  // Libraries must not print into our output, so their log goes to stderr.
  console.log = console.error;
  // Exiting runs the `exit` handlers, which end the processes that were started.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    process.on(signal, () => {
      if (goesOn) console.error("Stopped. Run it again to continue.");
      process.exit(goesOn ? 128 + constants.signals[signal] : least);
    });
  await work().catch((error) => giveUp(error, least));
}

export const writeLine = (line: string): unknown => process.stdout.write(`${line}\n`);

/** Names come from strangers and may hold what steers a terminal. */
export const plain = (text: string): string => text.replace(/\p{C}/gu, "?");

export const minuteOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
