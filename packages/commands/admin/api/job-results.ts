// Waits for a job with a bar, and says what became of each token or user.
import { readFileSync } from "node:fs";
import { LANGUAGES, type Language } from "../../../../src/lib/words.ts";
import { type Context, flagOption, type Options, type OutputRow, valueOption } from "../command.ts";
import { choiceOf, UsageError } from "../rows.ts";

export const APPLY_OPTIONS: Options = {
  apply: flagOption("carries it out; without it nothing is changed, and the rows say what would be"),
};

export const VALIDITY: Options = {
  validity: valueOption("SECONDS", "how long its links are valid; by default a day"),
};

export const MAIL_OPTIONS: Options = {
  mail: flagOption("sends each link to its user by mail, where the service sends mail"),
  language: valueOption("LANGUAGE", "of the mails; by default MAIL_LANGUAGE", LANGUAGES),
};

/** Nothing for a job that sends no mail: the service may be of a release that knows none. */
export function mailOf(context: Context): { readonly mail?: true; readonly language?: Language | undefined } {
  const { args } = context;
  const language = choiceOf(context, "language", LANGUAGES);
  if (language && !args.flag("mail")) throw new UsageError("--language goes with --mail.");
  return args.flag("mail") ? { mail: true, language } : {};
}

/**
 * The mail of a day may be used up. The job waits for the next one, and a command that did would
 * look as if it hung.
 */
const MAX_PAUSE_MS = 60_000;

/** The job goes on when the command is ended; `jobs cancel` ends it. */
export async function* resultsOf({ manage, progress, failed }: Context, id: string): AsyncGenerator<OutputRow> {
  for await (const { done, total, state, failed: faults, reason, mail } of manage.jobs.follow(id)) {
    progress.step(done, total);
    const againAt = state === "running" && mail?.again_at ? Date.parse(mail.again_at) : 0;
    if (againAt > Date.now() + MAX_PAUSE_MS) {
      failed(`The job waits with its mail until ${mail?.again_at} (${mail?.waits_for}): jobs result ${id}.`);
      break;
    }
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
