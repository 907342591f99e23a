// npm run admin -- jobs …: work on many tokens at once, which the service does by itself. Users:
// ./import-users.ts.
import type { Token } from "../../../client/index.js";
import {
  type Command,
  type Context,
  flagOption,
  type Noun,
  type Options,
  type OutputRow,
  valueOption,
} from "../command.ts";
import { listing, showing, UsageError, wholeNumberOption } from "../rows.ts";
import { APPLY_OPTIONS, contentOf, MAIL_OPTIONS, mailOf, resultsOf, VALIDITY } from "./job-results.ts";
import { BLOCK_OPTIONS, blockOf } from "./people.ts";
import { FILTERS, filtered } from "./tokens.ts";

const WOULD = {
  unlock: "would be unlocked",
  disable: "would be disabled",
  enable: "would be enabled",
  delete: "would be deleted",
  links: "would get a link",
} as const;
type Action = keyof typeof WOULD;

/** The service takes no more in one job. */
const MAX_SERIALS = 2000;
const RESULT = ["serial", "user", "realm", "outcome", "message"];

const WHICH: Options = {
  file: valueOption("FILE", "those whose serials the file has, one on each line; - is stdin"),
  all: flagOption("all of them"),
  ...FILTERS,
};

/** In place of serials. Those that the job has not disabled itself stay as they are. */
const DISABLED_BY: Options = {
  "disabled-by": valueOption("ID", "those that this job has disabled, unless they were disabled in another way, too"),
};

/** The serials that are given, or undefined if filters say which tokens are meant. */
function serialsOf({ args }: Context): string[] | undefined {
  const file = args.text("file");
  const isGiven = args.names.length > 0 || file !== undefined || args.text("disabled-by") !== undefined;
  const isFiltered = args.flag("all") || Object.keys(FILTERS).some((name) => args.text(name) !== undefined);
  // A command that does not say which would otherwise mean every token.
  if (isGiven === isFiltered)
    throw new UsageError("Give serials, in arguments or in --file, or else filters or --all.");
  if (args.text("disabled-by") !== undefined && (args.names.length > 0 || file !== undefined))
    throw new UsageError("--disabled-by stands in place of serials.");
  if (!isGiven) return undefined;
  const lines = file === undefined ? [] : contentOf(file).split("\n");
  return [...args.names, ...lines.map((line) => line.trim()).filter((line) => line !== "")];
}

async function* filteredFor(action: Action, context: Context): AsyncGenerator<Token> {
  let looks = 0;
  for await (const token of filtered(context)) {
    context.progress.step(++looks);
    // There is nothing to open at the others.
    if (action !== "unlock" || token.locks.length > 0) yield token;
  }
}

/** What would be done, and nothing is. */
async function* dryRun(
  action: Action,
  serials: readonly string[] | undefined,
  context: Context,
): AsyncGenerator<OutputRow> {
  const { manage, progress, failed } = context;
  const outcome = WOULD[action];
  const rowOf = ({ serial, username: user, user_realm: realm }: Token): OutputRow => ({ serial, user, realm, outcome });
  if (!serials) for await (const token of filteredFor(action, context)) yield rowOf(token);
  for (const [at, serial] of (serials ?? []).entries()) {
    progress.step(at, serials?.length);
    const token = await manage.tokens.get(serial);
    if (!token) failed();
    yield token ? rowOf(token) : { serial, outcome: "unknown-serial" };
  }
}

async function* carryOut(
  action: Action,
  named: readonly string[] | undefined,
  context: Context,
): AsyncGenerator<OutputRow> {
  const validity = action === "links" ? wholeNumberOption(context.args.text("validity"), "validity") : undefined;
  const mail = action === "links" ? mailOf(context) : {};
  const serials = [...(named ?? [])];
  if (!named) for await (const { serial } of filteredFor(action, context)) serials.push(serial);
  for (let at = 0; at < serials.length; at += MAX_SERIALS) {
    const some = serials.slice(at, at + MAX_SERIALS);
    yield* resultsOf(context, await context.manage.jobs.beginTokens({ serials: some, action, validity, ...mail }));
  }
}

/** Those whom a job has disabled: what would be done, or the job that takes it back. */
async function* takeBack(id: string, context: Context): AsyncGenerator<OutputRow> {
  const { args, manage } = context;
  if (args.flag("apply"))
    return yield* resultsOf(context, await manage.jobs.beginTokens({ action: "enable", disabled_by: id }));
  for (const row of await manage.jobs.result(id))
    if (row.outcome === "disabled") yield { ...row, outcome: WOULD.enable };
}

const working = (action: Action, summary: string): Command => ({
  summary,
  names: "[SERIAL]...",
  options: {
    ...WHICH,
    ...(action === "enable" ? DISABLED_BY : {}),
    ...(action === "links" ? { ...VALIDITY, ...MAIL_OPTIONS } : {}),
    ...APPLY_OPTIONS,
  },
  columns: action === "links" ? [...RESULT, "link", "link_expires", "mail"] : RESULT,
  ...(action === "links" ? { givesAddress: true } : {}),
  run: (context) => {
    const serials = serialsOf(context);
    const disabledBy = context.args.text("disabled-by");
    if (disabledBy !== undefined) return takeBack(disabledBy, context);
    return (context.args.flag("apply") ? carryOut : dryRun)(action, serials, context);
  },
});

/** People whose names a file has: what would be done, or the job that does it. */
const blocking = (action: "block" | "unblock", summary: string): Command => ({
  summary,
  names: "[FILE]",
  options: {
    ...(action === "block"
      ? BLOCK_OPTIONS
      : { "blocked-by": valueOption("ID", "in place of FILE: those whom this job alone has blocked") }),
    ...APPLY_OPTIONS,
  },
  columns: RESULT,
  async *run(context) {
    const { args, manage } = context;
    const by = args.text("blocked-by");
    if ((by === undefined) === (args.names.length === 0)) throw new UsageError("Give FILE, or else --blocked-by.");
    const source = by === undefined ? { csv: contentOf(args.name) } : { blocked_by: by };
    const how = action === "block" ? blockOf(context) : {};
    yield* resultsOf(
      context,
      await manage.jobs.beginUsers({ ...source, ...how, action, dry_run: !args.flag("apply") }),
    );
  },
});

export const jobCommands: Noun = {
  summary: "work on many tokens or users at once, and how far it is; also: users import",
  actions: {
    unlock: working("unlock", "Opens the locks of many tokens."),
    disable: working("disable", "Switches many tokens off."),
    enable: working("enable", "Switches many tokens on, or again on what a job has switched off."),
    delete: working("delete", "Deletes many tokens."),
    links: working("links", "Makes enrolment links for new phones of many tokens."),
    block: blocking("block", "Blocks the users of a CSV with the column name."),
    unblock: blocking("unblock", "Unblocks the users of such a CSV, or whom a job has blocked."),
    list: listing(
      "Lists the newest jobs of the account.",
      ["id", "name", "kind", "action", "dry_run", "total", "begun_by", "begun_at", "ended_at"],
      ({ manage }) => manage.jobs.list(),
    ),
    show: showing("Shows how far a job is.", "ID", ({ args, manage }) => manage.jobs.get(args.name)),
    result: {
      summary: "Waits for a job, and shows what became of each token or user.",
      names: "ID",
      columns: ["line", ...RESULT, "link", "link_expires", "mail"],
      run: (context) => resultsOf(context, context.args.name),
    },
    cancel: showing("Ends a job with the batch that is under way. What is done stays done.", "ID", ({ args, manage }) =>
      manage.jobs.cancel(args.name),
    ),
  },
};
