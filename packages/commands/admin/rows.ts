// What several commands do: limit a list, and work through names one after the other.
import { TiqrError } from "../../client/index.js";
import { type Command, type Context, type Options, type OutputRow, valueOption } from "./command.ts";

export const LIMIT: Options = {
  limit: valueOption("N", "at most so many rows; by default 1000"),
};

export async function* limitRows(rows: AsyncIterable<OutputRow>, { args }: Context): AsyncGenerator<OutputRow> {
  const limit = wholeNumberOption(args.text("limit"), "limit") ?? 1000;
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

/** The value of an option that has to be one of these words; undefined if it is not given. */
export function choiceOf<const Word extends string>({ args }: Context, option: string, words: readonly Word[]) {
  const text = args.text(option);
  const choice = words.find((word) => word === text);
  if (text !== undefined && !choice) throw new UsageError(`--${option} must be one of ${words.join(", ")}.`);
  return choice;
}

/** What only the command itself can find wrong in its arguments. */
export class UsageError extends Error {}

/**
 * Does the work for each name. What the service refuses is a row of its own, and the others are
 * done all the same.
 */
async function* each(
  { args: { names }, progress, failed }: Context,
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

const RESULT = ["name", "result"];

/** `nothing to change` if the service says 0. */
export const resultValueOf = (name: string, count: number, done: string): OutputRow => ({
  name,
  result: count > 0 ? done : "nothing to change",
});

type More = Omit<Command, "run" | "summary" | "names">;

/** A command that shows the one thing that it asks for. */
export const showing = (
  summary: string,
  names: string,
  ask: (context: Context) => Promise<OutputRow>,
  more?: More,
): Command => ({
  ...{ summary, names, ...more },
  async *run(context) {
    yield await ask(context);
  },
});

/** A command that shows all of a list, which is short. */
export const listing = (
  summary: string,
  columns: readonly string[],
  ask: (context: Context) => Promise<Iterable<OutputRow>>,
  names = "",
): Command => ({
  ...{ summary, names, columns },
  async *run(context) {
    yield* await ask(context);
  },
});

/** A command that works through names. */
export const forEachName = (
  summary: string,
  names: string,
  work: (context: Context, name: string) => Promise<OutputRow>,
  more?: More,
): Command => ({
  ...{ summary, names, columns: RESULT, ...more },
  run: (context) => each(context, (name) => work(context, name)),
});

export const removing = (
  summary: string,
  remove: (context: Context, name: string) => Promise<void>,
  names = "ID...",
): Command =>
  forEachName(summary, names, async (context, name) => {
    await remove(context, name);
    return resultValueOf(name, 1, "removed");
  });
