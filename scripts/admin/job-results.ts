// Waits for a job with a bar, and says what became of each token or user.
import { readFileSync } from "node:fs";
import type { Context, Options, Row } from "./command.ts";
import { UsageError } from "./rows.ts";

export const APPLY: Options = {
  apply: { type: "boolean", meaning: "carries it out; without it nothing is changed, and the rows say what would be" },
};

export const VALIDITY: Options = {
  validity: { type: "string", value: "SECONDS", meaning: "how long its links are valid; by default a day" },
};

/** The job goes on when the command is ended; `jobs cancel` ends it. */
export async function* resultsOf({ manage, progress, failed }: Context, id: string): AsyncGenerator<Row> {
  for await (const { done, total, state, failed: faults, reason } of manage.jobs.follow(id)) {
    progress.step(done, total);
    if (faults > 0) failed();
    if (state === "cancelled") failed("The job was cancelled.");
    if (state === "failed") failed(`The job could not go on (${reason}).`);
  }
  yield* await manage.jobs.result(id);
}

/** What a file or stdin (`-`) holds, without the mark that some programs put at its beginning. */
export function contentOf(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file === "-" ? 0 : file));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
