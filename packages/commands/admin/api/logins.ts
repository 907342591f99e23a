// npm run admin -- logins …
import type { Noun } from "../command.ts";
import { forEachName, resultValueOf } from "../rows.ts";

export const loginCommands: Noun = {
  summary: "logins that are open now",
  actions: {
    list: {
      summary: "Lists open logins, the newest first. Their ids can end a login, but not finish it.",
      columns: [
        "transaction_id",
        "user",
        "realm",
        "application",
        "client",
        "serial",
        "timestamp",
        "expiration",
        "otp_received",
      ],
      async *run({ manage }) {
        for (let page: number | null = 1; page !== null; ) {
          const answer = await manage.challenges.list({ page, pagesize: 100 });
          yield* answer.challenges;
          page = answer.next;
        }
      },
    },
    cancel: forEachName("Ends open logins.", "ID...", async ({ manage }, id) =>
      resultValueOf(id, await manage.challenges.cancel(id), "ended"),
    ),
  },
};
