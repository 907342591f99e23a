// npm run admin -- audit …
import { type Noun, type Options, valueOption } from "../command.ts";
import { LIMIT, limitRows, showing, wholeNumberOption } from "../rows.ts";

const COLUMNS = ["number", "date", "event", "user", "realm", "serial", "administrator", "reason", "proximity"];

const FILTERS: Options = {
  from: valueOption("TIME", "from this day or time on, such as 2027-01-31 or 2027-01-31T08:00Z"),
  until: valueOption("TIME", "before this day or time"),
  user: valueOption("NAME", "of a user; * stands for any characters, here and below"),
  realm: valueOption("REALM", "of a realm"),
  serial: valueOption("SERIAL", "of a token"),
  administrator: valueOption("NAME", "of an account"),
  event: valueOption("EVENT", "such as LOGIN_SUCCESS"),
  reason: valueOption("REASON", "such as wrong-pin"),
  proximity: valueOption("CLASS", "network, provider, country or elsewhere"),
  reads: valueOption("WHETHER", "false leaves out look-ups", ["true", "false"]),
  transaction_id: valueOption("ID", "of a login"),
  sortorder: valueOption("ORDER", "desc, the newest first, or asc", ["asc", "desc"]),
};

export const auditCommands: Noun = {
  summary: "the audit trail",
  actions: {
    list: {
      summary: "Lists rows, the newest first.",
      options: { ...FILTERS, ...LIMIT },
      columns: COLUMNS,
      run: (context) => {
        const filters = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, context.args.text(name)]));
        return limitRows(context.manage.audit.all({ ...filters, page_size: 900 }), context);
      },
    },
    follow: {
      summary: "Writes each row as it comes, until Ctrl-C.",
      options: {
        after: valueOption("NUMBER", "from the row after this one on; without it from the newest on"),
        ...LIMIT,
      },
      columns: COLUMNS,
      isLive: true,
      async *run(context) {
        const { args, manage } = context;
        const start = wholeNumberOption(args.text("after"), "after");
        const after = start ?? (await manage.audit.list({ page_size: 1 })).auditdata[0]?.number ?? 0;
        const rows = manage.audit.follow({ after });
        yield* args.text("limit") === undefined ? rows : limitRows(rows, context);
      },
    },
    statistics: showing("The last 24 hours in numbers.", "", ({ manage }) => manage.audit.statistics()),
    verify: {
      summary: "Checks the newest rows at the service. Exit code 1 if any is missing or changed.",
      async *run({ manage, failed }) {
        const checked = await manage.audit.verification();
        if (checked.problems.length > 0) failed();
        yield checked;
      },
    },
  },
};
