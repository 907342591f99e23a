// npm run admin -- users import FILE: makes or changes the users of a CSV by a job of the service
// (docs/jobs.md), and their links.
import { basename } from "node:path";
import { jobNameOf } from "../../../../src/core/jobs/job.ts";
import { type Command, type Context, type OutputRow, valueOption } from "../command.ts";
import { choiceOf, UsageError, wholeNumberOption } from "../rows.ts";
import { APPLY_OPTIONS, contentOf, MAIL_OPTIONS, mailOf, resultsOf, VALIDITY } from "./job-results.ts";

const LINKS = ["missing", "all", "none"] as const;

/**
 * What the job works on: a file, or the file of a dry run, so that nothing else is carried out than
 * what was checked.
 */
function sourceOf({ args }: Context): { readonly csv: string } | { readonly dry_run_id: string } {
  const checked = args.text("checked");
  if ((checked === undefined) === (args.names.length === 0)) throw new UsageError("Give FILE, or else --checked.");
  if (checked === undefined) return { csv: contentOf(args.name) };
  if (!args.flag("apply")) throw new UsageError("--checked goes with --apply.");
  return { dry_run_id: checked };
}

async function* run(context: Context): AsyncGenerator<OutputRow> {
  const { args, manage } = context;
  const links = choiceOf(context, "links", LINKS);
  const validity = wholeNumberOption(args.text("validity"), "validity");
  const dry_run = !args.flag("apply");
  const source = sourceOf(context);
  // The service refuses characters that nobody sees, of which a file's name may have some.
  const [file] = args.names;
  const name = file === undefined || file === "-" ? undefined : jobNameOf(basename(file));
  const job = await manage.jobs.beginUsers({ ...source, name, dry_run, links, validity, ...mailOf(context) });
  for await (const row of resultsOf(context, job)) yield { ...row, dry_run, job };
}

export const importing: Command = {
  summary: "Makes or changes the users of a CSV, and makes their registration links. The file: docs/jobs.md.",
  names: "[FILE]",
  options: {
    links: valueOption("WHICH", "links for users without a token, for all, or for none; by default missing", LINKS),
    ...VALIDITY,
    ...MAIL_OPTIONS,
    ...APPLY_OPTIONS,
    checked: valueOption("ID", "in place of FILE: the job of a dry run, whose file is meant"),
  },
  columns: [
    "line",
    "user",
    "realm",
    "outcome",
    "message",
    "name",
    "email",
    "link",
    "link_expires",
    "mail",
    "dry_run",
    "job",
  ],
  givesAddress: true,
  run,
};
