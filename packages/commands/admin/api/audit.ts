// npm run admin -- audit …
import type { Noun, Options } from "../command.ts";
import { LIMIT, limitRows, wholeNumberOption } from "../rows.ts";

const COLUMNS = ["number", "date", "event", "user", "realm", "serial", "administrator", "reason", "proximity"];

const FILTERS: Options = {
  from: { type: "string", value: "TIME", meaning: "from this day or time on, such as 2027-01-31 or 2027-01-31T08:00Z" },
  until: { type: "string", value: "TIME", meaning: "before this day or time" },
  user: { type: "string", value: "NAME", meaning: "of a user; * stands for any characters, here and below" },
  realm: { type: "string", value: "REALM", meaning: "of a realm" },
  serial: { type: "string", value: "SERIAL", meaning: "of a token" },
  administrator: { type: "string", value: "NAME", meaning: "of an account" },
  event: { type: "string", value: "EVENT", meaning: "such as LOGIN_SUCCESS" },
  reason: { type: "string", value: "REASON", meaning: "such as wrong-pin" },
  proximity: { type: "string", value: "CLASS", meaning: "network, provider, country or elsewhere" },
  reads: { type: "string", value: "WHETHER", meaning: "false leaves out look-ups", words: ["true", "false"] },
  transaction_id: { type: "string", value: "ID", meaning: "of a login" },
  sortorder: { type: "string", value: "ORDER", meaning: "desc, the newest first, or asc", words: ["asc", "desc"] },
};

export const auditCommands: Noun = {
  summary: "the audit trail",
  actions: {
    list: {
      summary: "Lists rows, the newest first.",
      options: { ...FILTERS, ...LIMIT },
      columns: COLUMNS,
      run: (context) => {
        const filters = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, context.asked.text(name)]));
        return limitRows(context.manage.audit.all({ ...filters, page_size: 900 }), context);
      },
    },
    follow: {
      summary: "Writes each row as it comes, until Ctrl-C.",
      options: {
        after: {
          type: "string",
          value: "NUMBER",
          meaning: "from the row after this one on; without it from the newest on",
        },
        ...LIMIT,
      },
      columns: COLUMNS,
      isLive: true,
      async *run(context) {
        const { asked, manage } = context;
        const given = wholeNumberOption(asked.text("after"), "after");
        const after = given ?? (await manage.audit.list({ page_size: 1 })).auditdata[0]?.number ?? 0;
        const rows = manage.audit.follow({ after });
        yield* asked.text("limit") === undefined ? rows : limitRows(rows, context);
      },
    },
    statistics: {
      summary: "The last 24 hours in numbers.",
      async *run({ manage }) {
        yield await manage.audit.statistics();
      },
    },
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
