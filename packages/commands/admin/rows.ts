// What several commands do: limit a list, and work through names one after the other.
import { TiqrError } from "../../client/index.js";
import type { Command, Context, Options, OutputRow } from "./command.ts";

export const LIMIT: Options = {
  limit: { type: "string", value: "N", meaning: "at most so many rows; by default 1000" },
};

/** @throws Error if it is no number. */
export async function* limitRows(rows: AsyncIterable<OutputRow>, { asked }: Context): AsyncGenerator<OutputRow> {
  const limit = wholeNumberOption(asked.text("limit"), "limit") ?? 1000;
  let count = 0;
  if (limit === 0) return;
  for await (const row of rows) {
    yield row;
    if (++count >= limit) return;
  }
}

export function wholeNumberOption(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${option} must be a whole number.`);
  return Number(text);
}

/** What only the command itself can find wrong in its arguments. */
export class UsageError extends Error {}

/**
 * Does the work for each name. What the service refuses is a row of its own, and the others are
 * done all the same.
 */
export async function* each(
  { progress, failed }: Context,
  names: readonly string[],
  work: (name: string) => Promise<OutputRow>,
): AsyncGenerator<OutputRow> {
  for (const [at, name] of names.entries()) {
    progress.step(at, names.length);
    try {
      yield await work(name);
    } catch (error) {
      // Without the service, and without the right, no other name fares better.
      if (!(error instanceof TiqrError) || error.code !== "refused" || [401, 403].includes(error.status ?? 0))
        throw error;
      failed();
      yield { name, result: `refused: ${error.message}` };
    }
  }
}

export const RESULT = ["name", "result"];

/** `nothing to change` if the service says 0. */
export const resultOf = (name: string, count: number, done: string): OutputRow => ({
  name,
  result: count > 0 ? done : "nothing to change",
});

export const removing = (
  summary: string,
  remove: (context: Context, name: string) => Promise<void>,
  names = "ID...",
): Command => ({
  summary,
  names,
  columns: RESULT,
  run: (context) =>
    each(context, context.asked.names, async (name) => {
      await remove(context, name);
      return resultOf(name, 1, "removed");
    }),
});
